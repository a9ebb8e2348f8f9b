// The demo's people, menu, bookmarks and files at hand, put into the simulator; its directory, loaded as an administrator would.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { shippedCalendar } from '../config/calendars.ts';
import { hebei2022 } from '../config/standards.ts';
import { addWorkingDays, dayOf } from '../domain/calendar.ts';
import { type DirectoryFile, institutionOf, peopleOf, roleNames } from '../domain/directory.ts';
import { readDirectory } from '../workbook/directory.ts';
import { writeDirectoryTemplate } from '../workbook/write-directory-template.ts';
import { demoFiles } from './demo-files.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

export type Demo = { simulatorUrl: string; env: NodeJS.ProcessEnv; firstTime: boolean };

/** Runs at every start: the simulator forgets, the directory stays as it is when nothing changed. */
export async function seedDemo({ simulatorUrl, env }: Demo): Promise<void> {
  const workbook = await writeDirectoryTemplate(true);
  const { directory } = await readDirectory(workbook);
  const put = async (path: string, body: unknown) => {
    const response = await fetch(`${simulatorUrl}${path}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`simulator refused ${path}: ${response.status} ${await response.text()}`);
  };
  await put('/sim/people', simulatedPeople(directory));
  await put('/sim/menu', menu);
  await importDirectory(workbook, env);

  const now = new Date(((await (await fetch(`${simulatorUrl}/sim/clock`)).json()) as { now: string }).now);
  await put('/sim/bookmarks', bookmarks(dayOf(now)));
  const institution = institutionOf(directory, directory.institutions[0]?.code ?? '');
  if (institution === null) throw new Error('the demo directory has no institution');
  const files = await demoFiles(institution, issueDay(dayOf(now)), hebei2022);
  await put(`/sim/people/${openIdOf(0)}/shelf`, files);
}

const menu = [
  { name: '办理进度', event_key: 'progress' },
  { name: '空白模板', event_key: 'template' },
  { name: '使用帮助', event_key: 'help' },
];

function simulatedPeople(directory: DirectoryFile) {
  return peopleOf(directory).map((person, i) => ({
    name: person.name,
    open_id: openIdOf(i),
    ...(person.mobile ? { mobile: `+86${person.mobile}` } : {}),
    ...(person.email ? { email: person.email } : {}),
    title: titleOf(directory, person.name),
  }));
}

/** Stable from start to start: the database remembers who is who. */
function openIdOf(i: number): string {
  return `ou_${String(i + 1).padStart(32, '0')}`;
}

function titleOf({ people, posts, institutions }: DirectoryFile, name: string): string {
  const lines = people.filter((line) => line.name === name);
  const titles = lines.flatMap((line) => {
    const held = line.posts.flatMap((code) => posts.find((post) => post.code === code)?.title ?? []);
    const clerkOf = institutions.find(({ code }) => code === line.institution)?.name;
    return held.length > 0 ? held : [clerkOf ? `${clerkOf} · 专管员` : roleNames[line.role]];
  });
  return [...new Set(titles)].join(' · ');
}

async function importDirectory(workbook: Buffer, env: NodeJS.ProcessEnv): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hezheng-demo-'));
  try {
    const file = join(folder, '机构备案表.xlsx');
    await writeFile(file, workbook);
    await run(process.execPath, ['--import', 'tsx', 'cli/directory.ts', 'import', file], { cwd: root, env });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Certificates issued a few days ago: in time, and with the clock running. */
function issueDay(today: string): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - 7 * 86_400_000).toISOString().slice(0, 10);
}

/** Moments at which the clock has something to say, for a submission made today. */
function bookmarks(today: string): { label: string; at: string }[] {
  const at = (day: string) => `${day}T09:00:00+08:00`;
  const due = (days: number) => addWorkingDays(shippedCalendar, today, days).day;
  return [
    { label: '市级审核：到期前 3 个工作日', at: at(due(7)) },
    { label: '市级审核：到期当天', at: at(due(10)) },
    { label: '市级审核：逾期第一天', at: at(due(11)) },
  ];
}

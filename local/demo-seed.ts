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
import type { PostKind } from '../domain/route.ts';
import { readDirectory } from '../workbook/directory.ts';
import { demoDirectory } from './demo-directory.ts';
import { type DemoFile, demoFile, demoFiles } from './demo-files.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

export type Demo = { simulatorUrl: string; env: NodeJS.ProcessEnv };

/**
 * Runs at every start: the simulator forgets, the directory stays as it is when nothing changed.
 * Answers what a newcomer may try, one line each, with the names of the people and files that are there.
 */
export async function seedDemo({ simulatorUrl, env }: Demo): Promise<string[]> {
  const workbook = await demoDirectory();
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
  const today = dayOf(now);
  const marks = bookmarks(today);
  await put('/sim/bookmarks', marks);
  const [first, second] = directory.institutions.map(({ code }) => institutionOf(directory, code));
  if (!first || !second) throw new Error('the demo directory has two institutions');
  const files = await demoFiles(first, today, hebei2022);
  await put(`/sim/people/${openIdOf(0)}/shelf`, files);
  await put(`/sim/people/${openIdOf(1)}/shelf`, [await demoFile(second, today, hebei2022)]);
  return thingsToTry(directory, files, marks);
}

function thingsToTry({ people, posts }: DirectoryFile, files: readonly DemoFile[], marks: readonly Mark[]): string[] {
  const clerk = people.find(({ role }) => role === 'clerk')?.name ?? '';
  const holder = (office: string, kind: PostKind) => {
    const post = posts.find((one) => one.office === office && one.kind === kind);
    return people.find((line) => post && line.posts.includes(post.code))?.name ?? '';
  };
  const [clean, faulty, mended] = files.map(({ name }) => `「${name}」`);
  const [city, province] = ['YUNHE', 'SHENG'];
  return [
    `左边选专管员${clerk}，点输入框上方的文件${faulty}发出去，看哪里不对、怎么改；再发${mended}，点「提交」；`,
    `换成市级审核员${holder(city, 'review')}，写明原因退回，或点「审核通过」；再由省中心${holder(province, 'review')}核准、${holder(province, 'desk')}登记上报和公布，回头看${clerk}收到了什么；`,
    `由${clerk}发${clean}并提交，不去审核，在右边的时钟里点「${marks.at(-1)?.label}」，看市级主管${holder(city, 'manage')}收到的加急预警。`,
  ];
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
    await run(process.execPath, ['--import', 'tsx', 'cli/directory.ts', 'import', file, '--yes'], { cwd: root, env });
  } finally {
    await rm(folder, { recursive: true });
  }
}

type Mark = { label: string; at: string };

/** Moments at which the clock has something to say, for a submission made today. */
function bookmarks(today: string): Mark[] {
  const mark = (label: string, workingDays: number) => {
    const { day } = addWorkingDays(shippedCalendar, today, workingDays);
    return { label, at: `${day}T09:00:00+08:00` };
  };
  return [mark('市级审核还剩 3 个工作日', 7), mark('市级审核到期当天', 10), mark('市级审核逾期第一天', 11)];
}

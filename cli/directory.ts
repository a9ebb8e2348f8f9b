// `npm run directory`: hands out the directory workbook's template, loads a filled one, makes one-time codes for joining.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { followedClock, systemClock } from '../bot/clock.ts';
import { loadEnv } from '../config/env.ts';
import type { DirectoryProblem } from '../domain/directory.ts';
import { partsOf } from '../messages/parts-of.ts';
import { loadDirectory } from '../store/load-directory.ts';
import { makeJoinCode, peopleNamed } from '../store/people.ts';
import type { Store } from '../store/store.ts';
import { readDirectory } from '../workbook/directory.ts';
import { columnLetters } from '../workbook/sheet-facts.ts';
import { UnreadableFile } from '../workbook/unreadable.ts';
import { writeDirectoryTemplate } from '../workbook/write-directory-template.ts';

const usage = `用法：
  npm run directory -- template 文件.xlsx [--filled]   生成空白（或带示例的）机构备案表
  npm run directory -- check 文件.xlsx                 只检查，不写入
  npm run directory -- import 文件.xlsx                检查后写入；写入的内容立即生效
  npm run directory -- code 姓名                       给没有手机和邮箱的人生成一次性加入码（7 天内有效）
`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { filled: { type: 'boolean' } } });
  const [command, subject] = positionals;
  if (subject === undefined) return refuse(usage);
  switch (command) {
    case 'template':
      await writeFile(subject, await writeDirectoryTemplate(values.filled ?? false));
      say(`已生成 ${subject}。填好后运行：npm run directory -- import ${subject}`);
      return 0;
    case 'check':
      return (await readChecked(subject)) === null ? 1 : 0;
    case 'import':
      return importFile(subject);
    case 'code':
      return codeFor(subject);
    default:
      return refuse(usage);
  }
}

function refuse(words: string): number {
  process.stderr.write(words);
  return 2;
}

async function readChecked(path: string) {
  const { directory, problems } = await readDirectory(await readFile(path));
  for (const problem of problems) say(worded(problem));
  if (problems.length > 0) {
    say(`共 ${problems.length} 处问题，没有写入。请改好后再运行一次。`);
    return null;
  }
  say('检查通过。');
  return directory;
}

function worded({ sheet, row, column, message }: DirectoryProblem): string {
  const place = [row === null ? '' : `第 ${row} 行`, column === null ? '' : `${columnLetters(column)} 列`].join('');
  return `「${sheet}」${place}：${message}`;
}

async function importFile(path: string): Promise<number> {
  const directory = await readChecked(path);
  if (directory === null) return 1;
  return withStore(async (store, now) => {
    const { institutions, posts, people, byCode } = await loadDirectory(store, directory, now);
    say(`已写入：机构 ${institutions} 家，岗位 ${posts} 个，人员 ${people} 位。有手机或邮箱的人会自动认出。`);
    for (const { person, name } of byCode) {
      const code = await store.db.transaction((tx) => makeJoinCode(tx, person, now));
      say(`${name} 没有手机和邮箱，请把加入码转告本人，由本人发给机器人：${code}`);
    }
    return 0;
  });
}

async function codeFor(name: string): Promise<number> {
  return withStore(async (store, now) => {
    const [person, ...others] = await peopleNamed(store.db, store.sealer, name);
    if (person === undefined) return refuse(`名录里没有「${name}」。\n`);
    if (others.length > 0) return refuse(`名录里有 ${others.length + 1} 位「${name}」，请先用手机或邮箱区分。\n`);
    say(`加入码（7 天内有效，只能用一次）：${await store.db.transaction((tx) => makeJoinCode(tx, person, now))}`);
    return 0;
  });
}

async function withStore(work: (store: Store, now: Date) => Promise<number>): Promise<number> {
  const env = loadEnv(process.env, 'directory');
  const clock = env.HEZHENG_CLOCK_URL ? followedClock(env.HEZHENG_CLOCK_URL) : systemClock();
  const now = await clock.now();
  const { store } = await partsOf(env, 'hezheng-directory', now);
  try {
    return await work(store, now);
  } finally {
    clock.close();
    await store.db.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  // A stack would tell an administrator nothing; the sentence does.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UnreadableFile ? 1 : 3;
}

// `npm run directory`: hands out the directory workbook's template, shows what a filled one changes and puts it in
// force once confirmed, makes one-time codes for joining.
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { followedClock, systemClock } from '../bot/clock.ts';
import { loadEnv } from '../config/env.ts';
import type { DirectoryFile } from '../domain/directory.ts';
import { changeWords, problemWords, withoutNumbers } from '../messages/directory-words.ts';
import { partsOf } from '../messages/parts-of.ts';
import { type Compared, compareDirectory } from '../store/compare-directory.ts';
import { putFile } from '../store/files.ts';
import { type Loaded, loadWithin } from '../store/load-directory.ts';
import { makeJoinCode, peopleNamed } from '../store/people.ts';
import type { Store } from '../store/store.ts';
import { readDirectory } from '../workbook/directory.ts';
import { UnreadableFile } from '../workbook/unreadable.ts';
import { writeDirectoryTemplate } from '../workbook/write-directory-template.ts';

const usage = `用法：
  npm run directory -- template 文件.xlsx [--filled]   生成空白（或带示例的）机构备案表
  npm run directory -- check 文件.xlsx                 只检查，不连接数据库
  npm run directory -- 文件.xlsx [--yes | --dry-run]   检查，列出与现行版本的变动，确认后立即生效
                                                       --yes 不再询问；--dry-run 只列出，不生效
  npm run directory -- import 文件.xlsx                同上
  npm run directory -- code 姓名                       给没有手机和邮箱的人生成一次性加入码（7 天内有效）
`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const flag = { type: 'boolean', default: false } as const;
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { filled: flag, yes: flag, 'dry-run': flag },
  });
  const [command, subject] = positionals.length === 1 ? ['import', positionals[0]] : positionals;
  if (subject === undefined || positionals.length > 2) return refuse(usage);
  switch (command) {
    case 'template':
      await writeFile(subject, await writeDirectoryTemplate(values.filled));
      say(`已生成 ${subject}。填好后运行：npm run directory -- import ${subject}`);
      return 0;
    case 'check':
      return (await readChecked(subject)) === null ? 1 : 0;
    case 'import':
      return importFile(subject, { yes: values.yes, dryRun: values['dry-run'] });
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

async function readChecked(path: string): Promise<{ bytes: Buffer; directory: DirectoryFile } | null> {
  const bytes = await readFile(path);
  const { directory, problems } = await readDirectory(bytes);
  for (const problem of problems) say(problemWords(problem));
  if (problems.length > 0) {
    say(`共 ${problems.length} 处问题，没有写入。请改好后再运行一次。`);
    return null;
  }
  say('检查通过。');
  return { bytes, directory };
}

async function importFile(path: string, asked: { yes: boolean; dryRun: boolean }): Promise<number> {
  const checked = await readChecked(path);
  if (checked === null) return 1;
  const { bytes, directory } = checked;
  return withStore(async (store, now) => {
    const compared = await store.db.transaction((tx) => compareDirectory(tx, store, directory, null, now));
    tellChanges(compared);
    if (asked.dryRun) {
      say('只列出变动，没有生效。');
      return 0;
    }
    if (!asked.yes && !(await isConfirmed(compared))) {
      say('没有生效。核对无误后请加上 --yes 再运行一次。');
      return 1;
    }
    const loaded = await store.db.transaction(async (tx) => {
      const { id: file } = await putFile(tx, store.sealer, bytes, now);
      return loadWithin(tx, store, directory, { by: null, file, basedOn: compared.basedOn }, now);
    });
    if (loaded === 'moved-on') {
      say('比对之后机构备案表又有变更，这份没有生效。请再运行一次，按新的变动核对。');
      return 1;
    }
    await tellLoaded(store, loaded, now);
    return 0;
  });
}

function tellChanges({ basedOn, changes, warnings }: Compared): void {
  for (const change of changes) say(changeWords(change));
  for (const warning of warnings) say(`请留意：${withoutNumbers(warning)}`);
  say(
    changes.length === 0
      ? `内容与现行的第 ${basedOn} 版完全一致。`
      : `${basedOn === 0 ? '' : `与现行的第 ${basedOn} 版相比，`}共 ${changes.length} 处变动。`,
  );
}

/** Nobody is asked about the first directory, nor about one that changes nothing. */
async function isConfirmed({ basedOn, changes }: Compared): Promise<boolean> {
  if (basedOn === 0 || changes.length === 0) return true;
  if (!process.stdin.isTTY) return false;
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question('确认立即生效吗？请输入 yes：');
  asking.close();
  return answer.trim().toLowerCase() === 'yes';
}

async function tellLoaded(store: Store, loaded: Loaded, now: Date): Promise<void> {
  const { institutions, posts, people, byCode, edition } = loaded;
  say(
    `第 ${edition} 版已生效：机构 ${institutions} 家，岗位 ${posts} 个，人员 ${people} 位。有手机或邮箱的人会自动认出。`,
  );
  for (const { person, name } of byCode) {
    const code = await store.db.transaction((tx) => makeJoinCode(tx, person, now));
    say(`${name} 没有手机和邮箱，请把加入码转告本人，由本人发给机器人：${code}`);
  }
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

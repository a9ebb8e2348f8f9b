// `npm run calendar -- 文件.json`: shows what a new or changed calendar year changes, days and open due days, and puts it in
// force once confirmed. The due days are counted anew by the workers.
import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { followedClock, systemClock } from '../bot/clock.ts';
import { CalendarYearSchema } from '../config/calendars.ts';
import { loadEnv } from '../config/env.ts';
import { shippedRoutes } from '../config/routes.ts';
import type { CalendarYear } from '../domain/calendar.ts';
import { type CalendarProblem, calendarProblems, changedDays } from '../domain/calendar-changes.ts';
import { calendarWith, loadCalendarYears, readCalendarYears } from '../store/calendars.ts';
import { type Database, openDatabase, type Queryable } from '../store/database.ts';
import { movesUnder } from '../store/moved-days.ts';

const usage = `用法：
  npm run calendar -- 文件.json [--yes]   核对一个年度的放假安排，列出变动和受影响的期限；加上 --yes 才生效
                                          文件格式与 config/calendars 里的年度文件相同
`;
const MAX_FILE_BYTES = 64 * 1024;

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { yes: { type: 'boolean', default: false } },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) {
    process.stderr.write(usage);
    return 2;
  }
  const year = await readYear(path);
  if (year === null) return 1;
  return withDatabase(async (db, now) => {
    const known = await readCalendarYears(db);
    const before = known.find((one) => one.year === year.year) ?? null;
    const refusal = versionRefusal(before, year);
    if (refusal !== null) {
      say(refusal);
      return 1;
    }
    if (before?.version === year.version) {
      say(`${year.year} 年的放假安排与现行的第 ${year.version} 版完全一致，不需要更新。`);
      return 0;
    }
    tellDays(before, year);
    await tellMoves(db, known, year);
    if (!values.yes) {
      say('没有生效。核对无误后请加上 --yes 再运行一次。');
      return 1;
    }
    const loaded = await db.transaction((tx) => loadCalendarYears(tx, [year], now));
    if (loaded.length === 0) {
      say('核对之后放假安排又有更新，这份没有生效。请再运行一次。');
      return 1;
    }
    say(`${year.year} 年第 ${year.version} 版已生效。在办数据的期限随后自动重新计算，受影响的人各收到一条消息。`);
    return 0;
  });
}

/** The year of a file, its days sorted; null when it is not sound, which has been told. */
async function readYear(path: string): Promise<CalendarYear | null> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return refuse(`读不到文件 ${path}，请核对路径。`);
  if (bytes.length > MAX_FILE_BYTES) return refuse('文件太大，不是一个年度的放假安排。');
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString('utf8'));
  } catch {
    return refuse('文件不是 JSON 格式。请参照 config/calendars 里的年度文件。');
  }
  const parsed = CalendarYearSchema.safeParse(json);
  if (!parsed.success) {
    for (const { path: at } of parsed.error.issues) say(`「${at.join('.') || '文件'}」不符合格式。`);
    return refuse(
      '应为：year 年度，version 从 1 起的版次，notice 通知的标题和网址（未公布为 null），daysOff、workingDays 为 2027-01-01 这样的日期。',
    );
  }
  const { data: year } = parsed;
  const problems = calendarProblems(year);
  for (const problem of problems) say(problemWords(problem, year.year));
  if (problems.length > 0) return refuse(`共 ${problems.length} 处问题，没有生效。请改好后再运行一次。`);
  return { ...year, daysOff: year.daysOff.toSorted(), workingDays: year.workingDays.toSorted() };
}

function refuse(words: string): null {
  say(words);
  return null;
}

function problemWords({ day, wrong }: CalendarProblem, year: number): string {
  switch (wrong) {
    case 'no-day':
      return `${day} 不是真实的日期。`;
    case 'other-year':
      return `${day} 不在 ${year} 年内。`;
    case 'twice':
      return `${day} 写了两次，或者既是放假又是上班。`;
    case 'weekend-off':
      return `${day} 是周末，本来就休息：daysOff 只写周一至周五中放假的日子。`;
    case 'weekday-worked':
      return `${day} 是周一至周五，本来就上班：workingDays 只写调休上班的周末。`;
  }
}

/** Why this version cannot follow the one in force; null when it can, or is the same. */
function versionRefusal(before: CalendarYear | null, { year, version, ...rest }: CalendarYear): string | null {
  if (before === null || version > before.version) return null;
  if (version < before.version)
    return `${year} 年现行的是第 ${before.version} 版，不能换回第 ${version} 版。如要更正，请把 version 写成 ${before.version + 1}。`;
  const { year: _, version: __, ...stored } = before;
  return isDeepStrictEqual(stored, rest)
    ? null
    : `${year} 年第 ${version} 版已在使用，内容与这份不同。期限是按它计算的，不能改动；请把 version 写成 ${version + 1}。`;
}

function tellDays(before: CalendarYear | null, year: CalendarYear): void {
  const { nowOff, nowWorked } = changedDays(before, year);
  say(
    before === null ? `${year.year} 年：新增。` : `${year.year} 年：第 ${before.version} 版改为第 ${year.version} 版。`,
  );
  say(year.notice === null ? '没有正式通知，涉及这一年的期限仍标注暂定。' : `依据：${year.notice}`);
  say(`改为放假 ${nowOff.length} 天：${nowOff.join('、') || '无'}`);
  say(`改为上班 ${nowWorked.length} 天：${nowWorked.join('、') || '无'}`);
}

async function tellMoves(q: Queryable, known: readonly CalendarYear[], year: CalendarYear): Promise<void> {
  const others = known.filter((one) => one.year !== year.year);
  const next = calendarWith([...others, year].toSorted((a, b) => a.year - b.year));
  const { earlier, later, confirmed } = await movesUnder(q, shippedRoutes.route, next);
  say(
    `在办期限：${earlier + later} 个有变动，其中 ${earlier} 个提前、${later} 个延后；另有 ${confirmed} 个日期不变，由暂定转为确定。`,
  );
}

async function withDatabase(work: (db: Database, now: Date) => Promise<number>): Promise<number> {
  const env = loadEnv(process.env, 'directory');
  const clock = env.HEZHENG_CLOCK_URL ? followedClock(env.HEZHENG_CLOCK_URL) : systemClock();
  const db = openDatabase(env.DATABASE_URL, { applicationName: 'hezheng-calendar' });
  try {
    return await work(db, await clock.now());
  } finally {
    clock.close();
    await db.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  // A stack would tell an administrator nothing; the sentence does.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 3;
}

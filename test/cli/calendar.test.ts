// `npm run calendar` as a process: what it refuses in words, what it shows, and that only --yes puts a year in force.
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shippedCalendar } from '../../config/calendars.ts';
import { loadCalendarYears, readCalendarYears } from '../../store/calendars.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'hezheng-calendar-'));
const key = randomBytes(32).toString('base64');
const years = [...shippedCalendar.years.values()];
const shipped = shippedCalendar.years.get(2026);
let fresh: TestDatabase;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url, { max: 1 });
  await db.transaction((tx) => loadCalendarYears(tx, years, new Date('2026-03-05T01:00:00Z')));
});
afterAll(async () => {
  await db?.close();
  await fresh?.drop();
  rmSync(dir, { recursive: true });
});

function run(file: unknown, ...options: string[]): Promise<{ code: number; said: string[] }> {
  const path = join(dir, 'year.json');
  writeFileSync(path, typeof file === 'string' ? file : JSON.stringify(file));
  const env = { ...process.env, DATABASE_URL: fresh.url, HEZHENG_MASTER_KEY: `test:${key}` };
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'cli/calendar.ts', path, ...options];
    execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), said: `${stdout}${stderr}`.trim().split('\n') });
    });
  });
}

const waiting = async () => (await db.query(`select from outbox where job = 'recount-due-days'`)).rows.length;

test('a year that cannot be is refused, each day with its reason', { timeout: 180_000 }, async () => {
  const broken = await run('{');
  const wrong = await run({
    ...{ year: 2027, version: 1, notice: null },
    daysOff: ['2027-01-01', '2027-01-02', '2028-01-03', '2027-01-01'],
    workingDays: ['2027-01-04'],
  });
  const formless = await run({ year: 2027 });

  expect([broken.code, wrong.code, formless.code]).toEqual([1, 1, 1]);
  expect(broken.said).toEqual([expect.stringContaining('不是 JSON')]);
  expect(wrong.said).toEqual([
    '2027-01-01 写了两次，或者既是放假又是上班。',
    expect.stringContaining('2027-01-02 是周末'),
    expect.stringContaining('2027-01-04 是周一至周五'),
    '2028-01-03 不在 2027 年内。',
    '共 4 处问题，没有生效。请改好后再运行一次。',
  ]);
  expect(formless.said[0]).toBe('「version」不符合格式。');
});

test('a version that is in use with other days, or lower, is refused; the same again is no change', {
  timeout: 180_000,
}, async () => {
  const other = await run({ ...shipped, daysOff: [] }, '--yes');
  const same = await run(shipped, '--yes');

  expect([other.code, same.code]).toEqual([1, 0]);
  expect(other.said).toEqual([expect.stringMatching(/第 1 版已在使用.*version 写成 2/)]);
  expect(same.said).toEqual([expect.stringContaining('完全一致')]);
});

test('what changes is shown first; with --yes it takes effect and the due days are to be counted anew', {
  timeout: 180_000,
}, async () => {
  const next = { ...shipped, version: 2, daysOff: [...(shipped?.daysOff ?? []), '2026-03-12'].reverse() };

  const shown = await run(next);
  expect(shown).toEqual({
    code: 1,
    said: [
      '2026 年：第 1 版改为第 2 版。',
      expect.stringContaining('依据：国务院办公厅'),
      '改为放假 1 天：2026-03-12',
      '改为上班 0 天：无',
      '在办期限：0 个有变动，其中 0 个提前、0 个延后；另有 0 个日期不变，由暂定转为确定。',
      expect.stringContaining('没有生效'),
    ],
  });
  expect((await readCalendarYears(db)).at(-1)).toEqual(shipped);
  expect(await waiting()).toBe(0);

  const done = await run(next, '--yes');
  expect([done.code, done.said.at(-1)]).toEqual([0, expect.stringContaining('第 2 版已生效')]);
  expect((await readCalendarYears(db)).at(-1)?.daysOff).toContain('2026-03-12');
  expect(await waiting()).toBe(1);

  const back = await run(shipped, '--yes');
  expect([back.code, back.said[0]]).toEqual([1, expect.stringContaining('不能换回第 1 版')]);
  await db.transaction((tx) => loadCalendarYears(tx, years, new Date()));
  expect((await readCalendarYears(db)).at(-1)?.version).toBe(2);
});

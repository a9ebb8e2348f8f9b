// A holiday notice in the middle: open due days are counted anew, on record, and each whom it concerns hears of it once.
import { expect, test } from 'vitest';
import { shippedCalendar } from '../../config/calendars.ts';
import { type CalendarYear, dayOf } from '../../domain/calendar.ts';
import { calendarWith, loadCalendarYears, readCalendarYears } from '../../store/calendars.ts';
import { movesUnder, orderMovedDays } from '../../store/moved-days.ts';
import { foldStream } from '../../store/submissions.ts';
import { recountDueDays } from '../../workers/recount-due-days.ts';
import { Killed } from '../support/mortal-database.ts';
import { type World, world } from '../support/world.ts';
import { certificates, issuedOn, workbook } from '../support/world-people.ts';
import { passCity, sendBack, submit } from '../support/world-steps.ts';

const shipped = shippedCalendar.years.get(2026);
if (shipped === undefined) throw new Error('the calendar of 2026 is not shipped');
const notice = '国务院办公厅关于调整放假安排的通知 https://www.gov.cn/example';
/** Off on the 12th and 13th. */
const amended: CalendarYear = {
  ...shipped,
  version: 2,
  notice,
  daysOff: [...shipped.daysOff, '2026-03-12', '2026-03-13'],
};
/** The two days are worked after all, and a Saturday besides. */
const again: CalendarYear = { ...shipped, version: 3, notice, workingDays: [...shipped.workingDays, '2026-03-14'] };
const year2027: CalendarYear = {
  year: 2027,
  version: 1,
  notice: '国务院办公厅关于2027年部分节假日安排的通知 https://www.gov.cn/example',
  daysOff: ['2027-01-01'],
  workingDays: [],
};

const load = async (w: World, ...years: CalendarYear[]) => {
  const now = await w.now();
  return w.db.transaction((tx) => loadCalendarYears(tx, years, now));
};
const periods = async (w: World) => {
  const { rows } = await w.db.query<{ due: string | null; provisional: boolean | null }>(
    `select due, (state -> 'period' ->> 'provisional')::boolean as provisional from submissions order by no`,
  );
  return rows;
};
const moves = async (w: World) => {
  const { rows } = await w.db.query<{ id: string }>('select id from submissions order by no');
  const streams = await Promise.all(rows.map(({ id }) => foldStream(w.db, id)));
  return streams.map(({ events }) => events.flatMap(({ event }) => (event.type === 'due-moved' ? [event] : [])));
};
/** Two submissions of 甲's and one of 辛's wait at the city. */
const three = async (w: World) => {
  await submit(w);
  await w.drop('甲专管', await workbook(certificates(10, 3)));
  await w.work();
  await w.click('甲专管', '提交');
  await w.work();
  await w.drop('辛专管', await workbook(certificates(20, 3, issuedOn, 'JG-B')));
  await w.work();
  await w.click('辛专管', '提交说明', { 说明: '已核对，确在本省上报。' });
  await w.work();
  await w.click('辛专管', '提交');
  await w.work();
  for (const who of ['甲专管', '辛专管', '乙市审', '丙市审', '丁市管', '戊省审', '庚省管'] as const) await w.news(who);
};

test('an amended year moves dates later and then earlier, each move on record, each person told once', () =>
  world(async (w) => {
    await three(w);
    expect((await periods(w)).map(({ due }) => due)).toEqual(['2026-03-19', '2026-03-19', '2026-03-19']);

    expect(await load(w, amended)).toEqual([amended]);
    await w.work();

    expect((await periods(w)).map(({ due }) => due)).toEqual(['2026-03-23', '2026-03-23', '2026-03-23']);
    expect((await moves(w))[0]).toEqual([
      {
        ...{ type: 'due-moved', round: 1, from: '2026-03-19', due: '2026-03-23', provisional: false },
        ...{ before: '2026-9', calendar: '2026-10' },
      },
    ]);
    for (const who of ['乙市审', '丙市审', '丁市管'] as const) expect(await w.news(who)).toEqual(['3 个期限有变动']);
    expect(await w.lastCard('乙市审')).toMatchInlineSnapshot(`
      "[3 个期限有变动] blue
      放假安排有更新，在办数据的期限已按新的安排重新计算。
      您办理或主管的 3 个期限有变动：3 个延后。
      涉及：HZ-1、HZ-2、HZ-3。
      下一步：发送「进度」查看新的期限。
      (进度)"
    `);
    for (const who of ['甲专管', '辛专管', '戊省审', '庚省管'] as const) expect(await w.news(who)).toEqual([]);

    await load(w, again);
    await w.work();

    expect((await periods(w)).map(({ due }) => due)).toEqual(['2026-03-18', '2026-03-18', '2026-03-18']);
    expect((await moves(w)).map((list) => list.map(({ before, calendar }) => `${before} ${calendar}`))).toEqual(
      Array(3).fill(['2026-9 2026-10', '2026-10 2026-11']),
    );
    expect(await w.news('丁市管')).toEqual(['3 个期限有变动，均提前']);
  }));

test('the card says the new day, and the ladder begins anew for it', () =>
  world(async (w) => {
    await submit(w);
    await w.at('2026-03-16T10:00:00+08:00');
    await w.sweep();
    await w.work();
    await w.news('乙市审');

    await load(w, { ...amended, daysOff: [...shipped.daysOff, '2026-03-17', '2026-03-18'] });
    await w.work();

    expect(await w.news('乙市审')).toEqual(['1 个期限有变动']);
    expect((await w.cards('乙市审')).join('\n')).toMatch(/办理期限（第十条）：3月23日（周一）：还有 3 个工作日/);
    expect(await w.sweep()).toBe(1);
    await w.work();
    // The next working day would be the card's fourteenth: it comes anew as well.
    expect(await w.news('乙市审')).toEqual([expect.stringContaining('还有 3 个工作日'), '市级审核 HZ-1']);
    await w.at('2026-03-20T10:00:00+08:00');
    await w.sweep();
    await w.work();
    expect(await w.news('丁市管')).not.toContainEqual(expect.stringContaining('逾期预警'));
  }));

test('whoever has the step by now hears nothing of a day that moved before it came to them', () =>
  world(async (w) => {
    await submit(w);
    await load(w, amended);
    await w.work();
    await sendBack(w, '乙市审');
    await w.news('甲专管');
    const now = await w.now();

    await w.db.transaction((tx) => orderMovedDays(tx, '2026-10', dayOf(now), now));
    await w.work();

    expect((await moves(w))[0]).toHaveLength(1);
    expect(await w.news('甲专管')).toEqual([]);
  }));

test('the days of a reminder move though the due day does not', () =>
  world(async (w) => {
    await submit(w);
    await w.news('乙市审');
    // 16 March becomes a day off and Saturday the 14th a working day: three working days are left from the 14th on.
    await load(w, {
      ...amended,
      daysOff: [...shipped.daysOff, '2026-03-16'],
      workingDays: [...shipped.workingDays, '2026-03-14'],
    });
    await w.work();
    expect(await moves(w)).toEqual([[]]);
    expect(await w.news('乙市审')).toEqual([]);

    await w.at('2026-03-14T10:00:00+08:00');

    expect(await w.sweep()).toBe(1);
    await w.work();
    expect(await w.news('乙市审')).toEqual([expect.stringContaining('还有 3 个工作日')]);
  }));

test.each(['before', 'after'] as const)(
  'killed %s any of its writes, the run is completed by a fresh worker and nobody hears twice',
  (when) =>
    world(async (w) => {
      await submit(w);
      let version = 2;
      for (let n = 1; n < 40; n += 1) {
        const days = version % 2 === 0 ? ['2026-03-12', '2026-03-13'] : [];
        await load(w, { ...amended, version, daysOff: [...shipped.daysOff, ...days] });
        version += 1;
        w.beforeJobs((job, attempt) => {
          if (job === 'recount-due-days' && attempt === 1) w.life.workers.strike(n, when);
        });
        await w.news('乙市审');
        await w.work();
        const failures = w.takeFailures();

        expect(failures.filter(({ error }) => !(error instanceof Killed))).toEqual([]);
        expect(await w.news('乙市审'), `killed ${when} write ${n}`).toEqual([expect.stringMatching(/^1 个期限有变动/)]);
        expect((await periods(w))[0]?.due).toBe(days.length > 0 ? '2026-03-23' : '2026-03-19');
        if (failures.length === 0) {
          expect(n).toBeGreaterThan(2);
          return;
        }
      }
      throw new Error('the job never passed undisturbed');
    }),
);

test('page by page, and run twice, it moves each day once and tells each person once', () =>
  world(async (w) => {
    await three(w);
    await load(w, amended);
    const { rows } = await w.db.query<{ id: number }>(
      `select id from outbox where job = 'recount-due-days' and done_at is null`,
    );
    const [{ id: work } = { id: 0 }] = rows;

    await recountDueDays(w.parts, { calendar: '2026-10' }, work, 1);
    expect((await moves(w)).flat()).toHaveLength(1);
    expect(await w.news('丁市管')).toEqual([]);
    await recountDueDays(w.parts, { calendar: '2026-10' }, work, 1);
    await w.work();

    expect((await moves(w)).map((list) => list.length)).toEqual([1, 1, 1]);
    expect(await w.news('丁市管')).toEqual(['3 个期限有变动']);
    expect(await load(w, amended)).toEqual([]);
    await w.work();
    expect(w.takeRan().filter((job) => job === 'recount-due-days')).toHaveLength(1);
  }));

test('over the year end a day is 暂定 until the notice is out; the notice fixes it, or moves it', () =>
  world(async (w) => {
    await w.at('2026-12-15T09:00:00+08:00');
    await w.drop('甲专管', await workbook(certificates(0, 3, '2026-12-14')));
    await w.work();
    await w.click('甲专管', '提交');
    await w.work();
    await w.at('2026-12-21T09:00:00+08:00');
    await passCity(w);
    expect(await periods(w)).toEqual([{ due: '2027-01-04', provisional: true }]);
    expect((await w.cards('戊省审')).join('\n')).toContain('暂定');
    for (const who of ['戊省审', '庚省管', '丁市管'] as const) await w.news(who);

    await load(w, year2027);
    await w.work();

    expect(await periods(w)).toEqual([{ due: '2027-01-05', provisional: false }]);
    expect(await w.news('戊省审')).toEqual(['1 个期限有变动']);
    expect(await w.news('庚省管')).toEqual(['1 个期限有变动']);
    expect(await w.news('丁市管')).toEqual([]);
    expect((await w.cards('戊省审'))[0]).not.toContain('暂定');
  }));

test('a returned file’s day moves for its clerk, who hears of it with the local manager', () =>
  world(async (w) => {
    await submit(w);
    await sendBack(w, '乙市审');
    for (const who of ['甲专管', '乙市审', '丁市管'] as const) await w.news(who);

    const years = (await readCalendarYears(w.db)).map((year) => (year.year === 2026 ? amended : year));
    expect(await movesUnder(w.db, w.store.route, calendarWith(years))).toEqual({ earlier: 0, later: 1, confirmed: 0 });
    expect(await moves(w)).toEqual([[]]);
    await load(w, amended);
    await w.work();

    expect(await w.news('甲专管')).toEqual(['1 个期限有变动']);
    expect(await w.news('丁市管')).toEqual(['1 个期限有变动']);
    expect(await w.news('乙市审')).toEqual([]);
    expect(await w.lastCard('甲专管')).toMatch(/涉及：HZ-1。/);
  }));

// Working hours: what comes up outside them waits, what breaks today and answers do not; and the one digest of the day.
// Faults planted and seen: a line of the digest sent besides as a card, an answer that waits.
import { expect, test } from 'vitest';
import { standingOf } from '../../store/directory.ts';
import { act } from '../../store/submissions.ts';
import { type World, world } from '../support/world.ts';
import { certificates, type Who, workbook } from '../support/world-people.ts';
import { passCity, press, sendBack, submit } from '../support/world-steps.ts';

const workingHours = '08:30-18:00';
const onHours = (play: (w: World) => Promise<void>) => world(play, { workingHours });
const sweepAt = async (w: World, at: string) => {
  await w.at(`${at}+08:00`);
  await w.sweep();
  await w.work();
};
/** Everything that waits for the morning goes within a quarter of an hour. */
const morning = async (w: World, day: string) => {
  await w.at(`${day}T08:46:00+08:00`);
  await w.work();
};
const quiet = async (w: World, ...all: Who[]) => {
  for (const who of all) await w.news(who);
};

test('a submission in the evening is answered at once; the city hears of it in the morning of the next working day', () =>
  onHours(async (w) => {
    await w.at('2026-03-06T20:00:00+08:00');

    await submit(w);

    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1']);
    expect(await w.lastCard('甲专管')).toContain('审核中');
    expect(await w.news('乙市审')).toEqual([]);
    await w.at('2026-03-07T10:00:00+08:00');
    await w.work();
    expect(await w.news('乙市审')).toEqual([]);
    await morning(w, '2026-03-09');
    expect(await w.news('乙市审')).toEqual(['市级审核 HZ-1']);
  }));

test('a make-up Saturday is a working day like any other', () =>
  onHours(async (w) => {
    await w.at('2026-05-08T20:00:00+08:00');
    await w.drop('甲专管', await workbook(certificates(0, 3, '2026-05-06')));
    await w.work();
    await w.click('甲专管', '提交');
    await w.work();

    await morning(w, '2026-05-09');

    expect(await w.news('乙市审')).toEqual(['市级审核 HZ-1']);
  }));

test('what was withdrawn before the morning came is not sent any more', () =>
  onHours(async (w) => {
    await w.at('2026-03-05T19:00:00+08:00');
    await submit(w);
    await press(w, '甲专管', '撤回');

    await morning(w, '2026-03-06');

    expect(await w.news('乙市审')).toEqual([]);
  }));

test('news of a night arrive in the morning, in order', () =>
  onHours(async (w) => {
    await submit(w);
    await w.at('2026-03-05T17:50:00+08:00');
    await passCity(w);
    await w.at('2026-03-05T19:00:00+08:00');
    await quiet(w, '甲专管');
    await sendBack(w, '戊省审');
    expect(await w.news('甲专管')).toEqual([]);

    await morning(w, '2026-03-06');

    expect(await w.news('甲专管')).toEqual([expect.stringContaining('省中心核准已退回')]);
  }));

test('the notice of the due day waits from midnight to the opening, and goes at once in the evening', () =>
  onHours(async (w) => {
    await submit(w);
    await w.drop('甲专管', await workbook(certificates(10, 3)));
    await w.work();
    await w.click('甲专管', '提交');
    await w.work();
    await quiet(w, '乙市审');

    await sweepAt(w, '2026-03-19T00:05:00');
    expect(await w.news('乙市审')).toEqual([]);
    await morning(w, '2026-03-19');
    expect((await w.news('乙市审')).filter((line) => line.includes('今天到期'))).toHaveLength(2);

    await sweepAt(w, '2026-03-20T22:00:00');
    expect(await w.news('丁市管')).toEqual([]);
    await morning(w, '2026-03-23');
    expect(await w.news('丁市管')).toEqual([...Array(2).fill(expect.stringContaining('逾期预警'))]);
  }));

test('swept for the first time in the evening of the due day, the holder hears of it that evening', () =>
  onHours(async (w) => {
    await submit(w);
    await quiet(w, '乙市审');

    await sweepAt(w, '2026-03-19T21:00:00');

    expect(await w.news('乙市审')).toEqual([expect.stringContaining('今天到期')]);
  }));

test('one digest for each person and working day, due first, in place of the reminders before the due day', () =>
  onHours(async (w) => {
    await submit(w);
    await w.at('2026-03-06T10:00:00+08:00');
    await w.drop('甲专管', await workbook(certificates(10, 3)));
    await w.work();
    await w.click('甲专管', '提交');
    await w.work();
    await quiet(w, '甲专管', '乙市审', '丙市审', '戊省审');

    await sweepAt(w, '2026-03-16T06:00:00');
    expect(await w.news('乙市审')).toEqual([]);
    await w.at('2026-03-16T08:31:00+08:00');
    await Promise.all([w.sweep(), w.sweep()]);
    await w.work();
    await sweepAt(w, '2026-03-16T08:50:00');
    await sweepAt(w, '2026-03-16T12:00:00');

    expect(await w.news('乙市审')).toEqual(['今日待办 2 件']);
    expect(await w.lastCard('乙市审')).toMatch(/3 个工作日内到期 1 件[\s\S]*HZ-1[\s\S]*HZ-2/);
    expect(await w.news('丙市审')).toEqual(['今日待办 2 件']);
    expect([await w.news('甲专管'), await w.news('戊省审')]).toEqual([[], []]);

    await sweepAt(w, '2026-03-21T10:00:00');
    expect((await w.news('乙市审')).filter((line) => line.startsWith('今日待办'))).toEqual([]);
  }));

test('the clerk’s digest names what came back and what was decided; what is 已知悉 is left out until its due day', () =>
  onHours(async (w) => {
    await submit(w);
    await sendBack(w, '乙市审');
    await quiet(w, '甲专管');

    await sweepAt(w, '2026-03-06T08:50:00');
    await w.advance({ minutes: 30 });
    await w.work();

    expect(await w.news('甲专管')).toEqual(['今日待办 1 件']);
    expect(await w.lastCard('甲专管')).toMatch(/HZ-1[\s\S]*新的办理结果[\s\S]*HZ-1 于 3月5日 09:00 退回/);

    await w.at('2026-03-16T17:00:00+08:00');
    const { rows } = await w.db.query<{ id: string; due: string }>('select id, due from submissions');
    for (const { id, due } of rows) {
      const standing = await standingOf(w.db, w.openIdOf('甲专管'), await w.today());
      if (standing === null) throw new Error('甲专管 is not known');
      const command = () => ({ type: 'acknowledge', by: standing, round: 1, due }) as const;
      await act(w.store, id, { command }, await w.now());
    }
    await w.work();
    for (const day of ['2026-03-17', '2026-03-18', '2026-03-19']) await sweepAt(w, `${day}T09:00:00`);
    await w.advance({ minutes: 30 });
    await w.work();
    expect((await w.news('甲专管')).sort()).toEqual([
      ...['今日待办 1 件', expect.stringContaining('今天到期'), '证书数据 HZ-1'],
    ]);
  }));

test('a digest that could not be sent on its day is dropped: the next day has its own', () =>
  onHours(async (w) => {
    await submit(w);
    await quiet(w, '乙市审');
    await w.control.fault({ kind: 'server-error', path: '/im/v1/', times: null });
    await sweepAt(w, '2026-03-10T09:00:00');
    await sweepAt(w, '2026-03-10T12:00:00');
    expect(w.takeFailures().length).toBeGreaterThan(0);

    await w.control.clearFaults();
    await sweepAt(w, '2026-03-11T09:00:00');
    await sweepAt(w, '2026-03-11T09:30:00');

    expect(await w.news('乙市审')).toEqual(['今日待办 1 件']);
    expect(await w.lastCard('乙市审')).toContain('2026年3月11日');
  }));

// Reminders through trouble: Feishu down for a day, the sweep killed in the middle, a weekend with a make-up day, a year whose
// notice is not out. Said once, in order, and nothing that has been overtaken.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { certificates, type Who, workbook } from '../support/world-people.ts';
import { passCity, press, submit } from '../support/world-steps.ts';

const sweepOn = async (w: World, day: string) => {
  await w.at(`${day}T10:00:00+08:00`);
  await w.sweep();
  await w.work();
};
/** What the clock said; a card that grew old comes anew beside it. */
const said = async (w: World, who: Who) => (await w.news(who)).filter((line) => /^(提醒|逾期预警)/.test(line));
const submitOn = async (w: World, day: string, issued: string) => {
  await w.at(`${day}T10:00:00+08:00`);
  await w.drop('甲专管', await workbook(certificates(0, 3, issued)));
  await w.work();
  await press(w, '甲专管', '提交');
};

test('Feishu down over three steps: work goes on, and afterwards each hears the last step alone, and news in order', () =>
  world(async (w) => {
    await submit(w);
    for (const who of ['甲专管', '乙市审', '丙市审', '丁市管'] as const) await w.news(who);
    await w.control.fault({ kind: 'server-error', path: '/im/v1/', times: null });

    for (const day of ['2026-03-16', '2026-03-18', '2026-03-19', '2026-03-20']) await sweepOn(w, day);
    expect(w.takeFailures().length).toBeGreaterThan(0);
    await w.control.clearFaults();
    await w.advance({ hours: 2 });
    await w.work();

    expect(await said(w, '乙市审')).toEqual([expect.stringContaining('已逾期 1 个工作日')]);
    expect(await said(w, '丙市审')).toEqual([expect.stringContaining('已逾期 1 个工作日')]);
    expect(await said(w, '丁市管')).toEqual([expect.stringContaining('逾期预警')]);
  }));

test('what was decided while Feishu was down needs no reminder afterwards', () =>
  world(async (w) => {
    await submit(w);
    await w.news('乙市审');
    await w.control.fault({ kind: 'server-error', path: '/im/v1/', times: null });
    await sweepOn(w, '2026-03-16');
    await passCity(w);
    expect(w.takeFailures().length).toBeGreaterThan(0);

    await w.control.clearFaults();
    await w.advance({ hours: 2 });
    await w.work();

    expect(await said(w, '乙市审')).toEqual([]);
    expect(await w.news('戊省审')).toEqual(['省中心核准 HZ-1']);
    expect(await w.news('甲专管')).toContainEqual(expect.stringContaining('市级审核已通过'));
  }));

test.each(['before', 'after'] as const)('the sweep killed %s any of its writes says every step once', (when) =>
  world(async (w) => {
    await submit(w);
    for (const who of ['乙市审', '丁市管', '庚省管'] as const) await w.news(who);
    await w.at('2026-03-25T10:00:00+08:00');

    for (let write = 1; write <= 16; write += 1) {
      w.life.workers.strike(write, when);
      await w.sweep().catch(() => 0);
      w.life.workers.spare();
      w.life.workers.revive();
    }
    await Promise.all([w.sweep(), w.sweep()]);
    await w.work();

    expect(await said(w, '乙市审')).toEqual([expect.stringContaining('已逾期 4 个工作日')]);
    expect(await said(w, '丁市管')).toEqual([expect.stringContaining('逾期预警')]);
    expect(await said(w, '庚省管')).toEqual([expect.stringContaining('逾期预警（报上级）')]);
  }),
);

test('across the May holiday a worked Saturday counts, and rest days do not', () =>
  world(async (w) => {
    await submitOn(w, '2026-04-24', '2026-04-22');
    await w.news('乙市审');
    const heard: string[] = [];
    for (const day of ['2026-05-07', '2026-05-08', '2026-05-09', '2026-05-10', '2026-05-11', '2026-05-12']) {
      await sweepOn(w, day);
      for (const line of await said(w, '乙市审')) heard.push(`${day} ${line}`);
    }

    // Received on Friday 24 April; the 1st to the 5th of May are off, Saturday the 9th is worked: due on the 12th.
    expect(heard).toEqual([
      expect.stringMatching(/^2026-05-08 .*还有 3 个工作日/),
      expect.stringMatching(/^2026-05-11 .*还有 1 个工作日/),
      expect.stringMatching(/^2026-05-12 .*今天到期/),
    ]);
  }));

test('over the year’s end, while the next year’s notice is not out, the day is shown as 暂定', () =>
  world(async (w) => {
    await submitOn(w, '2026-12-21', '2026-12-18');
    await w.news('乙市审');
    expect(await w.lastCard('乙市审')).toContain('暂定');

    await sweepOn(w, '2026-12-30');
    await sweepOn(w, '2026-12-31');

    expect(await said(w, '乙市审')).toEqual([expect.stringMatching(/还有 \d 个工作日，暂定/)]);
    expect(await w.lastCard('乙市审')).toContain('国务院尚未公布');
  }));

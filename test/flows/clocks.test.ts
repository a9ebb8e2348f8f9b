// What the clocks say, to whom and how often; and that they never decide anything.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { certificates, type Who, workbook } from '../support/world-people.ts';
import { correct, passCity, passProvince, sendBack, submit } from '../support/world-steps.ts';

const tick = async (w: World, at: string) => {
  await w.at(`${at}T10:00:00+08:00`);
  const told = await w.sweep();
  await w.work();
  return told;
};
/** What the clock said; a card that grew old comes anew beside it. */
const said = async (w: World, who: Who) => (await w.news(who)).filter((line) => /^(提醒|逾期预警)/.test(line));
const stateOf = async (w: World) => (await w.db.query<{ at: string }>('select at from submissions order by no')).rows;
const urgent = async (w: World, who: Parameters<World['news']>[0]) =>
  (await w.messages(who)).filter(({ urgent_for }) => urgent_for.length > 0).length;
const urgentCalls = async (w: World) =>
  (await w.control.transcript()).calls.filter(({ path }) => path.includes('urgent_app')).length;

test('holders are reminded before the due day and on it; after it their manager hears once, urgently once', () =>
  world(async (w) => {
    await submit(w);
    for (const who of ['乙市审', '丙市审', '丁市管', '甲专管'] as const) await w.news(who);

    expect(await tick(w, '2026-03-13')).toBe(0);
    expect(await said(w, '乙市审')).toEqual([]);

    expect(await tick(w, '2026-03-16')).toBe(1);
    expect(await said(w, '乙市审')).toEqual([expect.stringMatching(/市级审核.*还有 3 个工作日/)]);
    expect(await said(w, '丙市审')).toEqual([expect.stringMatching(/市级审核.*还有 3 个工作日/)]);
    expect(await tick(w, '2026-03-18')).toBe(1);
    expect(await said(w, '乙市审')).toEqual([expect.stringContaining('还有 1 个工作日')]);
    expect(await tick(w, '2026-03-19')).toBe(1);
    expect(await said(w, '乙市审')).toEqual([expect.stringContaining('今天到期')]);
    expect(await said(w, '丁市管')).toEqual([]);

    expect(await tick(w, '2026-03-20')).toBe(1);
    expect(await said(w, '丁市管')).toEqual([expect.stringContaining('逾期预警')]);
    expect(await w.lastCard('丁市管')).toMatch(/乙市审、丙市审|丙市审、乙市审/);
    expect(await w.lastCard('丁市管')).toContain('专管员 3 天 → 市级审核 11 天，正在计时');
    expect(await urgent(w, '丁市管')).toBe(1);
    expect(await said(w, '乙市审')).toEqual([expect.stringContaining('已逾期 1 个工作日')]);

    expect(await tick(w, '2026-03-23')).toBe(1);
    expect(await said(w, '乙市审')).toEqual([expect.stringContaining('已逾期 2 个工作日')]);
    expect(await said(w, '丁市管')).toEqual([]);
    expect(await said(w, '庚省管')).toEqual([]);
    expect(await stateOf(w)).toEqual([{ at: 'in-review' }]);
  }));

test('after four working days the office above hears too, once; after ten the holder is left alone', () =>
  world(async (w) => {
    await submit(w);
    await tick(w, '2026-03-20');
    for (const who of ['乙市审', '丁市管', '庚省管'] as const) await w.news(who);

    expect(await tick(w, '2026-03-25')).toBe(1);
    expect(await said(w, '庚省管')).toEqual([expect.stringContaining('逾期预警（报上级）')]);
    expect(await w.lastCard('庚省管')).toMatch(/乙市审、丙市审|丙市审、乙市审/);
    expect(await urgent(w, '庚省管')).toBe(1);

    expect(await tick(w, '2026-04-02')).toBe(1);
    expect(await said(w, '乙市审')).toEqual([
      ...[expect.stringContaining('已逾期 4 个工作日'), expect.stringContaining('已逾期 10 个工作日')],
    ]);
    expect(await tick(w, '2026-05-20')).toBe(0);
    expect([await said(w, '丁市管'), await said(w, '庚省管')]).toEqual([[], []]);
    expect(await urgentCalls(w)).toBe(2);
    expect(await stateOf(w)).toEqual([{ at: 'in-review' }]);
  }));

test('已知悉 spares the holder the reminders of two working days; the due day and the alerts come all the same', () =>
  world(async (w) => {
    await submit(w);
    await tick(w, '2026-03-16');
    for (const who of ['乙市审', '丙市审', '丁市管'] as const) await w.news(who);

    expect(await w.click('乙市审', '已知悉')).toMatch(/HZ-1 已记下.*3月18日/);
    expect(await w.lastCard('乙市审')).toContain('已知悉：乙市审');
    await w.work();
    expect(await tick(w, '2026-03-18')).toBe(0);
    expect([await said(w, '乙市审'), await said(w, '丙市审')]).toEqual([[], []]);

    expect(await tick(w, '2026-03-19')).toBe(1);
    expect(await said(w, '乙市审')).toEqual([expect.stringContaining('今天到期')]);
    expect(await tick(w, '2026-03-20')).toBe(1);
    expect(await said(w, '丁市管')).toEqual([expect.stringContaining('逾期预警')]);
    expect(await w.lastCard('丁市管')).toContain('乙市审 于 3月16日 10:00');
  }));

test('已知悉 on a reminder of a step that is done is answered with where it stands now', () =>
  world(async (w) => {
    await submit(w);
    await tick(w, '2026-03-16');
    const old = await w.card('乙市审', '已知悉');
    await passCity(w);

    expect(await w.click('乙市审', '已知悉', {}, old)).toContain('不能这样办理');
    await w.work();
  }));

test('a sweep that runs twice, or two at once, says everything once', () =>
  world(async (w) => {
    await submit(w);
    await w.news('乙市审');
    await w.at('2026-03-19T08:00:00+08:00');

    const told = await Promise.all([w.sweep(), w.sweep()]);
    await w.work();
    await w.sweep();
    await w.work();

    expect(told[0] + told[1]).toBe(1);
    expect(await said(w, '乙市审')).toEqual([expect.stringContaining('今天到期')]);
  }));

test('days slept through are not made up for: after a long outage managers hear of the delay, and nothing else', () =>
  world(async (w) => {
    await submit(w);
    await w.news('乙市审');

    expect(await tick(w, '2026-04-10')).toBe(1);

    expect(await said(w, '乙市审')).toEqual([expect.stringContaining('已逾期')]);
    expect(await said(w, '丁市管')).toEqual([expect.stringContaining('逾期预警')]);
    expect(await said(w, '庚省管')).toEqual([expect.stringContaining('逾期预警（报上级）')]);
  }));

test('a decision after the due day wants a written reason, which the next tier can read', () =>
  world(async (w) => {
    await submit(w);
    await tick(w, '2026-03-20');

    expect(await w.click('乙市审', '审核通过')).toContain('逾期原因');
    expect(await stateOf(w)).toEqual([{ at: 'in-review' }]);
    await w.work();

    expect(await w.click('乙市审', '审核通过', { 逾期原因: '审核人员出差' })).toContain('已通过');
    await w.work();
    expect(await w.lastCard('戊省审')).toContain('逾期原因：审核人员出差');
  }));

test('while it is returned the clerk is reminded, and the local office’s manager hears of the delay', () =>
  world(async (w) => {
    await submit(w);
    await sendBack(w, '乙市审');
    for (const who of ['甲专管', '乙市审', '丁市管'] as const) await w.news(who);

    await tick(w, '2026-03-16');
    expect(await said(w, '甲专管')).toEqual([expect.stringContaining('还有 3 个工作日')]);
    expect(await said(w, '乙市审')).toEqual([]);

    await tick(w, '2026-03-20');
    expect(await said(w, '甲专管')).toEqual([expect.stringContaining('已逾期')]);
    expect(await said(w, '丁市管')).toEqual([expect.stringContaining('逾期预警')]);
    expect(await w.lastCard('丁市管')).toContain('甲专管');
    expect(await stateOf(w)).toEqual([{ at: 'returned' }]);
  }));

test('the desk’s clock is the province’s, and its delay is told to the province’s manager', () =>
  world(async (w) => {
    await submit(w);
    await passCity(w);
    await w.advance({ workingDays: 3 });
    await passProvince(w);
    await w.news('己上报');

    await tick(w, '2026-03-20');

    expect(await said(w, '己上报')).toEqual([expect.stringContaining('已逾期')]);
    expect(await said(w, '庚省管')).toEqual([expect.stringContaining('逾期预警')]);
    expect(await said(w, '丁市管')).toEqual([]);
  }));

test('a reminder that comes after the step was done is not sent', () =>
  world(async (w) => {
    await submit(w);
    await w.news('乙市审');
    await w.at('2026-03-19T08:00:00+08:00');
    await w.sweep();

    await w.click('乙市审', '审核通过');
    await w.work();

    expect(await said(w, '乙市审')).toEqual([]);
  }));

test('a late 提交 needs a written reason', () =>
  world(async (w) => {
    await w.at('2026-04-02T09:00:00+08:00');
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();

    expect(await w.click('甲专管', '提交')).toContain('必填');
    expect(await w.click('甲专管', '提交', { 逾期原因: '考评员生病' })).toContain('已提交');
    await w.work();

    expect(await w.lastCard('乙市审')).toContain('逾期原因：考评员生病');
  }));

test('a file that became late while its card lay open is refused with the reason why, and the card then asks for it', () =>
  world(async (w) => {
    await w.at('2026-03-30T09:00:00+08:00');
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();
    await w.at('2026-03-31T09:00:00+08:00');

    expect(await w.click('甲专管', '提交')).toMatch(/已超过期限.*第十二条.*逾期原因/);
    await w.work();
    expect(await w.click('甲专管', '提交', { 逾期原因: '系统停电' })).toContain('已提交');
    await w.work();

    expect(await stateOf(w)).toEqual([{ at: 'in-review' }]);
  }));

test('beyond six months nothing is taken for the first time, but a correction of what was taken is', () =>
  world(async (w) => {
    await submit(w);
    await sendBack(w, '乙市审');
    await w.at('2026-09-10T09:00:00+08:00');

    await w.drop('甲专管', await workbook(certificates(20, 3)));
    await w.work();
    await w.click('甲专管', '这是新的一批');
    await w.work();
    const late = /\[逾期原因/.test(await w.lastCard('甲专管')) ? { 逾期原因: '遗漏' } : {};
    expect(await w.click('甲专管', '提交', late).catch(() => '没有提交按钮')).toMatch(/超过 6 个月|没有提交按钮/);
    await w.work();
    expect(await stateOf(w)).toMatchObject([{ at: 'returned' }, { at: expect.stringMatching(/ready|faulty/) }]);

    await w.drop('甲专管', await workbook(certificates(40, 3)));
    await w.work();
    await w.click('甲专管', '这是 HZ-1 更正后的文件');
    await w.work();
    expect(await w.click('甲专管', '提交', { 逾期原因: '补充材料耗时' })).toContain('HZ-1 已提交');
    await w.work();
    expect((await stateOf(w))[0]).toEqual({ at: 'in-review' });
  }));

test('the correction clock runs from the return, and a corrected file within it is not late', () =>
  world(async (w) => {
    await w.at('2026-03-30T09:00:00+08:00');
    await submit(w);
    await sendBack(w, '乙市审');
    await w.advance({ workingDays: 8 });

    await correct(w, 10);

    expect(await stateOf(w)).toEqual([{ at: 'in-review' }]);
  }));

// A decision lies for ten minutes in which whoever made it may take it back; the next one hears of it only then.
import { expect, test } from 'vitest';
import { world } from '../support/world.ts';
import { passCity, sendBack, submit } from '../support/world-steps.ts';

const ten = { quietMinutes: 10 };

test('an approval reaches the province and the clerk when its ten minutes are over, and not before', () =>
  world(async (w) => {
    await submit(w);

    expect(await w.click('乙市审', '审核通过')).toBe('HZ-1 已通过。3月5日 09:10 前可以收回，到时自动转下一级。');
    await w.advance({ minutes: 9 });
    await w.work();
    expect(await w.lastCard('丙市审')).toContain('乙市审 已审核通过');
    expect(await w.news('戊省审')).toEqual([]);
    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1']);

    await w.advance({ minutes: 1 });
    await w.work();
    expect(await w.news('戊省审')).toEqual(['省中心核准 HZ-1']);
    expect(await w.news('甲专管')).toEqual(['HZ-1 市级审核已通过']);
  }, ten));

test('whoever decided takes it back with one click, and decides otherwise; nobody else can', () =>
  world(async (w) => {
    await submit(w);
    await w.click('乙市审', '审核通过');
    await w.work();

    expect(await w.click('丙市审', '收回决定')).toContain('不需要再办理');
    expect(await w.click('乙市审', '收回决定')).toBe('HZ-1 的决定已收回，仍待您办理。');
    await w.work();
    await w.advance({ minutes: 20 });
    await w.work();
    expect(await w.news('戊省审')).toEqual([]);

    await sendBack(w, '乙市审');
    await w.advance({ minutes: 10 });
    await w.work();
    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-1', 'HZ-1 市级审核已退回']);
  }, ten));

test('the period of the next tier begins when the quiet minutes are over, on that day', () =>
  world(async (w) => {
    await submit(w);
    await w.at('2026-03-05T23:55:00+08:00');
    await w.click('乙市审', '审核通过');
    await w.work();

    await w.at('2026-03-06T00:06:00+08:00');
    await w.work();

    // Received on the 6th: ten working days from the 9th on.
    expect(await w.lastCard('戊省审')).toMatch(/办理期限（第十条）：.*3月20日/);
  }, ten));

test('a decision cannot be taken back once it has taken effect', () =>
  world(async (w) => {
    await submit(w);
    await passCity(w);
    const seen = await w.card('乙市审', '收回决定');
    await w.advance({ minutes: 10 });
    await w.work();

    expect(await w.click('乙市审', '收回决定', {}, seen)).toContain('不需要再办理');
  }, ten));

test('what came back from a later tier says why for as long as it waits, decisions taken back or not', () =>
  world(async (w) => {
    await submit(w);
    await passCity(w);
    await w.advance({ minutes: 10 });
    await w.work();
    await w.click('戊省审', '退回更正', { 退回原因: '其他', 退回说明: '请再核对', return_to: 'city' });
    await w.advance({ minutes: 10 });
    await w.work();

    await w.click('乙市审', '审核通过');
    await w.work();
    await w.click('乙市审', '收回决定');
    await w.work();

    expect(await w.lastCard('乙市审')).toContain('退回到这里：其他');
  }, ten));

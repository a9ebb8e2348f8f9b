// A reviewer asks the clerk, returns to an earlier tier, gives it to a colleague: nothing is decided by that, and no clock stops.
import { expect, test } from 'vitest';
import { world } from '../support/world.ts';
import { passCity, submit } from '../support/world-steps.ts';

const back = { 退回原因: '个人信息有误', 退回说明: '请再核对第 2 行' };

test('the province returns to the city, whose clock starts anew; the clerk is told and has nothing to do', () =>
  world(async (w) => {
    await submit(w);
    await passCity(w);
    await w.news('甲专管');
    await w.news('乙市审');

    const toast = await w.click('戊省审', '退回更正', { ...back, return_to: 'city' });
    await w.work();

    expect(toast).toBe('HZ-1 已退回到「市级审核」，对方和专管员会收到您的说明。');
    expect(await w.lastCard('戊省审')).toContain('戊省审 已于 3月5日 09:00 退回到「市级审核」');
    expect(await w.news('甲专管')).toEqual(['HZ-1 省中心核准已退回到市级审核']);
    expect(await w.lastCard('甲专管')).toMatch(/退回原因：个人信息有误.*\n请再核对第 2 行\n.*由「市级审核」重新办理/);
    expect(await w.news('乙市审')).toEqual(['市级审核 HZ-1']);
    expect(await w.lastCard('乙市审')).toContain('省中心核准 戊省审 于 3月5日 09:00 退回到这里：个人信息有误');

    await passCity(w);
    expect(await w.lastCard('戊省审')).toContain('(审核通过');
  }));

test('the city has nobody to return to but the clerk, and a tier that is not earlier is refused', () =>
  world(async (w) => {
    await submit(w);

    expect(await w.lastCard('乙市审')).not.toContain('退回到');
    await passCity(w);
    expect(await w.click('戊省审', '退回更正', back)).toBe('HZ-1 已退回，专管员会收到您的说明。');
    await w.work();
  }));

test('a question is answered on its own card, the asker is told, and both stand on the card of the tier', () =>
  world(async (w) => {
    await submit(w);
    await w.news('甲专管');
    await w.news('乙市审');

    const asked = await w.click('乙市审', '发出提问', { 向专管员提问: '第 2 行的姓名与证件一致吗？' });
    await w.work();
    expect(asked).toContain('办理期限照常计算');
    expect(await w.news('甲专管')).toEqual(['市级审核提问 HZ-1']);
    expect(await w.lastCard('甲专管')).toMatch(/第 2 行的姓名与证件一致吗？\n市级审核期限：.*3月19日/);
    expect(await w.lastCard('丙市审')).toMatch(/提问 1 条，1 条待答复/);

    const seen = await w.card('甲专管', '答复');
    expect(await w.click('甲专管', '答复', { 答复: '一致，已对照证件。' })).toContain('已答复');
    await w.work();
    expect(await w.lastCard('甲专管')).toContain('<已办结>');
    expect(await w.news('乙市审')).toEqual(['HZ-1 专管员已答复您的提问']);
    expect(await w.lastCard('乙市审')).toMatch(/一致，已对照证件。[\s\S]*办理期限没有变/);
    expect(await w.lastCard('丙市审')).toMatch(
      /都已答复[\s\S]*一致，已对照证件。[\s\S]*3月19日|3月19日[\s\S]*一致，已对照证件。/,
    );

    expect(await w.click('甲专管', '答复', { 答复: '再答一次' }, seen)).toContain('已经答复过');
    await w.work();
    expect(await w.news('乙市审')).toEqual([]);
  }));

test('a question without words is not sent, and one that nobody waits for any more closes', () =>
  world(async (w) => {
    await submit(w);
    expect(await w.click('乙市审', '发出提问')).toContain('请先写明要问的内容');
    await w.click('乙市审', '发出提问', { 向专管员提问: '请说明' });
    await w.work();
    const seen = await w.card('甲专管', '答复');

    await w.click('乙市审', '退回更正', back);
    await w.work();

    expect((await w.cards('甲专管')).join('\n')).toContain('已不在本轮审核中，不需要再答复。');
    expect(await w.click('甲专管', '答复', { 答复: '好' }, seen)).toContain('不需要再答复');
    await w.work();
  }));

test('whoever is given it gets a card of their own, and anybody of the post may still decide', () =>
  world(async (w) => {
    await submit(w);
    await w.news('丙市审');

    expect(await w.click('乙市审', '转给同事办理')).toContain('请先选择要转给的同事');
    const toast = await w.click('乙市审', '转给同事办理', { 转给同岗位的同事: '丙市审' });
    await w.work();

    expect(toast).toBe('HZ-1 已转给 丙市审 办理，同岗位的其他人仍可办理。');
    expect(await w.news('丙市审')).toEqual(['市级审核 HZ-1']);
    expect(await w.lastCard('丙市审')).toContain('已转给 丙市审 办理');
    expect(await w.click('乙市审', '审核通过')).toBe('HZ-1 已通过，转下一级办理。');
    await w.work();
  }));

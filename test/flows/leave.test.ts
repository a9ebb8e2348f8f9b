// Leave: the stand-in holds the post from a day to a day, decides in the other's stead, and it comes back by itself.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { directory, line, type Who } from '../support/world-people.ts';
import { clickedBy, passCity, press, submit } from '../support/world-steps.ts';

const personEvents = async (w: World) =>
  (
    await w.db.query<{ type: string }>(
      "select type from events where kind = 'person' and type like 'leave-%' order by position",
    )
  ).rows.map(({ type }) => type);

/** Says leave on the card that the word brings; what the person was told at once. */
async function goOnLeave(w: World, who: Who, from: string, to: string, standIn: Who): Promise<string> {
  await w.say(who, '请假');
  await w.work();
  return press(w, who, '登记请假', { 请假第一天: from, 请假最后一天: to, 代理人: standIn });
}

const sweep = async (w: World) => {
  await w.sweep();
  await w.work();
};

test('the stand-in gets what waits and what comes, decides for the one on leave, and it comes back by itself', () =>
  world(async (w) => {
    await submit(w, 0);
    await passCity(w);
    expect(await goOnLeave(w, '戊省审', '2026-03-09', '2026-03-13', '己上报')).toBe(
      '已登记：3月9日至3月13日由 己上报 代理，到期自动恢复。',
    );
    expect(await w.lastCard('己上报')).toMatch(/^\[戊省审 请您代理\][\s\S]*3月9日至3月13日/);
    expect(await w.news('己上报')).toHaveLength(1);
    await w.news('戊省审');

    await w.at('2026-03-09T09:00:00+08:00');
    await sweep(w);
    await sweep(w);
    expect(await w.news('己上报')).toEqual(['省中心核准 HZ-1']);
    expect(await w.lastCard('己上报')).toContain('您代 戊省审 办理');
    await submit(w, 10);
    await passCity(w);
    expect(await w.news('己上报')).toEqual(['省中心核准 HZ-2']);
    expect(await w.news('戊省审')).toEqual([]);

    const seen = await w.card('戊省审', '审核通过');
    expect(await press(w, '己上报', '审核通过')).toBe('HZ-2 已通过，转下一级办理。');
    const told = await w.cards('己上报');
    expect(told.some((card) => card.includes('己上报（代 戊省审） 已于 3月9日 09:00 审核通过'))).toBe(true);
    expect(await w.lastCard('甲专管')).toContain('己上报（代 戊省审）');
    expect(await w.click('戊省审', '审核通过', {}, seen)).toContain('HZ-1 已通过');
    await w.work();

    await submit(w, 20);
    await passCity(w);
    await w.news('戊省审');
    const theirs = await w.card('己上报', '审核通过');
    await w.at('2026-03-14T09:00:00+08:00');
    await sweep(w);
    await sweep(w);
    expect(await w.news('戊省审')).toEqual(['省中心核准 HZ-3']);
    expect(await w.click('己上报', '审核通过', {}, theirs)).toContain('不由您的岗位办理');
    expect(await w.cards('己上报')).toContainEqual(expect.stringContaining('任职或代理已结束'));
    expect(await press(w, '戊省审', '审核通过')).toBe('HZ-3 已通过，转下一级办理。');
    expect(await personEvents(w)).toEqual(['leave-said', 'leave-begun', 'leave-ended']);
  }));

test('whoever comes second is told who decided for whom', () =>
  world(async (w) => {
    await submit(w);
    await passCity(w);
    const seen = await w.card('戊省审', '审核通过');
    await goOnLeave(w, '戊省审', '2026-03-05', '2026-03-05', '庚省管');

    expect(await press(w, '庚省管', '审核通过')).toContain('HZ-1 已通过');
    expect(await w.click('戊省审', '审核通过', {}, seen)).toBe(
      '庚省管（代 戊省审）已于3月5日 09:00通过，不需要再办理。',
    );
  }));

test('a return made in somebody’s stead names both to the submitter', () =>
  world(async (w) => {
    await submit(w);
    await passCity(w);
    await goOnLeave(w, '戊省审', '2026-03-05', '2026-03-05', '庚省管');
    await press(w, '庚省管', '退回更正', { 退回原因: '个人信息有误', 退回说明: '第 2 行姓名有误' });

    const cards = (await w.cards('甲专管')).filter((card) => card.includes('第 2 行姓名有误'));
    expect(cards.length).toBeGreaterThan(1);
    for (const card of cards) expect(card).toContain('庚省管（代 戊省审）');
  }));

test('whoever approved at one tier does not stand in at the next, nor for what they sent', () =>
  world(async (w) => {
    const people = [
      ...directory.people,
      line(20, '乙市审', { role: 'reviewer', posts: ['prov-desk'] }),
      line(21, '甲专管', { role: 'reviewer', posts: ['prov-desk'] }),
    ];
    await w.load({ ...directory, people });
    await w.work();
    await submit(w);
    await goOnLeave(w, '戊省审', '2026-03-05', '2026-03-06', '乙市审');
    await passCity(w);
    expect(await press(w, '乙市审', '审核通过')).toContain('同一人不能审核两级');

    await w.say('戊省审', '代理');
    await w.work();
    expect(await press(w, '戊省审', '取消请假')).toContain('已取消');
    expect(await goOnLeave(w, '戊省审', '2026-03-05', '2026-03-06', '甲专管')).toContain('甲专管 代理');
    expect(await press(w, '甲专管', '审核通过')).toContain('不能自己审核');
  }));

test('a leave that cannot be is refused in words, and nothing is written', () =>
  world(async (w) => {
    expect(await goOnLeave(w, '乙市审', '2026-03-04', '2026-03-06', '丙市审')).toContain('已经过去的日子');
    expect(await goOnLeave(w, '乙市审', '2026-03-09', '2026-03-06', '丙市审')).toContain('早于第一天');
    expect(await goOnLeave(w, '乙市审', '2026-03-09', '2026-08-06', '丙市审')).toContain('最多 92 天');
    expect(await goOnLeave(w, '乙市审', '2026-10-09', '2026-10-10', '丙市审')).toContain('提前 183 天');
    expect(await goOnLeave(w, '乙市审', '2026-03-09', '2026-03-10', '丙市审')).toContain('已登记');
    expect(await goOnLeave(w, '乙市审', '2026-03-10', '2026-03-11', '丁市管')).toContain('已经登记过');
    expect(await goOnLeave(w, '丁市管', '2026-03-10', '2026-03-11', '乙市审')).toContain('也请假');
    expect(await goOnLeave(w, '丙市审', '2026-03-10', '2026-03-11', '丁市管')).toContain('正代理同事');
    await w.say('甲专管', '请假');
    await w.work();
    expect((await w.news('甲专管')).at(-1)).toContain('您目前不在这些岗位上');

    expect((await w.db.query('select count(*)::int as n from leaves')).rows).toEqual([{ n: 1 }]);
  }));

test('the stand-in may step back, and the one on leave is told and gets the cards again', () =>
  world(async (w) => {
    await goOnLeave(w, '戊省审', '2026-03-05', '2026-03-09', '己上报');
    await submit(w);
    await passCity(w);
    expect(await w.lastCard('己上报')).toContain('您代 戊省审 办理');
    await w.news('戊省审');
    await w.say('己上报', '代理');
    await w.work();
    expect(await w.lastCard('己上报')).toMatch(/我代理的岗位[\s\S]*代 戊省审 办理全部岗位（进行中）/);

    expect(await press(w, '己上报', '退出代理')).toContain('已取消');
    expect((await w.news('戊省审')).sort()).toEqual(['己上报 已退出代理', '省中心核准 HZ-1']);
    expect(await press(w, '戊省审', '审核通过')).toContain('HZ-1 已通过');
    expect(await personEvents(w)).toEqual(['leave-said', 'leave-begun', 'leave-cancelled', 'leave-ended']);
  }));

test('a leave card works for nobody but the person it was sent to', () =>
  world(async (w) => {
    await goOnLeave(w, '乙市审', '2026-03-05', '2026-03-09', '丙市审');
    await w.say('乙市审', '代理');
    await w.work();
    await w.click('乙市审', '取消请假', {});
    await w.work();
    const click = await clickedBy(w, '丙市审');

    expect(JSON.stringify(await w.receive(click))).toContain('这张卡片不是发给您的');
    await w.work();
  }));

test('alerts to a manager on leave, and the reminders of a reviewer, go to who stands in', () =>
  world(async (w) => {
    await submit(w);
    await goOnLeave(w, '丁市管', '2026-03-09', '2026-04-30', '丙市审');
    await w.at('2026-03-19T10:00:00+08:00');
    await sweep(w);
    await w.news('丁市管');
    await w.news('丙市审');

    await w.at('2026-03-20T10:00:00+08:00');
    await sweep(w);

    expect(await w.news('丁市管')).toEqual([]);
    expect(await w.news('丙市审')).toContain('逾期预警：市级审核');
  }));

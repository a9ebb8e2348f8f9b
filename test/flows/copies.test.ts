// A decision stands on every copy of a card: at each holder, at whom it was given to, at whoever stands in; whoever made it.
import { expect, test } from 'vitest';
import { refusedClicks } from '../../store/refused-clicks.ts';
import { type World, world } from '../support/world.ts';
import { sketchOf } from '../support/world-chat.ts';
import type { Who } from '../support/world-people.ts';
import { clickedBy, press, submit } from '../support/world-steps.ts';

/** All this person's cards of the city's review, as they stand. */
const copies = async (w: World, who: Who) =>
  (await w.messages(who)).map(({ card }) => sketchOf(card)).filter((card) => card.startsWith('[市级审核 HZ-1]'));

test('every copy shows the decision: the colleague’s two, and the one of whoever stands in for a holder on leave', () =>
  world(async (w) => {
    await w.say('乙市审', '请假');
    await w.work();
    const leave = { 请假第一天: '2026-03-05', 请假最后一天: '2026-03-10', 代理人: '丁市管' };
    expect(await press(w, '乙市审', '登记请假', leave)).toContain('代理');
    await submit(w);
    const mine = (await copies(w, '丁市管')).length;
    expect(mine).toBeGreaterThan(0);
    await press(w, '丁市管', '转给同事办理', { 转给同岗位的同事: '丙市审' });
    expect(await copies(w, '丙市审')).toHaveLength(2);

    expect(await press(w, '丁市管', '审核通过')).toContain('HZ-1 已通过');

    for (const who of ['乙市审', '丙市审', '丁市管'] as const)
      for (const card of await copies(w, who)) expect(card, who).toMatch(/<已办结>[\s\S]*丁市管.*审核通过/);
  }));

test('a click on somebody else’s card is refused in words and put on record', () =>
  world(async (w) => {
    await submit(w);
    await w.click('乙市审', '退回更正');

    const answer = JSON.stringify(await w.receive(await clickedBy(w, '壬路人')));

    expect(answer).toContain('这张卡片不是发给您的');
    expect(answer).not.toContain('because');
    expect(await refusedClicks(w.db, 10)).toMatchObject([
      { operator: w.openIdOf('壬路人'), act: 'return', because: 'not-sent-to-them' },
    ]);
    await w.work();
  }));

// A card on day 13: sent anew while the platform still changes the old one, which is then closed with a pointer.
// Fault planted and seen: an old card that still decides.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { passCity, submit } from '../support/world-steps.ts';

const sweepOn = async (w: World, day: string) => {
  await w.at(`${day}T10:00:00+08:00`);
  await w.sweep();
  await w.work();
};
const cardsOf = async (w: World, who: '乙市审' | '甲专管') =>
  (await w.news(who)).filter((line) => /^(市级审核|证书数据) HZ/.test(line));

test('on day 13 the card comes anew, once, and the old one points to it', () =>
  world(async (w) => {
    await submit(w);
    await w.news('乙市审');
    const old = await w.card('乙市审', '审核通过');

    await sweepOn(w, '2026-03-17');
    expect(await cardsOf(w, '乙市审')).toEqual([]);
    await w.at('2026-03-18T10:00:00+08:00');
    await Promise.all([w.sweep(), w.sweep()]);
    await w.work();
    await sweepOn(w, '2026-03-19');

    expect(await cardsOf(w, '乙市审')).toEqual(['市级审核 HZ-1']);
    const all = await w.cards('乙市审');
    expect(all.filter((card) => card.includes('此卡片已换新'))).toHaveLength(1);
    expect(await w.click('乙市审', '审核通过', {}, old)).toContain('此卡片已换新');
    expect(await w.click('乙市审', '审核通过')).toContain('已通过');
    await w.work();
    expect((await w.cards('乙市审')).filter((card) => card.includes('此卡片已换新'))).toHaveLength(1);
  }));

test('what is decided is not sent anew, and nobody gets a card of a post they have left', () =>
  world(async (w) => {
    await submit(w);
    await passCity(w);
    await w.drop('甲专管', await workbook(certificates(10, 3)));
    await w.work();
    await w.click('甲专管', '提交');
    await w.work();
    await w.db.query(
      `update holdings set to_on = '2026-03-10' where post = 'city-review' and person = (
         select id from people where open_id = $1)`,
      [w.openIdOf('乙市审')],
    );
    for (const who of ['甲专管', '乙市审', '丙市审'] as const) await w.news(who);

    await sweepOn(w, '2026-03-18');

    expect(await cardsOf(w, '乙市审')).toEqual([]);
    expect(await cardsOf(w, '甲专管')).toEqual([]);
    expect((await w.news('丙市审')).filter((line) => line.startsWith('市级审核'))).toEqual(['市级审核 HZ-2']);
  }));

test('before a holiday that would outlast the fourteen days, cards come anew on its eve', () =>
  world(async (w) => {
    await w.at('2026-09-21T09:00:00+08:00');
    await w.drop('甲专管', await workbook(certificates(0, 3, '2026-09-16')));
    await w.work();
    await w.click('甲专管', '提交');
    await w.work();
    await w.news('乙市审');

    await sweepOn(w, '2026-09-29');
    expect(await cardsOf(w, '乙市审')).toEqual([]);
    await sweepOn(w, '2026-09-30');
    expect(await cardsOf(w, '乙市审')).toEqual(['市级审核 HZ-1']);
  }));

test('a sweep that sleeps past the fourteen days sends the card anew all the same', () =>
  world(async (w) => {
    await submit(w);
    await w.news('乙市审');

    await sweepOn(w, '2026-03-23');

    expect(await cardsOf(w, '乙市审')).toEqual(['市级审核 HZ-1']);
    expect(await w.click('乙市审', '审核通过', { 逾期原因: '审核人员出差' })).toContain('已通过');
    await w.work();
  }));

test('the sweep killed at any of its writes sends each card anew once', () =>
  world(async (w) => {
    await submit(w);
    await w.news('乙市审');
    await w.news('丙市审');
    await w.at('2026-03-18T10:00:00+08:00');

    for (let write = 1; write <= 12; write += 1) {
      w.life.workers.strike(write, 'before');
      await w.sweep().catch(() => 0);
      w.life.workers.spare();
      w.life.workers.revive();
    }
    await w.sweep();
    await w.work();

    expect(await cardsOf(w, '乙市审')).toEqual(['市级审核 HZ-1']);
    expect((await w.news('丙市审')).sort()).toEqual(['市级审核 HZ-1', expect.stringContaining('还有 1 个工作日')]);
  }));

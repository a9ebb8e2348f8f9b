// The manager's report and the forecast: by themselves on the first working day of a week, and whenever they are asked for.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { certificates, type Who, workbook } from '../support/world-people.ts';
import { passCity, sendBack, submit } from '../support/world-steps.ts';

const say = async (w: World, who: Who, words: string) => {
  await w.say(who, words);
  await w.work();
  return w.lastCard(who);
};
const sendMore = async (w: World, from: number) => {
  await w.drop('甲专管', await workbook(certificates(from, 3)));
  await w.work();
  await w.click('甲专管', '这是新的一批');
  await w.work();
  await w.click('甲专管', '提交');
  await w.work();
};

test('a manager asks for figures at any time: open by tier, days per tier, returns by reason, and what will be late', () =>
  world(async (w) => {
    await submit(w);
    await w.at('2026-03-10T10:00:00+08:00');
    await sendBack(w, '乙市审');
    await sendMore(w, 10);
    await sendMore(w, 20);

    const report = await say(w, '丁市管', '周报');

    expect(report).toContain('市级审核 2 件');
    expect(report).toContain('市级审核：一半在 3 天内，九成在 3 天内（1 件）');
    expect(report).toMatch(/个人信息有误.* 1 次/);
    // One decision in ten working days: the second of the queue is done on the 20th working day, the first on the 10th.
    expect(report).toContain('照目前进度，HZ-3 将于 3月25日超期');
    expect(report).not.toContain('HZ-2 将于');
    expect(await say(w, '丁市管', '进度')).toContain('照目前进度，HZ-3 将于 3月25日超期');
    expect(await say(w, '庚省管', '周报')).toContain('市级审核 2 件');
  }));

test('who manages nothing gets no report, and 进度 without a forecast', () =>
  world(async (w) => {
    await submit(w);
    await w.news('乙市审');

    await w.say('乙市审', '周报');
    await w.work();
    expect(await w.news('乙市审')).toEqual([expect.stringContaining('周报是给主管的')]);
    expect(await say(w, '乙市审', '进度')).not.toContain('照目前进度');
  }));

test('the report comes by itself once a week, with the digests of its first working day', () =>
  world(
    async (w) => {
      await submit(w);
      await passCity(w);
      const sweepAt = async (at: string) => {
        await w.at(`${at}+08:00`);
        await w.sweep();
        await w.work();
        await w.advance({ minutes: 20 });
        await w.work();
      };
      for (const who of ['丁市管', '庚省管'] as const) await w.news(who);

      await sweepAt('2026-03-06T08:40:00');
      expect(await w.news('庚省管')).toEqual([]);
      await sweepAt('2026-03-09T08:40:00');
      await sweepAt('2026-03-09T12:00:00');
      expect(await w.news('庚省管')).toEqual(['每周办理情况']);
      expect(await w.news('丁市管')).toEqual(['每周办理情况']);
      await sweepAt('2026-03-10T08:40:00');
      expect(await w.news('庚省管')).toEqual([]);
      // The Monday is Qingming.
      await sweepAt('2026-04-07T08:40:00');
      expect((await w.news('庚省管')).filter((line) => line.startsWith('每周'))).toEqual(['每周办理情况']);
    },
    { workingHours: '08:30-18:00' },
  ));

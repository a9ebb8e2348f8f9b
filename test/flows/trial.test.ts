// 试填: the same check, never submitted before it is made real, and nobody's business but the institution's.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { press, submit } from '../support/world-steps.ts';

const said = async (w: World, words: string) => {
  await w.say('甲专管', words);
  await w.work();
};
const drop = async (w: World, from = 0) => {
  await w.drop('甲专管', await workbook(certificates(from, 3)));
  await w.work();
};
const click = (w: World, label: string) => press(w, '甲专管', label);

test('a file announced with 试填 is checked, hidden from managers, and submitted once it is made real', () =>
  world(async (w) => {
    await said(w, '试填');
    await drop(w);

    expect(await w.lastCard('甲专管')).toMatch(/<试填> <待提交>.*试填通过.*\(转为正式数据\)/s);
    expect(await w.lastCard('甲专管')).not.toContain('(提交 →');
    for (const who of ['甲专管', '丁市管'] as const) await w.say(who, '进度');
    await w.work();
    expect(await w.lastCard('甲专管')).toMatch(/HZ-1 \| 试填 待提交/);
    expect(await w.lastCard('丁市管')).not.toContain('HZ-1');

    const card = await w.card('甲专管', '转为正式数据');
    expect(await click(w, '转为正式数据')).toBe('HZ-1 已转为正式数据，确认后点「提交」。');
    expect(await w.click('甲专管', '转为正式数据', {}, card)).toContain('已经办过了');
    expect(await click(w, '提交')).toContain('已提交');
  }));

test('the word holds for one file and for fifteen minutes', () =>
  world(async (w) => {
    await said(w, '试填');
    await drop(w);
    await said(w, '试填');
    await w.advance({ minutes: 16 });
    await drop(w, 10);

    expect(await w.lastCard('甲专管')).toMatch(/请选择用途.*\(只试填，不上报\)/s);
    expect(await click(w, '只试填，不上报')).toBe('好的，按 HZ-2 试填，只校验，不会上报。');
    expect(await w.lastCard('甲专管')).toMatch(/证书数据 HZ-2\] <试填>/);
  }));

test('whoever sends no certificates has nothing to try', () =>
  world(async (w) => {
    await submit(w);
    await w.say('乙市审', '试填');
    await w.work();

    expect(await w.news('乙市审')).toContainEqual(expect.stringContaining('没有登记为评价机构的专管员'));
  }));

test('the file that follows a trial is a trial too, and an older card makes nothing real', () =>
  world(async (w) => {
    await said(w, '试填');
    await drop(w);
    const card = await w.card('甲专管', '转为正式数据');
    await drop(w, 10);
    await click(w, '这是 HZ-1 更正后的文件');

    expect(await w.lastCard('甲专管')).toMatch(/<试填> <待提交> <第 2 版>.*\(转为正式数据\)/s);
    expect(await w.click('甲专管', '转为正式数据', {}, card)).toContain('较早的文件');
    expect(await w.lastCard('甲专管')).toMatch(/<试填>/);
    await click(w, '转为正式数据');
    expect(await click(w, '提交')).toContain('已提交');
  }));

test('the same file sent for real is answered with its trial and the button that makes it real', () =>
  world(async (w) => {
    const file = await workbook(certificates(0, 3));
    await said(w, '试填');
    await w.drop('甲专管', file);
    await w.work();
    await w.news('甲专管');

    await w.drop('甲专管', file, '正式.xlsx');
    await w.work();

    expect((await w.news('甲专管')).sort()).toEqual(['证书数据 HZ-1', expect.stringContaining('转为正式数据')]);
    expect(await click(w, '转为正式数据')).toContain('已转为正式数据');
    expect(await click(w, '提交')).toContain('已提交');
    expect((await w.db.query('select at from submissions')).rows).toEqual([{ at: 'in-review' }]);
  }));

test('a trial that is given up, and a file sent by mistake, leave nothing open', () =>
  world(async (w) => {
    await said(w, '试填');
    await drop(w);
    await drop(w, 10);

    expect(await click(w, '发错了，不处理')).toBe('好的，这份文件不作处理。');
    expect(await w.lastCard('甲专管')).toContain('<已处理>');
    expect(await click(w, '放弃试填')).toBe('HZ-1 已撤回。');

    expect(await w.cards('甲专管')).toContainEqual(expect.stringMatching(/HZ-1\] <试填> <已撤回>/));
    expect((await w.db.query('select at from submissions')).rows).toEqual([{ at: 'withdrawn' }]);
  }));

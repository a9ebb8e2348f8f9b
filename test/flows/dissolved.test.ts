// An institution that is no more: the local office takes its open work over (article 16), and judges none of what it sent.
import { expect, test } from 'vitest';
import { directoryWorkbook } from '../support/directory-workbook.ts';
import { type World, world } from '../support/world.ts';
import { certificates, directory, workbook } from '../support/world-people.ts';
import { press, sendBack, submit } from '../support/world-steps.ts';

/** 甲's institution is dissolved from Monday the 9th. */
const dissolved = {
  ...directory,
  institutions: directory.institutions.map((one) =>
    one.code === 'JG-A' ? { ...one, commitmentOn: null, dissolvedOn: '2026-03-09' } : one,
  ),
};
const theDayCame = async (w: World) => {
  await w.load(dissolved);
  await w.at('2026-03-09T09:00:00+08:00');
  await w.sweep();
  await w.work();
};

test('what was returned passes to the local office: one corrects and submits, and another judges', () =>
  world(async (w) => {
    await submit(w);
    await sendBack(w, '乙市审');
    for (const who of ['甲专管', '乙市审', '丙市审'] as const) await w.news(who);

    await theDayCame(w);
    await w.sweep();
    await w.work();
    for (const who of ['乙市审', '丙市审'] as const)
      expect((await w.news(who)).sort()).toEqual([expect.stringMatching(/^HZ-1 .*第十六条/), '证书数据 HZ-1']);
    expect(await w.news('甲专管')).toEqual([expect.stringContaining('不再需要办理')]);
    expect(await w.lastCard('丙市审')).toContain('第 2 行姓名有误');

    await w.drop('甲专管', await workbook(certificates(50, 3)));
    await w.work();
    expect(await w.news('甲专管')).toEqual([expect.stringContaining('没有登记为评价机构的专管员')]);

    await w.drop('丙市审', await workbook(certificates(60, 3)));
    await w.work();
    await press(w, '丙市审', '这是 HZ-1 更正后的文件');
    expect(await press(w, '丙市审', '提交')).toBe('HZ-1 已提交，进入逐级审核。');
    expect(await press(w, '丙市审', '审核通过')).toContain('不能自己审核');
    expect(await press(w, '乙市审', '审核通过')).toBe('HZ-1 已通过，转下一级办理。');
    await w.sweep();
    await w.work();
    expect((await w.news('丙市审')).filter((one) => one.includes('第十六条'))).toEqual([]);
  }));

test('what was ready is submitted by the local office, and by its clerk no more', () =>
  world(async (w) => {
    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();
    const card = await w.card('甲专管', '提交');
    await w.load(dissolved);
    await w.at('2026-03-08T09:00:00+08:00');
    await w.sweep();
    await w.work();
    expect((await w.news('丙市审')).length).toBe(0);

    await theDayCame(w);
    expect(await w.click('甲专管', '提交', {}, card)).toContain('不由您的岗位办理');
    expect(await press(w, '丙市审', '提交')).toBe('HZ-1 已提交，进入逐级审核。');
  }));

test('what is returned later comes to the local office, with its clock', () =>
  world(async (w) => {
    await submit(w);
    await theDayCame(w);
    for (const who of ['甲专管', '丙市审'] as const) await w.news(who);

    await sendBack(w, '乙市审');
    await w.sweep();
    await w.work();

    expect(await w.news('甲专管')).toEqual([]);
    expect(await w.news('丙市审')).toContain('证书数据 HZ-1');
    expect(await w.lastCard('丙市审')).toMatch(/更正期限.*3月23日/s);
  }));

test('before a directory takes effect it is said what passes to whom', () =>
  world(async (w) => {
    await submit(w);
    await w.at('2026-03-10T09:00:00+08:00');
    await w.drop('庚省管', await directoryWorkbook(dissolved), '机构备案表.xlsx');
    await w.work();

    const card = await w.lastCard('庚省管');
    expect(card).toContain('注销日期');
    expect(card).toMatch(/已注销，有 1 件在办，生效后由属地审核岗接手（第十六条）/);
  }));

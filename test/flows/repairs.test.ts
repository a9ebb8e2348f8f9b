// Offered repairs: shown with examples, made only when accepted, rule by rule or all, and told to those who review.
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { clickedBy } from '../support/world-steps.ts';

const aliasOf = (level: string) => hebei2022.levels.find(({ name }) => name === level)?.aliases[0] ?? '';

/** Spaces in two names, a short form of the level, a date in another writing: the date alone blocks. */
const untidy = (from = 0) => {
  const [first, second, third] = certificates(from, 3);
  if (!first || !second || !third) throw new Error('three certificates were wanted');
  return workbook([
    { ...first, name: [...first.name].join(' ') },
    { ...second, name: `${second.name} `, level: aliasOf(second.level) },
    { ...third, issuedOn: third.issuedOn.replaceAll('-', '/') },
  ]);
};
const drop = async (w: World, bytes: Buffer) => {
  await w.drop('甲专管', bytes);
  await w.work();
};
const click = async (w: World, label: string) => {
  const toast = await w.click('甲专管', label);
  await w.work();
  return toast;
};
const stored = async (w: World) =>
  (await w.db.query<{ check: unknown }>(`select state->'accepted' as accepted, at from submissions`)).rows;

test('the list shows what would change, people masked, and nothing changes before it is accepted', () =>
  world(async (w) => {
    await drop(w, await untidy());
    expect(await w.lastCard('甲专管')).toMatch(/<待修改>.*可以替您修正 \d 处/s);

    await click(w, '接受修正');
    const list = await w.lastCard('甲专管');

    expect(list).toMatch(/^\[可修正的内容 HZ-1\] <待确认> <第 1 版>/);
    expect(list).toMatch(
      /去掉空格（2 处）.*第 2 行「姓名」（.\*\*）：去掉空格 2 个.*第 3 行「姓名」（.\*\*）：去掉空格 1 个/s,
    );
    expect(list).toContain('第 4 行「发证日期」：“2026/03/02” → “2026-03-02”');
    expect(list).not.toContain(certificates(0, 1)[0]?.name);
    expect(await stored(w)).toEqual([{ accepted: [], at: 'faulty' }]);
  }));

test('one rule is accepted, then all the rest; the file is then right, and reviewers are told what was put right', () =>
  world(async (w) => {
    await drop(w, await untidy());
    await click(w, '接受修正');

    expect(await click(w, '只接受这一项：改写成')).toContain('正在按您的确认修正');
    expect(await w.lastCard('甲专管')).toMatch(/<待确认>.*去掉空格（2 处）/s);
    expect(await w.lastCard('甲专管')).not.toContain('改写成');
    expect((await w.cards('甲专管'))[1]).toMatch(/<待提交>.*已按您的确认修正 1 处，原文件没有改动/s);

    await click(w, '全部接受');
    expect(await w.lastCard('甲专管')).toMatch(/<已处理>.*都已按您的确认修正/s);
    expect((await w.cards('甲专管'))[1]).toMatch(/已按您的确认修正 \d 处.*\(提交 →/s);
    await click(w, '提交');
    expect(await w.lastCard('乙市审')).toMatch(/按专管员确认修正：.*去掉空格 2 处/);
    expect(await w.lastCard('乙市审')).toMatch(/甲专管 确认修正：改写成“年-月-日”.*甲专管 确认修正：.*去掉空格/s);
  }));

test('a second press asks for no second check, and an older list is refused in words', () =>
  world(async (w) => {
    await drop(w, await untidy());
    await click(w, '接受修正');
    await click(w, '接受修正');
    expect((await w.cards('甲专管')).filter((card) => card.startsWith('[可修正的内容'))).toHaveLength(1);
    const list = await w.card('甲专管', '只接受这一项：改写成');

    await w.click('甲专管', '只接受这一项：改写成', {}, list);
    expect(await w.click('甲专管', '只接受这一项：改写成', {}, list)).toContain('校验中');
    await w.work();
    expect(await w.click('甲专管', '只接受这一项：改写成', {}, list)).toBe('这一步已经办过了，不需要再点。');
    const { rows } = await w.db.query(`select count(*)::int as n from events where type = 'check-asked'`);
    expect(rows).toEqual([{ n: 1 }]);

    await drop(w, await untidy(10));
    await click(w, '这是 HZ-1 更正后的文件');
    expect(await w.click('甲专管', '全部接受', {}, list)).toContain('较早的文件');
    await w.work();
    expect((await w.cards('甲专管'))[2]).toMatch(/可修正的内容 HZ-1\] <已处理>.*已被新文件代替/s);
  }));

test('repairs are listed and accepted for nobody but the clerk whose card it is', () =>
  world(async (w) => {
    await drop(w, await untidy());
    for (const label of ['接受修正', '只接受这一项：改写成']) {
      await click(w, label);
      const events = async () => (await w.db.query(`select from events where kind = 'submission'`)).rowCount;
      const before = await events();

      for (const who of ['辛专管', '乙市审', '壬路人'] as const) {
        expect(JSON.stringify(await w.receive(await clickedBy(w, who)))).toContain('这张卡片不是发给您的');
      }
      await w.work();

      expect(await events()).toBe(before);
      expect((await w.cards('辛专管')).join()).not.toContain('可修正的内容');
    }
  }));

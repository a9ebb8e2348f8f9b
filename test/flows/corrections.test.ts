// Files that are not right: marked and sent back by the check, or returned by a person, corrected, and submitted anew.
import { expect, test } from 'vitest';
import { rows } from '../../workbook/read.ts';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { correct, handOver, passCity, passProvince, sendBack, submit } from '../support/world-steps.ts';

/** Three rows, the second with a wrong check digit and the third without a name. */
const faulty = () => {
  const [first, second, third] = certificates(0, 3);
  if (!first || !second || !third) throw new Error('three certificates were wanted');
  const last = second.documentNumber.endsWith('1') ? '2' : '1';
  return workbook([
    first,
    { ...second, documentNumber: second.documentNumber.slice(0, -1) + last },
    { ...third, name: '' },
  ]);
};

const textsOf = async (bytes: Buffer): Promise<string> => {
  const lines = [];
  for await (const row of rows(bytes)) lines.push(row.cells.map(String).join(' | '));
  return lines.join('\n');
};

const stateOf = async (w: World) =>
  (
    await w.db.query<{ at: string; round: number; version: number }>(
      `select at, (state->>'round')::int as round, (state->>'version')::int as version from submissions order by no`,
    )
  ).rows;

test('a faulty file comes back marked, without a button to submit, and its correction goes through', () =>
  world(async (w) => {
    await w.drop('甲专管', await faulty());
    await w.work();

    expect(await w.lastCard('甲专管')).toContain('有 2 处必须改正，暂时不能提交');
    expect(await w.lastCard('甲专管')).not.toContain('(提交');
    const [marked] = await w.files('甲专管');
    expect(marked?.name).toBe('HZ-1-第1版-标注.xlsx');
    const text = await textsOf(marked?.bytes ?? Buffer.alloc(0));
    expect(text).toContain(certificates(0, 1)[0]?.name);
    expect(text).toMatch(/校验码|校验位/);

    await w.drop('甲专管', await workbook(certificates(0, 3)));
    await w.work();
    expect(await w.lastCard('甲专管')).toMatch(/请选择用途.*\(这是 HZ-1 更正后的文件.*\(这是新的一批数据\)/s);

    await w.click('甲专管', '这是 HZ-1 更正后的文件');
    await w.work();
    expect(await w.lastCard('甲专管')).toMatch(/<第 2 版>.*校验通过/s);
    expect((await w.cards('甲专管')).some((card) => /<已有新版本> <第 1 版>/.test(card))).toBe(true);

    expect(await w.click('甲专管', '提交')).toContain('已提交');
    await w.work();
    expect(await w.lastCard('乙市审')).toContain('第 2 版');
    expect(await stateOf(w)).toEqual([{ at: 'in-review', round: 1, version: 2 }]);
  }));

test('the marked workbook can be sent back as it is: our own marks are no data', () =>
  world(async (w) => {
    await w.drop('甲专管', await faulty());
    await w.work();
    const [marked] = await w.files('甲专管');

    await w.drop('甲专管', marked?.bytes ?? Buffer.alloc(0));
    await w.work();
    await w.click('甲专管', '这是 HZ-1 更正后的文件');
    await w.work();

    expect(await w.lastCard('甲专管')).toContain('有 2 处必须改正');
  }));

test('a file that cannot be read is answered with what to do, and nothing is handed back', () =>
  world(async (w) => {
    await w.drop('甲专管', Buffer.from('Rar!\x1a\x07\x00demo'), '名册.xlsx');
    await w.work();

    expect(await w.lastCard('甲专管')).toMatch(/<待修改>.*下一步/s);
    expect(await w.lastCard('甲专管')).not.toContain('(提交');
    expect(await w.files('甲专管')).toEqual([]);
  }));

test.each([
  { tier: '市级审核', who: '乙市审', way: [submit] },
  { tier: '省中心核准', who: '戊省审', way: [submit, passCity] },
  { tier: '上报部中心', who: '己上报', way: [submit, passCity, passProvince] },
  { tier: '部中心公布', who: '己上报', way: [submit, passCity, passProvince, handOver] },
] as const)(
  'a return at $tier reaches the clerk as a reply, and the next version begins at the first tier',
  ({ tier, who, way }) =>
    world(async (w) => {
      for (const step of way) await step(w);
      const firstCard = (await w.messages('甲专管')).find(
        ({ card }) => card !== null && JSON.stringify(card).includes('证书数据 HZ-1'),
      );
      const old = await w.card(who, '退回更正');

      expect(await w.click(who, '退回更正')).toContain('退回须说明理由');
      expect(await sendBack(w, who, '第 2 行姓名有误')).toContain('HZ-1 已退回');

      const notice = (await w.messages('甲专管')).at(-1);
      expect(notice?.parent_id).toBe(firstCard?.message_id);
      const words = await w.lastCard('甲专管');
      expect(words).toContain(`[HZ-1 ${tier}已退回]`);
      expect(words).toMatch(/个人信息有误.*第 2 行姓名有误.*3月19日/s);
      expect(await stateOf(w)).toMatchObject([{ at: 'returned' }]);

      await w.advance({ workingDays: 1 });
      await correct(w, 10);

      expect(await stateOf(w)).toEqual([{ at: 'in-review', round: 2, version: 2 }]);
      expect(await w.lastCard('乙市审')).toMatch(/市级审核 HZ-1\] <待办理> <第 2 次上报>.*3月20日.*还有 10 个工作日/s);
      expect(
        (await w.cards(who)).filter((card) => card.includes('退回') && card.includes('<已办结>')).length,
      ).toBeGreaterThan(0);
      expect(await w.click(who, '退回更正', { 退回原因: 'R01', 退回说明: '再退一次' }, old)).toContain(
        '这是上一轮的卡片',
      );
      expect(await stateOf(w)).toEqual([{ at: 'in-review', round: 2, version: 2 }]);
    }),
);

test('what a clerk takes back before the first approval is over, the reviewers see that, and the file may come again', () =>
  world(async (w) => {
    await submit(w);

    expect(await w.click('甲专管', '撤回')).toBe('HZ-1 已撤回。');
    await w.work();

    expect(await w.lastCard('乙市审')).toContain('专管员已撤回');
    expect(await w.lastCard('乙市审')).not.toContain('(审核通过');
    await submit(w);
    expect(await stateOf(w)).toMatchObject([{ at: 'withdrawn' }, { at: 'in-review' }]);
  }));

test('after an approval the clerk cannot take it back', () =>
  world(async (w) => {
    await submit(w);
    const mine = await w.card('甲专管', '撤回');
    await passCity(w);

    expect(await w.click('甲专管', '撤回', {}, mine)).toContain('已有一级审核通过，不能直接撤回');
    await w.work();

    expect(await stateOf(w)).toMatchObject([{ at: 'in-review' }]);
  }));

// Warnings: nothing is submitted before each is explained, and the explanation goes with the data.
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { clickedBy } from '../support/world-steps.ts';

/** Sound rows, one of a person whose name has a character that is not usual, and one with a name of one character. */
const odd = (from = 0) => {
  const [first, second, ...rest] = certificates(from, 3);
  if (!first || !second) throw new Error('three certificates were wanted');
  return workbook([{ ...first, name: '甲乙丙2' }, { ...second, name: '乙' }, ...rest]);
};
const reason = '已逐一对照证件核对，确认无误';
const [unusual, single] = ['姓名里有不常见的字符', '姓名只有一个字'] as const;

const drop = async (w: World, bytes: Buffer) => {
  await w.drop('甲专管', bytes);
  await w.work();
};
const explain = async (w: World, problems: readonly string[], words = reason) => {
  const toast = await w.click('甲专管', '提交说明', { 要说明的问题: problems, 说明: words });
  await w.work();
  return toast;
};

test('提交 is offered once every warning has a reason, and reviewers read the reasons', () =>
  world(async (w) => {
    await drop(w, await odd());
    expect(await w.lastCard('甲专管')).toMatch(/<待提交>.*还有 2 类问题/s);
    expect(await w.lastCard('甲专管')).not.toContain('(提交 →');

    expect(await explain(w, [unusual])).toBe('已记下您的说明，还有 1 类问题没有说明。');
    expect(await w.lastCard('甲专管')).not.toContain('(提交 →');
    expect(await explain(w, [single], '证件上就是一个字')).toContain('都说明了');
    expect(await w.lastCard('甲专管')).toMatch(/已说明 2 类问题.*已逐一对照.*\(提交 →/s);

    expect(await w.click('甲专管', '提交')).toContain('已提交');
    await w.work();
    const review = await w.lastCard('乙市审');
    expect(review).toMatch(/姓名里有不常见的字符.*已逐一对照证件核对，确认无误/s);
    expect(review).toContain('证件上就是一个字');
  }));

test('a reason is given once: a second press and an older card change nothing, and say so', () =>
  world(async (w) => {
    await drop(w, await odd());
    const form = { 要说明的问题: [unusual, single], 说明: reason };
    const card = await w.card('甲专管', '提交说明');
    await explain(w, [unusual, single]);
    const { rows: before } = await w.db.query('select count(*)::int as n from events');

    expect(await w.click('甲专管', '提交说明', { 说明: reason }, card)).toContain('〔');
    expect(await w.click('甲专管', '提交说明', form, card)).toContain('这一步已经办过了');
    await w.work();
    expect((await w.db.query('select count(*)::int as n from events')).rows).toEqual(before);

    await drop(w, await odd(10));
    await w.click('甲专管', '这是 HZ-1 更正后的文件');
    await w.work();
    expect(await w.click('甲专管', '提交说明', form, card)).toContain('较早的文件');
    await w.work();
  }));

test('the marked workbook of a file that passes is sent for a press', () =>
  world(async (w) => {
    await drop(w, await odd());
    expect(await w.files('甲专管')).toEqual([]);

    expect(await w.click('甲专管', '发送标注文件')).toContain('马上发给您');
    await w.work();

    expect((await w.files('甲专管')).map(({ name }) => name)).toEqual(['HZ-1-第1版-标注.xlsx']);
  }));

test('nobody explains on a card that was sent to another', () =>
  world(async (w) => {
    await drop(w, await odd());
    await w.click('甲专管', '提交说明', { 要说明的问题: [unusual], 说明: reason });
    await w.work();
    const card = await w.lastCard('甲专管');

    for (const who of ['辛专管', '乙市审', '壬路人'] as const) {
      expect(JSON.stringify(await w.receive(await clickedBy(w, who)))).toContain('这张卡片不是发给您的');
    }
    await w.work();

    expect(await w.lastCard('甲专管')).toBe(card);
    expect((await w.db.query(`select from events where type = 'warnings-answered'`)).rowCount).toBe(1);
  }));

test('what was explained stays explained in the next version', () =>
  world(async (w) => {
    await drop(w, await odd());
    await explain(w, [unusual, single]);
    await drop(w, await odd(10));
    await w.click('甲专管', '这是 HZ-1 更正后的文件');
    await w.work();

    expect(await w.lastCard('甲专管')).toMatch(/<第 2 版>.*已说明 2 类问题.*\(提交 →/s);
  }));

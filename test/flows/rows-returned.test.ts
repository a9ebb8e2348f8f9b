// Some rows go back to the clerk and the others go on: two submissions from then on, and no row in both or in neither.
import { expect, test } from 'vitest';
import { rows as sheetRows } from '../../workbook/read.ts';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { handOver, passCity, passProvince, press, publish } from '../support/world-steps.ts';

const why = { 退回原因: '个人信息有误', 退回说明: '姓名与证件不符' };
const rowField = '只退回其中几行';

async function readTable(bytes: Buffer = Buffer.alloc(0)) {
  const table = [];
  for await (const { cells } of sheetRows(bytes)) table.push(cells);
  return table;
}

/** Ten sound rows, at the city. */
async function tenAtCity(w: World): Promise<void> {
  await w.drop('甲专管', await workbook(certificates(0, 10)));
  await w.work();
  await press(w, '甲专管', '提交');
}

/** Where every certificate number is: claimed once, by a submission that holds its row. */
async function whereabouts(w: World) {
  const { rows } = await w.db.query<{ no: number; claims: number; rows: number; awards: number }>(
    `select s.no::int, (select count(*)::int from claims c where c.submission_id = s.id) as claims,
       (select count(*)::int from remaining_drafts d
         where d.submission_id = s.id and d.version = (s.state ->> 'version')::int) as rows,
       (select count(*)::int from open_awards o where o.submission_id = s.id) as awards
     from submissions s order by no`,
  );
  return rows;
}

const register = async (w: World) =>
  (
    await w.db.query<{ no: number; count: number }>(
      `select s.no::int, count(c.id)::int from records r left join certificates c on c.id = r.certificate_id
       left join submissions s on s.id = c.submission_id group by 1 order by 1`,
    )
  ).rows;

test('two of ten rows go back, eight are published; the two come back corrected and are published, too', () =>
  world(async (w) => {
    await tenAtCity(w);
    await w.news('甲专管');

    const told = await press(w, '乙市审', '只退回这些行', { ...why, [rowField]: '5，3' });

    expect(told).toBe('HZ-1 第 3、5 行（2 行）已退回，另立 HZ-2；其余 8 行仍待您办理。');
    expect(await w.news('甲专管')).toEqual(['证书数据 HZ-2', '【HZ-2-退回的行.xlsx】', 'HZ-2 市级审核已退回']);
    expect(await whereabouts(w)).toEqual([
      { no: 1, claims: 8, rows: 8, awards: 8 },
      { no: 2, claims: 2, rows: 2, awards: 2 },
    ]);
    const card = await w.lastCard('乙市审');
    expect(card).toContain('8 行（第 1 版）');
    expect(card).toContain('HZ-2（2 行，退回更正）');
    expect(card).toContain('3月19日');

    for (const step of [passCity, passProvince, handOver, publish]) await step(w);
    expect(await register(w)).toEqual([{ no: 1, count: 8 }]);

    await w.drop('甲专管', await workbook(certificates(20, 2)));
    await w.work();
    await press(w, '甲专管', '这是 HZ-2 更正后的文件');
    await press(w, '甲专管', '提交');
    expect(await w.lastCard('乙市审')).toContain('第 2 次上报');
    for (const step of [passCity, passProvince, handOver, publish]) await step(w);
    expect(await register(w)).toEqual([
      { no: 1, count: 8 },
      { no: 2, count: 2 },
    ]);
  }));

test('the rows that went back are in their file, with the numbers they had, and the clerk is told whose they were', () =>
  world(async (w) => {
    await tenAtCity(w);
    await press(w, '乙市审', '只退回这些行', { ...why, [rowField]: '2-3' });

    const file = (await w.files('甲专管')).find(({ name }) => name === 'HZ-2-退回的行.xlsx');
    const numbers = certificates(0, 2).map(({ number }) => number);
    const cells = (await readTable(file?.bytes)).flat();
    expect(cells.filter((cell) => /^S\d{12}/.test(`${cell}`))).toEqual(numbers);
    const cards = (await w.cards('甲专管')).join('\n');
    expect(cards).toContain('HZ-1 第 1 版第 2-3 行');
    expect(cards).toContain('姓名与证件不符');
    expect(cards).toContain('3月19日');
    await press(w, '甲专管', '再发一次退回的行');
    expect((await w.files('甲专管')).filter(({ name }) => name === 'HZ-2-退回的行.xlsx')).toHaveLength(2);
    await w.say('甲专管', '进度');
    await w.work();
    expect(await w.lastCard('甲专管')).toContain('出自 HZ-1');
  }));

test('numbers that are no rows of it are refused in words, and so are all of them; a second press changes nothing', () =>
  world(async (w) => {
    await tenAtCity(w);
    const press2 = (rows: string) => press(w, '乙市审', '只退回这些行', { ...why, [rowField]: rows });
    const card = await w.card('乙市审', '只退回这些行');

    expect(await press2('3、x')).toContain('第 2 段不是行号');
    expect(await press2('1')).toContain('第 1 行是表头');
    expect(await press2('9-4')).toContain('起始行大于截止行');
    expect(await press2('3,99')).toContain('第 99 行不在这份数据里');
    expect(await press2('2-11')).toContain('填写的是全部行');
    expect(await press(w, '乙市审', '退回更正', { ...why, [rowField]: '3' })).toContain('您填写了行号');
    expect(await press(w, '乙市审', '只退回这些行', { [rowField]: '3' })).toContain('退回须说明理由');
    expect(await whereabouts(w)).toEqual([{ no: 1, claims: 10, rows: 10, awards: 10 }]);

    await press2('3');
    expect(await w.click('丙市审', '只退回这些行', { ...why, [rowField]: '3' })).toContain('第 3 行不在这份数据里');
    expect(await w.click('乙市审', '只退回这些行', { ...why, [rowField]: '3' }, card)).not.toContain('另立');
    await w.work();
    expect(await whereabouts(w)).toHaveLength(2);
  }));

test('in the quiet minutes they can be taken back; after them they leave once, though every event comes twice', () =>
  world(
    async (w) => {
      await w.everythingTwice();
      await tenAtCity(w);
      const answer = await press(w, '乙市审', '只退回这些行', { ...why, [rowField]: '4' });
      expect(answer).toContain('前可以收回');
      expect(await whereabouts(w)).toHaveLength(1);
      await press(w, '乙市审', '收回决定');
      await w.advance({ minutes: 11 });
      await w.work();
      expect(await whereabouts(w)).toEqual([{ no: 1, claims: 10, rows: 10, awards: 10 }]);

      await press(w, '乙市审', '只退回这些行', { ...why, [rowField]: '4' });
      await w.advance({ minutes: 11 });
      await w.work();
      expect(await whereabouts(w)).toEqual([
        { no: 1, claims: 9, rows: 9, awards: 9 },
        { no: 2, claims: 1, rows: 1, awards: 1 },
      ]);
      await press(w, '乙市审', '审核通过');
      await w.advance({ minutes: 11 });
      await w.work();
      expect(await w.lastCard('戊省审')).toContain('9 行（第 1 版）');
    },
    { quietMinutes: 10 },
  ));

test('the desk gets its file anew without the rows that went back, and the old one is taken back', () =>
  world(async (w) => {
    await tenAtCity(w);
    await passCity(w);
    await passProvince(w);
    await press(w, '己上报', '只退回这些行', { ...why, [rowField]: '11' });

    const files = (await w.files('己上报')).filter(({ name }) => name === 'HZ-1-上报部中心.xlsx');
    expect(files).toHaveLength(1);
    expect(await readTable(files[0]?.bytes)).toHaveLength(10);
    await handOver(w);
    await press(w, '己上报', '只退回这些行', { ...why, [rowField]: '2' });
    await publish(w);
    expect(await register(w)).toEqual([{ no: 1, count: 8 }]);
    expect(await whereabouts(w)).toHaveLength(3);
  }));

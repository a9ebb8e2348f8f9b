// Two sheets with the standard's header: the clerk says which one is meant; a check that failed is asked for again.
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { type World, world } from '../support/world.ts';
import { certificates, workbook } from '../support/world-people.ts';
import { press } from '../support/world-steps.ts';

/** Three sound rows in one sheet, and two others in a second. */
const twoSheets = async () => {
  const book = new ExcelJS.Workbook();
  for (const [name, from, count] of [
    ['一月', 0, 3],
    ['二月', 10, 2],
  ] as const) {
    const one = new ExcelJS.Workbook();
    await one.xlsx.load((await workbook(certificates(from, count))) as unknown as ArrayBuffer);
    const sheet = book.addWorksheet(name);
    one.worksheets[0]?.eachRow((row) => {
      const cells = Array.isArray(row.values) ? row.values.slice(1) : [];
      sheet.addRow(cells);
    });
  }
  return Buffer.from(await book.xlsx.writeBuffer());
};
const click = (w: World, label: string) => press(w, '甲专管', label);

test('the sheet that is named is the one that is checked, and naming it twice changes nothing', () =>
  world(async (w) => {
    await w.drop('甲专管', await twoSheets());
    await w.work();
    expect(await w.lastCard('甲专管')).toMatch(/请先选择要上报的工作表.*「一月」.*「二月」/s);
    const card = await w.card('甲专管', '上报第 2 个工作表');

    expect(await click(w, '上报第 2 个工作表')).toContain('按第 2 个工作表重新校验');
    expect(await w.lastCard('甲专管')).toMatch(/<待提交>.*读到数据：2 行/s);
    expect(await w.click('甲专管', '上报第 2 个工作表', {}, card)).toContain('已经办过了');
    expect(await click(w, '提交')).toContain('已提交');
    expect(await w.lastCard('乙市审')).toContain('指定上报第 2 个工作表');
  }));

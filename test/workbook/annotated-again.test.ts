// The annotated workbook that comes back: read as the clerk wrote it, replies told, answered again and again.
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../domain/finding.ts';
import { type Reply, withoutOwnMarks } from '../../workbook/own-marks.ts';
import { rows } from '../../workbook/read.ts';
import { annotate } from '../../workbook/write-annotated.ts';
import { cellsOf, clerksFile, collect, FINDINGS, fillOf, found, opened, wording } from './annotated.ts';

test('what comes back is read as the clerk wrote it', async () => {
  const original = await clerksFile();

  const returned = await annotate(original, FINDINGS, wording);

  expect(await collect(withoutOwnMarks(rows(returned)))).toEqual(await collect(rows(original)));
});

test('a second answer replaces the first one: texts, colours, comments and summary', async () => {
  const first = await annotate(await clerksFile(), FINDINGS, wording);

  const second = await annotate(first, [found(4, 1)], wording);

  expect(await cellsOf(second, '数据')).toEqual([
    ['姓名', '证件号码', '工种', '核证：问题', '核证：怎么改', '核证：说明'],
    ['张三', '123', '电工'],
    ['李四 & <𠮷>', '456'],
    ['王五', '789', '车工', '错误：短N1', '改N1'],
  ]);
  expect(await cellsOf(second, '核证结果')).toHaveLength(4);
  const sheet = await opened(second);
  expect([fillOf(sheet, 'A2'), fillOf(sheet, 'B4')]).toEqual([undefined, 'FFFFC7CD']);
  expect(sheet.getCell('A2').note).toBeUndefined();
  expect(sheet.getCell('B4').note).toBeTruthy();
});

test('an answer saved by another program and dropped again is still known as ours', async () => {
  const first = await annotate(await clerksFile(), FINDINGS, wording);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(first).buffer);
  const saved = Buffer.from(await workbook.xlsx.writeBuffer());

  const second = await annotate(saved, [found(4, 1)], wording);

  expect((await cellsOf(second, '核证结果')).slice(3)).toEqual([['错误', '名N1（N1）', '1', '1', '长<N1>', '改N1']]);
  expect(await collect(withoutOwnMarks(rows(second)))).toEqual(await collect(rows(await clerksFile())));
  const sheet = await opened(second);
  expect([fillOf(sheet, 'A2'), fillOf(sheet, 'B4'), sheet.getCell('A2').font?.bold]).toEqual([
    undefined,
    'FFFFC7CD',
    true,
  ]);
});

test('what the clerk writes in the column for replies is told, and the next answer leaves it there', async () => {
  const first = await annotate(await clerksFile(), FINDINGS, wording);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(first).buffer);
  const data = workbook.getWorksheet('数据');
  if (data) data.getCell('F2').value = '已与本人核对';
  const replied = Buffer.from(await workbook.xlsx.writeBuffer());
  const replies: Reply[] = [];

  const second = await annotate(replied, [found(4, 1)], wording);
  const clean = await collect(withoutOwnMarks(rows(second), (reply) => replies.push(reply)));

  expect(replies).toEqual([{ sheet: '数据', row: 2, text: '已与本人核对' }]);
  expect(clean).toEqual(await collect(rows(await clerksFile())));
});

test('what was answered in a version before stands in the column for replies, as text, and comes back as a reply', async () => {
  const answered = (finding: Finding) => ({ ...wording(finding), ...(finding.row === 3 && { reply: '=已核对' }) });

  const bytes = await annotate(await clerksFile(), FINDINGS, answered);

  const replies: Reply[] = [];
  await collect(withoutOwnMarks(rows(bytes), (reply) => replies.push(reply)));
  expect(replies).toEqual([{ sheet: '数据', row: 3, text: '=已核对' }]);
  expect((await opened(bytes)).getCell('F3').value).toBe('=已核对');
});

const text = fc.string({ unit: fc.constantFrom('张', '𠮷', '&', '<', '"', ' ', '=', '1', '\n'), maxLength: 12 });
const tables = fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
const places = fc.array(fc.record({ row: fc.nat(6), column: fc.nat(4) }), { maxLength: 6 });

test('whatever the table and wherever the findings, the clerk’s rows come back equal', async () => {
  await fc.assert(
    fc.asyncProperty(tables, places, fc.boolean(), async (table, at, useSharedStrings) => {
      const workbook = new ExcelJS.Workbook();
      const sheet = workbook.addWorksheet('数据');
      for (const cells of table) sheet.addRow(cells);
      const original = Buffer.from(await workbook.xlsx.writeBuffer({ useSharedStrings }));
      const findings = at.map(({ row, column }) => found(row + 1, column));

      const once = await annotate(original, findings, wording);
      const twice = await annotate(once, findings.slice(1), wording);

      const before = await collect(rows(original));
      expect(await collect(withoutOwnMarks(rows(once)))).toEqual(before);
      expect(await collect(withoutOwnMarks(rows(twice)))).toEqual(before);
    }),
    { numRuns: 40 },
  );
});

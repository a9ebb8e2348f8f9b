// Where the header is looked for: the check of a file and the examples of its repairs must find the same one.
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import { soundCertificate } from '../../domain/example.ts';
import { HeaderSearch } from '../../domain/header-search.ts';
import { repairExamples } from '../../domain/repair-examples.ts';
import type { SheetRow } from '../../domain/sheet.ts';
import { exampleCheck, sheetOf } from '../support/certificates.ts';

const header = hebei2022.fields.map((field) => field.header);
const at = (sheet: string, row: number, cells: readonly string[]): SheetRow => ({ sheet, row, cells: [...cells] });
const filled = (sheet: string, count: number) =>
  Array.from({ length: count }, (_, i) => at(sheet, i + 1, [`第${i}行`]));

test('a header below twenty rows with content is not looked for, blank rows not counted', () => {
  const blank = at('表', 50, ['', ' ']);
  const [near, far] = [new HeaderSearch(exampleCheck), new HeaderSearch(exampleCheck)];

  const [soon, late] = [filled('表', 19), filled('表', 20)];

  expect(soon.map((row) => near.take(row))).toEqual(soon.map(() => 'content'));
  expect(near.take(blank)).toBeNull();
  expect(near.take(at('表', 51, header))).toMatchObject({ found: [] });
  for (const row of late) far.take(row);
  expect(far.take(at('表', 51, header))).toBeNull();
  expect(far.sheets.get('表')).toEqual({ filled: 21, hasHeader: false });
});

test('of several sheets the one that is meant is found, once, and all are told', () => {
  const search = new HeaderSearch({ ...exampleCheck, sheet: 2 });

  const found = ['甲', '乙', '丙'].map((sheet) => search.take(at(sheet, 1, header)) !== null);

  expect(found).toEqual([false, true, false]);
  expect(search.tables).toEqual(['甲', '乙', '丙']);
});

test('examples of repairs come from the sheet that is meant, and no more of them than asked for', async () => {
  const [head, data] = sheetOf([soundCertificate]);
  if (head === undefined || data === undefined) throw new Error('no sheet was made');
  const name = hebei2022.fields.findIndex(({ key }) => key === 'name');
  const spaced = data.cells.map((cell, i) => (i === name ? `${String(cell)} ` : cell));
  const rows = ['甲', '乙'].flatMap((sheet) => [
    { ...head, sheet },
    ...[2, 3, 4].map((row) => ({ ...data, sheet, row: sheet === '乙' ? row + 100 : row, cells: spaced })),
  ]);
  async function* read() {
    yield* rows;
  }
  const all = await repairExamples(read(), exampleCheck, { T07: 6 }, 6);

  const meant = await repairExamples(read(), { ...exampleCheck, sheet: 2 }, { T07: 3 }, 2);

  expect(all.get('T07')?.map(({ row }) => row)).toEqual([2, 3, 4]);
  expect(meant.get('T07')?.map(({ row }) => row)).toEqual([102, 103]);
});

// Merged cells, hidden columns, filters and hidden sheets: told of the table that was read, and of nothing beside it.
import { expect, test } from 'vitest';
import { soundCertificate } from '../../domain/example.ts';
import type { SheetLayout } from '../../domain/sheet.ts';
import type { SheetFacts } from '../../workbook/sheet-facts.ts';
import { checkSheet, exampleCheck, sheetOf } from '../support/certificates.ts';

const plain: SheetFacts = {
  name: '证书数据',
  visibility: 'visible',
  rows: 2,
  hiddenRows: 0,
  hiddenColumns: [],
  filter: null,
  mergedRanges: [],
};
const findingsWith = async (...layouts: SheetLayout[]) =>
  (await checkSheet(sheetOf([soundCertificate]), { ...exampleCheck, layout: () => layouts })).findings;
const range = (firstRow: number, lastRow: number, firstColumn: number, lastColumn: number) => {
  return { firstRow, lastRow, firstColumn, lastColumn };
};

test('each is counted once, with no row and no cell', async () => {
  const findings = await findingsWith(
    {
      ...plain,
      hiddenColumns: [
        [3, 4],
        [20, 30],
      ],
      filter: range(1, 2, 0, 10),
      mergedRanges: [range(2, 3, 9, 9), range(2, 2, 0, 1), range(2, 2, 15, 16)],
    },
    { ...plain, name: '旧数据', visibility: 'very-hidden' },
  );

  expect(findings).toMatchObject([
    { code: 'F14', row: null, column: null, facts: { count: 1 } },
    { code: 'F11', facts: { count: 2 } },
    { code: 'F12', facts: { count: 2 } },
    { code: 'F13' },
  ]);
});

test('cells merged under the last data row are no part of the table', async () => {
  const merged = { ...plain, mergedRanges: [range(3, 3, 0, 5)] };

  expect(await findingsWith(merged)).toEqual([]);
});

test('what another visible sheet looks like is nobody’s business', async () => {
  const other = { ...plain, name: '说明', hiddenColumns: [[0, 5]], mergedRanges: [range(1, 9, 0, 5)] } as const;

  expect(await findingsWith(plain, other)).toEqual([]);
});

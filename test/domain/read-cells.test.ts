// One reader for all rows of a file remembers texts that stand in a column again: no row may be read otherwise for it.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { Found } from '../../domain/context.ts';
import { type CellsReader, cellsReader } from '../../domain/read-cells.ts';
import type { Cell } from '../../domain/sheet.ts';
import { readHeader } from '../../domain/table.ts';

const table = readHeader(
  hebei2022.fields.map(({ header }) => header),
  hebei2022,
);
const texts = [
  '',
  '测试甲',
  ' 测试甲',
  '测试\u200B甲',
  '无',
  '/',
  '2026-03-01',
  '２０２６',
  '=1',
  '甲\uFFFD',
  '甲'.repeat(90),
];
const stored: Cell[] = [
  { stored: 'number', text: '5' },
  { stored: 'rich-text', text: '测试甲' },
  { stored: 'formula', text: '测试甲' },
];
const rows = fc.array(fc.array(fc.constantFrom<Cell>(...texts, ...stored), { maxLength: 12 }), { maxLength: 12 });

function readWith(reader: CellsReader, cells: readonly Cell[]) {
  if (table === null) throw new Error('the header is not known');
  const found: Found[] = [];
  return { values: reader({ sheet: '甲', row: 2, cells }, table, found), found };
}

test('a row is read the same whatever rows came before it', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const reader = cellsReader(hebei2022);

      for (const cells of all) expect(readWith(reader, cells)).toEqual(readWith(cellsReader(hebei2022), cells));
    }),
  );
});

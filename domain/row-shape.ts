// What a row looks like before it is read: a note below the table, or cells beside it. Judges no content.
import { isBlank } from './read-cells.ts';
import { type Cell, cellText, type SheetRow } from './sheet.ts';
import type { Table } from './table.ts';
import { codePoints, halfWidth } from './text.ts';

/** A row of one cell longer than this is a note, not a name. */
const longestLoneCell = 40;
const noteStart =
  /^(备注|说明|注[:：\d]|合计|总计|小计|共计|填表|制表|审核|经办|负责人|单位负责|联系|日期[:：]|以上|本页)/;
const mostNoteCells = 3;

/** What a row may be: 'sparse' is a signature or a stamp's line when it ends the sheet, and poor data before other data. */
export type RowShape = 'data' | 'note' | 'sparse';

/** A note has few cells, the first of which says so; a sparse row has as few, and none is a number of a person or a paper. */
export function shapeOf({ cells }: SheetRow): RowShape {
  const filled: Cell[] = [];
  for (const cell of cells) {
    if (cellText(cell).trim() !== '') filled.push(cell);
    if (filled.length > mostNoteCells) return 'data';
  }
  const first = cellText(filled[0]).trim();
  if (noteStart.test(first) || (filled.length === 1 && codePoints(first) > longestLoneCell)) return 'note';
  return filled.some(isNumberLike) ? 'data' : 'sparse';
}

/** Documents and certificates have numbers of seven characters and more; a spreadsheet shows long ones as 1.3E+17. */
function isNumberLike(cell: Cell): boolean {
  const text = halfWidth(cellText(cell)).replace(/\s/g, '');
  return /\d[\dA-Z]{6}|\dE\+\d/i.test(text);
}

/** The first column without a header in which the row holds something. */
export function strayColumn(row: SheetRow, table: Table): number | null {
  if (row.cells.length <= table.headed.size) return null;
  const stray = row.cells.findIndex((cell, column) => !table.headed.has(column) && !isBlank([cell]));
  return stray === -1 ? null : stray;
}

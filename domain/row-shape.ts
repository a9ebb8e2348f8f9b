// What a row looks like before it is read: a note below the table, or cells beside it. Judges no content.
import { isBlank } from './read-cells.ts';
import { cellText, type SheetRow } from './sheet.ts';
import type { Table } from './table.ts';
import { codePoints } from './text.ts';

/** A row of one cell longer than this is a note, not a name. */
const longestLoneCell = 40;
const noteStart =
  /^(备注|说明|注[:：\d]|合计|总计|小计|共计|填表|制表|审核|经办|负责人|单位负责|联系|日期[:：]|以上|本页)/;
const mostNoteCells = 3;

/** A total, a signature line, a remark: few cells, the first of which says so. */
export function isNote({ cells }: SheetRow): boolean {
  const filled: string[] = [];
  for (const cell of cells) {
    const text = cellText(cell).trim();
    if (text !== '') filled.push(text);
    if (filled.length > mostNoteCells) return false;
  }
  const first = filled[0] ?? '';
  return noteStart.test(first) || (filled.length === 1 && codePoints(first) > longestLoneCell);
}

/** The first column without a header in which the row holds something. */
export function strayColumn(row: SheetRow, table: Table): number | null {
  if (row.cells.length <= table.headed.size) return null;
  const stray = row.cells.findIndex((cell, column) => !table.headed.has(column) && !isBlank([cell]));
  return stray === -1 ? null : stray;
}

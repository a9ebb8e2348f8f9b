// What we add to a clerk's workbook, by the marks that tell it from the clerk's own: a file comes back with it inside.
import type { Cell, SheetRow } from '../domain/sheet.ts';
import { cellText } from '../domain/sheet.ts';

export const RESULT_SHEET = '核证结果';
export const PROBLEM_HEADER = '核证：问题';
export const REMEDY_HEADER = '核证：怎么改';
/** Author of our comments. */
export const COMMENT_AUTHOR = '核证';

/** Which columns of a row are headed by our marks. */
export function ownColumns(cells: readonly Cell[]): number[] {
  return cells.flatMap((cell, column) => (isOwnHeader(cellText(cell)) ? column : []));
}

function isOwnHeader(text: string): boolean {
  return text === PROBLEM_HEADER || text === REMEDY_HEADER;
}

/** The rows as the clerk wrote them: without our sheet, and without our columns from their header on down. */
export async function* withoutOwnMarks(rows: AsyncIterable<SheetRow>): AsyncGenerator<SheetRow, void, undefined> {
  const columns = new Map<string, ReadonlySet<number>>();
  for await (const row of rows) {
    if (row.sheet === RESULT_SHEET) continue;
    const found = ownColumns(row.cells);
    if (found.length > 0) columns.set(row.sheet, new Set(found));
    const own = columns.get(row.sheet);
    if (own === undefined) {
      yield row;
      continue;
    }
    const cells = row.cells.map((cell, column) => (own.has(column) ? '' : cell));
    while (cells.at(-1) === '') cells.pop();
    if (cells.length > 0) yield { ...row, cells };
  }
}

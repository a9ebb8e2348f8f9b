// What we add to a clerk's workbook, by the marks that tell it from the clerk's own: a file comes back with it inside.
import type { Cell, SheetRow } from '../domain/sheet.ts';
import { cellText } from '../domain/sheet.ts';

export const RESULT_SHEET = '核证结果';
/** Where failed rows stand alone, when the whole file is too large to hand back. */
export const FAILED_SHEET = '核证未通过的行';
/** The page that explains, in the templates we hand out. */
export const GUIDE_SHEET = '核证填写说明';
export const PROBLEM_HEADER = '核证：问题';
export const REMEDY_HEADER = '核证：怎么改';
/** Headed by us, filled in by the clerk: answers to the warnings of each row. */
export const REPLY_HEADER = '核证：说明';
/** Author of our comments. */
export const COMMENT_AUTHOR = '核证';

export const OWN_HEADERS = [PROBLEM_HEADER, REMEDY_HEADER, REPLY_HEADER] as const;
/** How each of them begins. */
const OWN_START = '核证：';
const NONE: ReadonlyMap<OwnHeader, number> = new Map();
export type OwnHeader = (typeof OWN_HEADERS)[number];

const ownSheets: ReadonlySet<string> = new Set([RESULT_SHEET, FAILED_SHEET, GUIDE_SHEET]);

/** What a clerk wrote beside a row to answer its warnings. */
export type Reply = { sheet: string; row: number; text: string };

/** Which columns of a row are headed by our marks. */
export function ownColumns(cells: readonly Cell[]): ReadonlyMap<OwnHeader, number> {
  // Asked for every row of a file: nearly all end here.
  if (!cells.some((cell) => cellText(cell).startsWith(OWN_START))) return NONE;
  const columns = new Map<OwnHeader, number>();
  for (const header of OWN_HEADERS) {
    const column = cells.findIndex((cell) => cellText(cell) === header);
    if (column >= 0) columns.set(header, column);
  }
  return columns;
}

/**
 * The rows as the clerk wrote them: without our sheets, and without our columns from their header on down. What stands
 * in the column for replies is told to `onReply`.
 */
export async function* withoutOwnMarks(
  rows: AsyncIterable<SheetRow>,
  onReply?: (reply: Reply) => void,
): AsyncGenerator<SheetRow, void, undefined> {
  const clerksPart = clerksPartTeller(onReply);
  for await (const row of rows) {
    const clerks = clerksPart(row);
    if (clerks !== null) yield clerks;
  }
}

/** The same in batches, for those who read hundreds of thousands. */
export async function* batchesWithoutOwnMarks(
  batches: AsyncIterable<readonly SheetRow[]>,
  onReply?: (reply: Reply) => void,
): AsyncGenerator<SheetRow[], void, undefined> {
  const clerksPart = clerksPartTeller(onReply);
  for await (const batch of batches) yield batch.map(clerksPart).filter((row) => row !== null);
}

/** To be asked about all rows of a file in their order; null for a row that is ours alone. */
function clerksPartTeller(onReply: (reply: Reply) => void = () => {}): (row: SheetRow) => SheetRow | null {
  const columns = new Map<string, ReadonlyMap<OwnHeader, number>>();
  return (row) => {
    if (ownSheets.has(row.sheet)) return null;
    const found = ownColumns(row.cells);
    if (found.size > 0) columns.set(row.sheet, found);
    const own = columns.get(row.sheet);
    if (own === undefined) return row;
    const reply = cellText(row.cells[own.get(REPLY_HEADER) ?? -1]).trim();
    if (found.size === 0 && reply !== '') onReply({ sheet: row.sheet, row: row.row, text: reply });
    const hidden = [...own.values()];
    const cells = row.cells.map((cell, column) => (hidden.includes(column) ? '' : cell));
    while (cells.at(-1) === '') cells.pop();
    return cells.length > 0 ? { ...row, cells } : null;
  };
}

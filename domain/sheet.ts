// Rows as they stand in a clerk's file, before anyone judges them. Types only.

/** How the file itself keeps a cell. Annex 1 demands text; only the stored type tells the truth. */
export type StoredAs = 'rich-text' | 'number' | 'boolean' | 'date' | 'formula' | 'error';

/** A cell that is not plain text. `text` is what a person sees, as far as it can be known exactly. */
export type StoredCell = {
  stored: StoredAs;
  /** number: the digits as the file holds them (`1.30102E+17`); date: `YYYY-MM-DD`; formula: the cached result. */
  text: string;
  /** Number behind a date, formula text behind a result; for wording only. */
  raw?: string;
};

/** A plain text cell is a string; an empty or missing one is ''. */
export type Cell = string | StoredCell;

/** One row: `row` is numbered as the spreadsheet shows it, from 1; cells by column from A, trailing blanks left out. */
export type SheetRow = { sheet: string; row: number; cells: readonly Cell[]; hidden?: boolean };

/** Rows from 1 as the spreadsheet shows them, columns from 0 (A); both ends included. */
export type CellRange = { firstRow: number; lastRow: number; firstColumn: number; lastColumn: number };

/** What a sheet holds besides its rows that may hide data from the person who looks at it. */
export type SheetLayout = {
  name: string;
  visibility: 'visible' | 'hidden' | 'very-hidden';
  /** Hidden columns as [first, last] from 0. */
  hiddenColumns: readonly (readonly [number, number])[];
  filter: CellRange | null;
  mergedRanges: readonly CellRange[];
};

/** The text of a cell, whatever it is stored as. */
export function cellText(cell: Cell | undefined): string {
  return cell === undefined ? '' : typeof cell === 'string' ? cell : cell.text;
}

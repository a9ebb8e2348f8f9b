// What a sheet says besides its rows: whatever may hide data from the person who looks at it. Types only.

/** Rows from 1 as the spreadsheet shows them, columns from 0 (A); both ends included. */
export type CellRange = { firstRow: number; lastRow: number; firstColumn: number; lastColumn: number };

export type SheetFacts = {
  name: string;
  /** Rows of hidden sheets are not read. `very-hidden` can only be shown by a program. */
  visibility: 'visible' | 'hidden' | 'very-hidden';
  /** Rows with something in them; 0 for a hidden sheet. */
  rows: number;
  /** How many of those are hidden, by hand or by a filter. */
  hiddenRows: number;
  /** Hidden columns as [first, last] from 0. */
  hiddenColumns: readonly (readonly [number, number])[];
  /** Where a filter stands, whether or not it hides anything. */
  filter: CellRange | null;
  mergedRanges: readonly CellRange[];
};

const RANGE = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/;

/** `B2:D4` → its corners, or null for what is no range. */
export function cellRange(reference: string): CellRange | null {
  const [, fromColumn, fromRow, toColumn, toRow] = RANGE.exec(reference) ?? [];
  if (fromColumn === undefined || fromRow === undefined) return null;
  return {
    firstRow: Number(fromRow),
    lastRow: Number(toRow ?? fromRow),
    firstColumn: columnIndex(fromColumn),
    lastColumn: columnIndex(toColumn ?? fromColumn),
  };
}

/** `A` → 0, `AA` → 26. */
export function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** 0 → `A`, 26 → `AA`. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

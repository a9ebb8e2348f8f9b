// Finds the header of the table that is meant, row by row, in whatever sheet it stands. Reads no data row.
import type { CheckContext } from './context.ts';
import { isBlank } from './read-cells.ts';
import type { SheetRow } from './sheet.ts';
import type { Standard } from './standard.ts';
import { readHeader, type Table } from './table.ts';

/** The header is looked for in this many rows with content of each sheet. */
const searchedRows = 20;

/** For one reading of a file, its rows taken in order; those of the table that was found are not to be given. */
export class HeaderSearch {
  /** Rows with content seen per sheet before its header, and whether the sheet has one. */
  readonly sheets = new Map<string, { filled: number; hasHeader: boolean }>();
  /** Sheets with the standard's header, in the order of the file. */
  readonly tables: string[] = [];
  readonly #standard: Standard;
  readonly #meant: number;
  #isFound = false;

  constructor({ standard, sheet }: Pick<CheckContext, 'standard' | 'sheet'>) {
    this.#standard = standard;
    this.#meant = sheet ?? 1;
  }

  /** The table under this row, if it is the one that is meant; `content` for what stands where a header was looked for. */
  take(row: SheetRow): Table | 'content' | null {
    const sheet = this.sheets.get(row.sheet) ?? { filled: 0, hasHeader: false };
    this.sheets.set(row.sheet, sheet);
    if (sheet.hasHeader || isBlank(row.cells)) return null;
    const isSearched = sheet.filled < searchedRows;
    const table = isSearched ? readHeader(row.cells, this.#standard) : null;
    if (table === null) {
      sheet.filled += 1;
      return isSearched ? 'content' : null;
    }
    sheet.hasHeader = true;
    this.tables.push(row.sheet);
    if (this.#isFound || this.tables.length < this.#meant) return null;
    this.#isFound = true;
    return table;
  }
}

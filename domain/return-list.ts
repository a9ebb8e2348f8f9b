// The ministry centre's answer as a list (退回清单): which certificates it returns, and why. Its form is not prescribed, so
// the two columns are found by what they are called. Pure; whose certificates they are is for the store to say.
import { isBlank } from './read-cells.ts';
import { type Cell, cellText, type SheetRow } from './sheet.ts';
import { codePoints, folded } from './text.ts';

/** A certificate the list names, in the row of the list; `reason` is '' where none stands beside it. */
export type ListedReturn = { row: number; number: string; reason: string };

/** Why no list could be made of a file. */
export type NoList = 'no-number-column' | 'too-many' | 'empty';

/** More certificates than this are returned whole and not row by row. */
export const mostListed = 5_000;
/** What is written beside one certificate, in characters. */
export const longestReason = 200;
/** The header is looked for in this many rows with content. */
const searchedRows = 20;

const numberHeaders = ['证书编号', '证书号码', '证书号'].map(folded);
/** Best first: a list may have a column of remarks beside the one of reasons. */
const reasonHeaders = ['退回原因', '原因', '错误', '问题', '意见', '说明', '备注'].map(folded);

type Columns = { sheet: string; number: number; reason: number | null };

/** Fed row by row, in the order of the file; the first sheet with a header is the list. */
export class ReturnList {
  readonly #listed = new Map<string, ListedReturn>();
  readonly #searched = new Map<string, number>();
  #columns: Columns | null = null;
  #isTooLong = false;

  take({ sheet, row, cells }: SheetRow): void {
    if (isBlank(cells)) return;
    if (this.#columns === null) this.#search(sheet, cells);
    else if (sheet === this.#columns.sheet) this.#keep(row, cells, this.#columns);
  }

  /**
   * What it names, each certificate once. Where reasons stand beside some, those without one are not returned: such a list
   * holds the whole report.
   */
  outcome(): readonly ListedReturn[] | NoList {
    if (this.#columns === null) return 'no-number-column';
    if (this.#isTooLong) return 'too-many';
    const all = [...this.#listed.values()];
    const reasoned = all.filter(({ reason }) => reason !== '');
    if (all.length === 0) return 'empty';
    return reasoned.length > 0 ? reasoned : all;
  }

  #search(sheet: string, cells: readonly Cell[]): void {
    const searched = this.#searched.get(sheet) ?? 0;
    if (searched >= searchedRows) return;
    this.#searched.set(sheet, searched + 1);
    const headers = cells.map((cell) => folded(cellText(cell)));
    const number = headers.findIndex((header) => numberHeaders.includes(header));
    if (number === -1) return;
    const reasons = reasonHeaders.map((wanted) => headers.findIndex((header) => header.includes(wanted)));
    this.#columns = { sheet, number, reason: reasons.find((column) => column !== -1) ?? null };
  }

  #keep(row: number, cells: readonly Cell[], columns: Columns): void {
    const number = folded(cellText(cells[columns.number]));
    if (number === '') return;
    const said = columns.reason === null ? '' : cellText(cells[columns.reason]).trim();
    const known = this.#listed.get(number);
    if (known !== undefined) {
      const isNew = said !== '' && !known.reason.split('；').includes(said);
      if (isNew) known.reason = shortened(known.reason === '' ? said : `${known.reason}；${said}`);
    } else if (this.#listed.size < mostListed) this.#listed.set(number, { row, number, reason: shortened(said) });
    else this.#isTooLong = true;
  }
}

function shortened(words: string): string {
  return codePoints(words) <= longestReason ? words : `${[...words].slice(0, longestReason - 1).join('')}…`;
}

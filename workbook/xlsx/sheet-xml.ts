// One sheet's XML: its rows, and what stands around them (hidden columns, filter, merged cells). Judges nothing.
import type { SheetRow } from '../../domain/sheet.ts';
import { LAST_COLUMN } from '../limits.ts';
import { type CellRange, cellRange } from '../sheet-facts.ts';
import { UnreadableFile } from '../unreadable.ts';
import { RowScanner } from './row-xml.ts';
import { endOfComment, endOfTag, LT, readRoot, SLASH } from './scan.ts';
import type { CellContext } from './stored-cell.ts';
import { isOn, tags } from './xml.ts';

export type SheetContext = CellContext & {
  /** Told of each row with something in it; throws when there are too many. */
  onRow: () => void;
};

const BANG = 0x21;
const LETTER_R = 0x72;
const LETTER_S = 0x73;
const LETTER_O = 0x6f;

/** Takes a sheet's XML window by window (see scan.ts) and collects rows and what stands around them. */
export class SheetScanner {
  /** Rows since the last window; whoever feeds the scanner takes them away. */
  rows: SheetRow[] = [];
  readonly hiddenColumns: [number, number][] = [];
  readonly mergedRanges: CellRange[] = [];
  filter: CellRange | null = null;
  hiddenRows = 0;
  rowCount = 0;

  private readonly sheet: string;
  private readonly place: number;
  private readonly context: SheetContext;
  private part: 'root' | 'head' | 'rows' | 'tail' = 'root';
  private prefix = 0;
  private readonly reader: RowScanner;

  /** `place` counts the sheets from 1: messages name a sheet by it, for people choose names. */
  constructor(sheet: string, place: number, context: SheetContext) {
    this.sheet = sheet;
    this.place = place;
    this.context = context;
    this.reader = new RowScanner(context);
  }

  /** Takes what is whole in `bytes[0..end)`; answers how many bytes that was. */
  take(bytes: Buffer, end: number): number {
    let at = 0;
    if (this.part === 'root') {
      const root = readRoot(bytes, end, 'worksheet');
      if (root === null) return 0;
      this.prefix = root.prefix;
      this.reader.prefix = root.prefix;
      this.part = 'head';
      at = root.after;
    }
    if (this.part === 'head') at = this.takeAround(bytes, at, end, 'sheetData', 'rows');
    if (this.part === 'rows') at = this.takeRows(bytes, at, end);
    if (this.part === 'tail') at = this.takeAround(bytes, at, end, '', 'tail');
    return at;
  }

  /** Did the sheet end where it should? */
  get isWhole(): boolean {
    return this.part === 'tail';
  }

  /** Reads the tags before and behind the rows: columns, filter, merged cells. */
  private takeAround(bytes: Buffer, from: number, end: number, until: string, next: 'rows' | 'tail'): number {
    let p = from;
    for (;;) {
      p = bytes.indexOf(LT, p);
      if (p < 0 || p >= end) return end;
      const after = bytes[p + 1] === BANG ? endOfComment(bytes, p, end) : endOfTag(bytes, p, end);
      if (after < 0) return p;
      for (const { name, closes, attributes } of tags(bytes.toString('utf8', p, after))) {
        if (!closes) this.takeFact(name, attributes);
        if (name === until) {
          // An empty `<sheetData/>` has no rows to wait for.
          this.part = bytes[after - 2] === SLASH ? 'tail' : next;
          return after;
        }
      }
      p = after;
    }
  }

  private takeFact(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'col' && isOn(attributes.hidden)) {
      const first = Number(attributes.min) - 1;
      const last = Math.min(Number(attributes.max), LAST_COLUMN) - 1;
      if (first >= 0 && last >= first && this.hiddenColumns.length < LAST_COLUMN)
        this.hiddenColumns.push([first, last]);
    } else if (name === 'autoFilter') {
      this.filter = cellRange(attributes.ref ?? '');
    } else if (name === 'mergeCell') {
      const range = cellRange(attributes.ref ?? '');
      if (range !== null) this.mergedRanges.push(range);
      const limit = this.context.limits.mergedRanges;
      if (this.mergedRanges.length > limit) throw new UnreadableFile('too-many-merges', { limit });
    }
  }

  private takeRows(bytes: Buffer, from: number, end: number): number {
    let done = from;
    let p = from;
    for (;;) {
      while (p < end && bytes[p] !== LT) p++;
      if (p >= end) return done;
      if (bytes[p + 1] === BANG) {
        p = endOfComment(bytes, p, end);
        if (p < 0) return done;
        continue;
      }
      const closes = bytes[p + 1] === SLASH;
      const at = p + (closes ? 2 : 1) + this.prefix;
      if (!closes && bytes[at] === LETTER_R && bytes[at + 1] === LETTER_O) {
        p = this.reader.take(bytes, at + 3, end);
        if (p < 0) return done;
        done = p;
        this.endRow();
      } else {
        p = endOfTag(bytes, at, end);
        if (p < 0) return done;
        if (!closes || bytes[at] !== LETTER_S)
          throw new UnreadableFile('damaged', { where: `第 ${this.place} 张工作表` });
        this.part = 'tail';
        return p;
      }
    }
  }

  private endRow(): void {
    const { row, cells, hidden } = this.reader;
    if (cells.length === 0) return;
    this.context.onRow();
    this.rowCount++;
    if (hidden) this.hiddenRows++;
    this.rows.push(hidden ? { sheet: this.sheet, row, cells, hidden } : { sheet: this.sheet, row, cells });
  }
}

// The hottest loops: one row of a sheet's XML to cells that keep how they are stored. Judges nothing.
import type { Cell } from '../../domain/sheet.ts';
import { LAST_ROW } from '../limits.ts';
import { UnreadableFile } from '../unreadable.ts';
import { columnAt, numberAt } from './numerals.ts';
import { endOfComment, endOfTag, GT, LT, nameEnds, SLASH, SPACE, TextReader } from './scan.ts';
import { type CellContext, cellOf, INLINE, SHARED, TEXT, typeAt } from './stored-cell.ts';
import { isOn } from './xml.ts';

const BANG = 0x21;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const EQUALS = 0x3d;
const ZERO = 0x30;
const P = 0x50;
const c = 0x63;
const f = 0x66;
const h = 0x68;
const i = 0x69;
const n = 0x6e;
const o = 0x6f;
const r = 0x72;
const s = 0x73;
const t = 0x74;
const v = 0x76;

/** Bytes of the longest way to write one character (`&#x10FFFF;`, and room to spare). */
const LONGEST_ESCAPE = 12;

/** Takes rows one by one; after each, `row`, `hidden` and `cells` tell what it held. */
export class RowScanner {
  /** As the spreadsheet shows it; 0 before the first. */
  row = 0;
  hidden = false;
  /** Without trailing blanks. */
  cells: Cell[] = [];

  private readonly context: CellContext;
  private readonly prefix: number;
  private readonly text = new TextReader();
  private column = -1;

  /** `prefix` is the length of the namespace prefix before each name. */
  constructor(context: CellContext, prefix: number) {
    this.context = context;
    this.prefix = prefix;
  }

  /** Takes the row whose tag name ends at `from`; answers the position behind it, or -1 when it is not whole. */
  take(bytes: Buffer, from: number, end: number): number {
    let p = endOfTag(bytes, from, end);
    if (p < 0) return -1;
    const previous = this.row;
    this.readRowTag(bytes, from, p);
    if (bytes[p - 2] === SLASH) return p;
    for (;;) {
      while (p < end && bytes[p] !== LT) p++;
      if (p < end && bytes[p + 1] === BANG) {
        p = endOfComment(bytes, p, end);
        if (p >= 0) continue;
      }
      if (p < 0 || p >= end) break;
      const closes = bytes[p + 1] === SLASH;
      const at = p + (closes ? 2 : 1) + this.prefix;
      if (!closes && bytes[at] === c && nameEnds(bytes[at + 1])) p = this.takeCell(bytes, at + 1, end);
      else {
        p = endOfTag(bytes, at, end);
        if (closes && p >= 0 && bytes[at] === r && bytes[at + 1] === o) return p;
      }
      if (p < 0) break;
    }
    this.row = previous;
    return -1;
  }

  private readRowTag(bytes: Buffer, from: number, end: number): void {
    this.cells = [];
    this.column = -1;
    this.hidden = false;
    let row = this.row + 1;
    for (let p = from; p < end - 1; p++) {
      const quote = bytes[p];
      if (quote !== QUOTE && quote !== APOSTROPHE) continue;
      let close = p + 1;
      while (bytes[close] !== quote) close++;
      let last = p - 1;
      while (bytes[last] === EQUALS || (bytes[last] as number) <= SPACE) last--;
      if (bytes[last] === r && (bytes[last - 1] as number) <= SPACE) row = numberAt(bytes, p + 1, close);
      else if (bytes[last] === n && bytes[last - 5] === h) {
        this.hidden = isOn(bytes.toString('latin1', p + 1, close));
      }
      p = close;
    }
    // Rows that go backwards would give one number to two rows.
    if (!Number.isInteger(row) || row <= this.row)
      throw new UnreadableFile('damaged', { where: `第 ${this.row} 行之后` });
    if (row > LAST_ROW) throw new UnreadableFile('too-many-rows', { limit: this.context.limits.rows });
    this.row = row;
  }

  /** Takes one cell whose tag name ends at `from`; answers the position behind it, or -1 when it is not whole. */
  private takeCell(bytes: Buffer, from: number, end: number): number {
    let p = from;
    let type = 0;
    let style = 0;
    this.column++;
    for (;;) {
      const byte = bytes[p];
      if (p >= end || byte === undefined) return -1;
      if (byte === GT) break;
      if (byte === SLASH) return p + 2;
      p++;
      if (byte <= SPACE) continue;
      const isShort = bytes[p] === EQUALS || (bytes[p] as number) <= SPACE;
      while (p < end && bytes[p] !== QUOTE && bytes[p] !== APOSTROPHE) p++;
      const quote = bytes[p];
      const start = ++p;
      while (p < end && bytes[p] !== quote) p++;
      if (p >= end) return -1;
      if (isShort) {
        if (byte === r) this.column = columnAt(bytes, start);
        else if (byte === t) type = typeAt(bytes, start);
        else if (byte === s) style = numberAt(bytes, start, p);
      }
      p++;
    }
    let after = 0;
    if (type === SHARED) after = this.takeShared(bytes, p + 1);
    else if (type === INLINE || type === TEXT) after = this.takeText(bytes, p + 1, end, type);
    if (after > 0) return after;
    return this.takeContent(bytes, p + 1, end, type, style);
  }

  /** The usual `<v>12</v></c>` at one go; answers 0 for anything else. A window ends in zeros, so it may look ahead. */
  private takeShared(bytes: Buffer, from: number): number {
    if (bytes[from] !== LT || bytes[from + 1] !== v || bytes[from + 2] !== GT) return 0;
    let p = from + 3;
    let index = 0;
    for (;;) {
      const digit = (bytes[p] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      index = index * 10 + digit;
      p++;
    }
    const isUsual =
      bytes[p] === LT &&
      bytes[p + 1] === SLASH &&
      bytes[p + 3] === GT &&
      bytes[p + 4] === LT &&
      bytes[p + 5] === SLASH &&
      bytes[p + 6] === c &&
      bytes[p + 7] === GT;
    if (!isUsual || p === from + 3) return 0;
    this.put(this.context.strings.get(index));
    return p + 8;
  }

  /** The usual `<is><t>text</t></is></c>`, and the `<v>text</v></c>` of programs that stream, likewise. */
  private takeText(bytes: Buffer, from: number, end: number, type: number): number {
    const isInline = type === INLINE;
    if (isInline && (bytes[from] !== LT || bytes[from + 1] !== i || bytes[from + 3] !== GT)) return 0;
    const open = isInline ? from + 4 : from;
    const name = isInline ? t : v;
    if (bytes[open] !== LT || bytes[open + 1] !== name || bytes[open + 2] !== GT) return 0;
    const start = open + 3;
    const p = this.text.endOf(bytes, start, end);
    if (p < 0 || bytes[p + 1] !== SLASH || bytes[p + 2] !== name || bytes[p + 3] !== GT) return 0;
    if (isInline && (bytes[p + 5] !== SLASH || bytes[p + 6] !== i || bytes[p + 8] !== GT)) return 0;
    const close = isInline ? p + 9 : p + 4;
    if (bytes[close] !== LT || bytes[close + 1] !== SLASH || bytes[close + 2] !== c || bytes[close + 3] !== GT)
      return 0;
    if (p - start > this.context.limits.cellCharacters * LONGEST_ESCAPE) throw this.cellTooLong();
    this.put(this.text.decode(bytes, start, p));
    return close + 4;
  }

  /** Takes a cell's children from behind its start tag up to its end tag. */
  private takeContent(bytes: Buffer, from: number, end: number, type: number, style: number): number {
    let p = from;
    let text = '';
    let formula: string | null = null;
    let rich = false;
    let phonetic = false;
    for (;;) {
      while (p < end && bytes[p] !== LT) p++;
      if (p >= end) return -1;
      const next = bytes[p + 1];
      if (next === BANG) {
        p = endOfComment(bytes, p, end);
        if (p < 0) return -1;
        continue;
      }
      const closes = next === SLASH;
      const at = p + (closes ? 2 : 1) + this.prefix;
      const name = bytes[at];
      const after = bytes[at + 1] === GT ? at + 2 : endOfTag(bytes, at, end);
      if (after < 0) return -1;
      p = after;
      if (closes) {
        if (name === c && nameEnds(bytes[at + 1])) break;
        if (name === r && bytes[at + 1] === P && bytes[at + 2] === h) phonetic = false;
        continue;
      }
      const isEmpty = bytes[after - 2] === SLASH;
      if (name === r) {
        if (bytes[at + 1] === P && bytes[at + 2] === h) phonetic = !isEmpty;
        else rich = true;
      } else if (name === f && nameEnds(bytes[at + 1])) formula = '';
      else if ((name !== v && name !== t) || !nameEnds(bytes[at + 1])) continue;
      if (isEmpty || name === r) continue;
      p = this.text.endOf(bytes, after, end);
      if (p < 0) return -1;
      if (p - after > this.context.limits.cellCharacters * LONGEST_ESCAPE) throw this.cellTooLong();
      if (name === f) formula = this.text.decode(bytes, after, p);
      else if (type === SHARED && formula === null) {
        this.put(this.context.strings.get(numberAt(bytes, after, p)));
      } else if (!phonetic) {
        const run = this.text.decode(bytes, after, p);
        text = text === '' ? run : text + run;
        if (text.length > this.context.limits.cellCharacters) throw this.cellTooLong();
      }
    }
    if (formula !== null || (type !== SHARED && text !== ''))
      this.put(cellOf(this.context, text, type, style, rich, formula));
    return p;
  }

  /** Puts a cell in its column; blank ones only where something follows them. */
  private put(cell: Cell): void {
    if (cell === '') return;
    const { columns, cellCharacters } = this.context.limits;
    if (this.column >= columns) throw new UnreadableFile('too-many-columns', { limit: columns, where: this.row });
    if ((typeof cell === 'string' ? cell : cell.text).length > cellCharacters) throw this.cellTooLong();
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = cell;
  }

  private cellTooLong(): UnreadableFile {
    return new UnreadableFile('cell-too-long', { limit: this.context.limits.cellCharacters, where: this.row });
  }
}

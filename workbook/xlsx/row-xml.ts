// The hottest loops: one row of a sheet's XML to cells that keep how they are stored. Judges nothing.
import type { Cell } from '../../domain/sheet.ts';
import { LAST_ROW } from '../limits.ts';
import { UnreadableFile } from '../unreadable.ts';
import { columnAt, numberAt } from './numerals.ts';
import { closesAt, endOfComment, endOfTag, GT, LT, nameEnds, SLASH, SPACE, TextReader } from './scan.ts';
import { type CellContext, cellOf, SHARED, typeAt } from './stored-cell.ts';
import { isOn } from './xml.ts';

const BANG = 0x21;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const EQUALS = 0x3d;
const ZERO = 0x30;
const NINE = 0x39;
const A = 0x41;
const P = 0x50;
const Z = 0x5a;
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
/** Bytes of `<c r="XFD1048576"` and room to spare. */
const LONGEST_REFERENCE = 24;

/** Takes rows one by one; after each, `row`, `hidden` and `cells` tell what it held. */
export class RowScanner {
  /** How long the namespace prefix before each name is. */
  prefix = 0;
  /** As the spreadsheet shows it; 0 before the first. */
  row = 0;
  hidden = false;
  /** Without trailing blanks. */
  cells: Cell[] = [];

  private readonly context: CellContext;
  private readonly text: TextReader;
  /** Digits of the row's number, which each cell's reference repeats. */
  private rowDigits = 0;
  private column = -1;

  constructor(context: CellContext) {
    this.context = context;
    this.text = new TextReader(context.limits.columns);
  }

  /** Takes the row whose tag name ends at `from`; answers the position behind it, or -1 when it is not whole. */
  take(bytes: Buffer, from: number, end: number): number {
    const previous = this.row;
    let p = this.takeRowTag(bytes, from, end);
    if (p < 0) return -1;
    if (bytes[p - 2] === SLASH) return p;
    for (;;) {
      if (this.prefix === 0) p = this.takeUsual(bytes, p, end);
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

  /** Takes the rest of a row's tag; answers the position behind it, or -1 when it is not whole. */
  private takeRowTag(bytes: Buffer, from: number, end: number): number {
    this.rowDigits = 0;
    let row = this.row + 1;
    let hidden = false;
    let p = from;
    for (; bytes[p] !== GT; p++) {
      if (p >= end) return -1;
      const quote = bytes[p];
      if (quote !== QUOTE && quote !== APOSTROPHE) continue;
      let close = p + 1;
      while (close < end && bytes[close] !== quote) close++;
      if (close >= end) return -1;
      let last = p - 1;
      while (bytes[last] === EQUALS || (bytes[last] as number) <= SPACE) last--;
      if (bytes[last] === r && (bytes[last - 1] as number) <= SPACE) {
        row = numberAt(bytes, p + 1, close);
        this.rowDigits = close - p - 1;
      } else if (bytes[last] === n && bytes[last - 5] === h) {
        hidden = isOn(bytes.toString('latin1', p + 1, close));
      }
      p = close;
    }
    this.cells = [];
    this.column = -1;
    this.hidden = hidden;
    // Rows that go backwards would give one number to two rows.
    if (!Number.isInteger(row) || row <= this.row)
      throw new UnreadableFile('damaged', { where: `第 ${this.row} 行之后` });
    if (row > LAST_ROW) throw new UnreadableFile('too-many-rows', { limit: this.context.limits.rows });
    this.row = row;
    return p + 1;
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
    return this.takeContent(bytes, p + 1, end, type, style);
  }

  /**
   * Takes the cells that nearly all programs write, in this one form: `<c r="A1" s="2" t="s"><v>12</v></c>`, with or
   * without `s`; `t` may be `str` or `inlineStr` (`<is><t>text</t></is>`), and cells may be blank. Answers where the
   * first other thing stands. A window ends in zeros, so it may look ahead.
   */
  private takeUsual(bytes: Buffer, from: number, end: number): number {
    let done = from;
    for (;;) {
      let p = done;
      if (bytes[p] !== LT || bytes[p + 1] !== c || bytes[p + 2] !== SPACE || bytes[p + 3] !== r) return done;
      if (bytes[p + 4] !== EQUALS || bytes[p + 5] !== QUOTE) return done;
      let column = 0;
      p += 6;
      let byte = bytes[p] as number;
      for (; byte >= A && byte <= Z; byte = bytes[++p] as number) column = column * 26 + byte - A + 1;
      // The number is the row's own.
      p += this.rowDigits;
      if (bytes[p] !== QUOTE || column === 0 || p - done > LONGEST_REFERENCE) return done;
      p++;
      if (bytes[p] === SPACE && bytes[p + 1] === s && bytes[p + 2] === EQUALS && bytes[p + 3] === QUOTE) {
        p += 4;
        while ((bytes[p] as number) >= ZERO && (bytes[p] as number) <= NINE) p++;
        if (bytes[p++] !== QUOTE) return done;
      }
      if (bytes[p] === SLASH && bytes[p + 1] === GT) {
        this.column = column - 1;
        done = p + 2;
        continue;
      }
      if (bytes[p] !== SPACE || bytes[p + 1] !== t || bytes[p + 2] !== EQUALS || bytes[p + 3] !== QUOTE) return done;
      const before = this.column;
      this.column = column - 1;
      p += 4;
      let after = 0;
      if (bytes[p] === s && bytes[p + 1] === QUOTE) after = this.takeShared(bytes, p + 2);
      else if (bytes[p] === s && bytes[p + 3] === QUOTE) after = this.takeText(bytes, p + 4, end, v);
      else if (bytes[p] === i && bytes[p + 9] === QUOTE) after = this.takeText(bytes, p + 10, end, t);
      if (after === 0) {
        this.column = before;
        return done;
      }
      done = after;
    }
  }

  /** The usual `><v>12</v></c>`; answers the position behind it, or 0 for anything else. */
  private takeShared(bytes: Buffer, from: number): number {
    if (bytes[from] !== GT || bytes[from + 1] !== LT || bytes[from + 2] !== v || bytes[from + 3] !== GT) return 0;
    let p = from + 4;
    let index = 0;
    for (;;) {
      const digit = (bytes[p] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      index = index * 10 + digit;
      p++;
    }
    if (p === from + 4 || !closesAt(bytes, p, v) || !closesAt(bytes, p + 4, c)) return 0;
    this.put(this.context.strings.get(index));
    return p + 8;
  }

  /** The usual `><v>text</v></c>` (`name` is v) or `><is><t>text</t></is></c>` (`name` is t), likewise. */
  private takeText(bytes: Buffer, from: number, end: number, name: number): number {
    let p = from;
    if (bytes[p] !== GT) return 0;
    if (name === t) {
      if (bytes[p + 1] !== LT || bytes[p + 2] !== i || bytes[p + 3] !== s || bytes[p + 4] !== GT) return 0;
      p += 4;
    }
    if (bytes[p + 1] !== LT || bytes[p + 2] !== name || bytes[p + 3] !== GT) return 0;
    const start = p + 4;
    const stop = this.text.endOfCell(bytes, start, end, this.column);
    if (stop < 0 || !closesAt(bytes, stop, name)) return 0;
    p = stop + 4;
    if (name === t) {
      if (bytes[p] !== LT || bytes[p + 1] !== SLASH || bytes[p + 2] !== i || bytes[p + 3] !== s) return 0;
      if (bytes[p + 4] !== GT) return 0;
      p += 5;
    }
    if (!closesAt(bytes, p, c)) return 0;
    if (stop - start > this.context.limits.cellCharacters * LONGEST_ESCAPE) throw this.cellTooLong();
    this.put(this.text.decode(bytes, start, stop));
    return p + 4;
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

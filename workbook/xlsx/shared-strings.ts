// The table of shared strings, kept as bytes and decoded on use: most strings of a large file are used once.
import type { Cell } from '../../domain/sheet.ts';
import type { Limits } from '../limits.ts';
import { UnreadableFile } from '../unreadable.ts';
import {
  AMPERSAND,
  CR,
  closesAt,
  endOfComment,
  endOfTag,
  GT,
  LT,
  nameEnds,
  readRoot,
  SLASH,
  TextReader,
  UNDERSCORE,
  windows,
} from './scan.ts';

const H = 0x68;
const I = 0x69;
const P = 0x50;
const R = 0x72;
const S = 0x73;
const T = 0x74;
const BANG = 0x21;

/** Bytes of the largest character in UTF-8; the exact length is checked when a cell uses the string. */
const LARGEST_CHARACTER = 4;

const WIDE = 1;
const RICH = 2;
/** The strings used most stand first in the table; those are decoded once. */
const REMEMBERED = 16_384;

export class SharedStrings {
  /** The texts end to end in UTF-8; text n lies between starts[n] and starts[n + 1]. */
  private texts = Buffer.allocUnsafe(64 * 1024);
  private starts = new Uint32Array(1024);
  private marks = new Uint8Array(1024);
  private count = 0;
  private readonly remembered: Cell[] = [];
  private readonly limits: Limits;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** The n-th string; rich text keeps its stored type. Throws UnreadableFile when the table is shorter. */
  get(n: number): Cell {
    const known = this.remembered[n];
    if (known !== undefined) return known;
    if (n >>> 0 !== n || n >= this.count) throw new UnreadableFile('damaged', { where: `共享字符串 ${n}` });
    const mark = this.marks[n] as number;
    const text = this.texts.toString((mark & WIDE) !== 0 ? 'utf8' : 'latin1', this.starts[n], this.starts[n + 1]);
    const cell: Cell = (mark & RICH) !== 0 ? { stored: 'rich-text', text } : text;
    if (n === this.remembered.length && n < REMEMBERED) this.remembered.push(cell);
    return cell;
  }

  add(text: string, rich: boolean): void {
    const bytes = Buffer.from(text);
    this.append(bytes, 0, bytes.length);
    this.close(bytes.length > text.length, rich);
  }

  /** Copies a text that needs no decoding. */
  addBytes(bytes: Buffer, from: number, to: number, wide: boolean, rich: boolean): void {
    this.append(bytes, from, to);
    this.close(wide, rich);
  }

  /**
   * Copies all strings that are written the usual way (`<si><t>text</t></si>`, nothing to decode) while it reads them;
   * answers where the first other thing stands, be it a limit. A window ends in zeros, so it may look ahead.
   */
  takeUsual(bytes: Buffer, from: number, end: number): number {
    let at = this.starts[this.count] as number;
    this.reserve(at + end - from);
    const { texts, starts, marks } = this;
    const longest = this.limits.cellCharacters;
    const most = Math.min(this.limits.sharedStrings, marks.length - 2);
    let done = from;
    while (this.count < most && at < this.limits.sharedStringBytes) {
      let p = done;
      if (bytes[p] !== LT || bytes[p + 1] !== S || bytes[p + 2] !== I || bytes[p + 3] !== GT) break;
      if (bytes[p + 4] !== LT || bytes[p + 5] !== T || bytes[p + 6] !== GT) break;
      p += 7;
      let to = at;
      let seen = 0;
      for (; p < end; p++) {
        const byte = bytes[p] as number;
        if (byte === LT || byte === AMPERSAND || byte === UNDERSCORE || byte === CR) break;
        texts[to++] = byte;
        seen |= byte;
      }
      if (!closesAt(bytes, p, T) || to - at > longest) break;
      if (bytes[p + 4] !== LT || bytes[p + 5] !== SLASH || bytes[p + 6] !== S) break;
      if (bytes[p + 7] !== I || bytes[p + 8] !== GT) break;
      marks[this.count++] = seen > 0x7f ? WIDE : 0;
      starts[this.count] = to;
      at = to;
      done = p + 9;
    }
    return done;
  }

  private append(bytes: Buffer, from: number, to: number): void {
    const at = this.starts[this.count] as number;
    const needed = at + to - from;
    if (to - from > this.limits.cellCharacters * LARGEST_CHARACTER) {
      throw new UnreadableFile('cell-too-long', { limit: this.limits.cellCharacters, where: '未知' });
    }
    if (needed > this.limits.sharedStringBytes) {
      throw new UnreadableFile('too-much-unpacked', { limit: Math.round(this.limits.sharedStringBytes / 1024 / 1024) });
    }
    this.reserve(needed);
    bytes.copy(this.texts, at, from, to);
    this.starts[this.count + 1] = needed;
  }

  private reserve(length: number): void {
    if (length <= this.texts.length) return;
    const larger = Buffer.allocUnsafe(length * 2);
    this.texts.copy(larger, 0, 0, this.starts[this.count]);
    this.texts = larger;
  }

  private close(wide: boolean, rich: boolean): void {
    this.marks[this.count] = (wide ? WIDE : 0) | (rich ? RICH : 0);
    this.count++;
    if (this.count > this.limits.sharedStrings) {
      throw new UnreadableFile('too-many-strings', { limit: this.limits.sharedStrings });
    }
    if (this.count + 2 <= this.marks.length) return;
    const starts = new Uint32Array(this.starts.length * 2);
    starts.set(this.starts);
    this.starts = starts;
    const marks = new Uint8Array(this.marks.length * 2);
    marks.set(this.marks);
    this.marks = marks;
  }
}

/** Reads xl/sharedStrings.xml. Phonetic runs are left out: they are not what the cell says. */
export async function readSharedStrings(chunks: AsyncIterable<Buffer>, limits: Limits): Promise<SharedStrings> {
  const strings = new SharedStrings(limits);
  const reader = new TextReader();
  let prefix = -1;
  const take = (bytes: Buffer, end: number): number => {
    let done = 0;
    if (prefix < 0) {
      const root = readRoot(bytes, end, 'sst');
      if (root === null) return 0;
      prefix = root.prefix;
      done = root.after;
    }
    for (;;) {
      if (prefix === 0) done = strings.takeUsual(bytes, done, end);
      const next = takeString(bytes, done, end, prefix, strings, reader);
      if (next < 0) return done;
      done = next;
    }
  };
  for await (const _ of windows(chunks, limits, take));
  return strings;
}

/** Takes the next `<si>`; answers the position behind it, or -1 when it is not whole in this window. */
function takeString(
  bytes: Buffer,
  from: number,
  end: number,
  prefix: number,
  strings: SharedStrings,
  reader: TextReader,
): number {
  let p = from;
  let text = '';
  // Where the only run lies whose bytes can be copied as they are; -1 once there is more to the string.
  let plainFrom = 0;
  let plainTo = 0;
  let plainWide = false;
  let inside = false;
  let rich = false;
  let phonetic = false;
  for (;;) {
    while (p < end && bytes[p] !== LT) p++;
    if (p >= end) return -1;
    if (bytes[p + 1] === BANG) {
      p = endOfComment(bytes, p, end);
      if (p < 0) return -1;
      continue;
    }
    const closes = bytes[p + 1] === SLASH;
    const at = p + (closes ? 2 : 1) + prefix;
    const after = endOfTag(bytes, at, end);
    if (after < 0) return -1;
    const first = bytes[at];
    const second = bytes[at + 1];
    const opens = !closes && bytes[after - 2] !== SLASH;
    p = after;
    if (first === S && second === I) {
      if (opens) {
        inside = true;
        continue;
      }
      if (plainFrom >= 0) strings.addBytes(bytes, plainFrom, plainTo, plainWide, rich);
      else strings.add(text, rich);
      return after;
    }
    if (first === R && second === P && bytes[at + 2] === H) {
      phonetic = opens;
    } else if (first === R && opens && nameEnds(second)) {
      rich = true;
    } else if (first === T && opens && inside && nameEnds(second)) {
      p = reader.endOf(bytes, after, end);
      if (p < 0) return -1;
      if (phonetic) continue;
      if (!rich && plainTo === 0 && reader.isPlain) {
        plainFrom = after;
        plainTo = p;
        plainWide = reader.wide;
      } else {
        if (plainTo > 0) text = bytes.toString('utf8', plainFrom, plainTo);
        plainFrom = -1;
        plainTo = 0;
        text += reader.decode(bytes, after, p);
      }
    }
  }
}

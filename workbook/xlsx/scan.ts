// What the two byte scanners (sheets, shared strings) share: windows over a stream, the root tag, text between tags.
import type { Limits } from '../limits.ts';
import { UnreadableFile } from '../unreadable.ts';
import { RepeatedTexts } from './repeated-texts.ts';
import { decodeText, refuseDoctype } from './xml.ts';

/** Bytes the scanners look for. */
export const LT = 0x3c;
export const GT = 0x3e;
export const SLASH = 0x2f;
export const SPACE = 0x20;
const BANG = 0x21;
export const AMPERSAND = 0x26;
export const CR = 0x0d;
export const UNDERSCORE = 0x5f;

/** Room behind a window that is always zero, so that a look-ahead never meets bytes of an earlier window. */
const PADDING = 64;
const LONGEST_PROLOG = 256 * 1024;

/**
 * Feeds a stream to a scanner that takes whole items only and answers how many bytes it took; the rest is carried over
 * to the next window, so that no character, tag or row is ever cut. Yields after each window.
 */
export async function* windows(
  chunks: AsyncIterable<Buffer>,
  limits: Limits,
  take: (bytes: Buffer, end: number) => number,
): AsyncGenerator<void, void, undefined> {
  let window = Buffer.alloc(1024 * 1024);
  let length = 0;
  for await (const chunk of chunks) {
    if (length + chunk.length + PADDING > window.length) {
      const larger = Buffer.alloc((length + chunk.length + PADDING) * 2);
      window.copy(larger, 0, 0, length);
      window = larger;
    }
    chunk.copy(window, length);
    length += chunk.length;
    window.fill(0, length, length + PADDING);
    const taken = take(window, length);
    window.copyWithin(0, taken, length);
    length -= taken;
    if (length > limits.rowBytes) {
      throw new UnreadableFile('row-too-long', { limit: Math.round(limits.rowBytes / 1024 / 1024) });
    }
    yield;
  }
}

/** Finds the root element; answers how long its namespace prefix is (`x:` is 2), or null while it is not there yet. */
export function readRoot(bytes: Buffer, end: number, name: string): { prefix: number; after: number } | null {
  const prolog = bytes.toString('latin1', 0, Math.min(end, LONGEST_PROLOG));
  refuseDoctype(prolog);
  const encoding = /^(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*["']([\w-]{1,20})/.exec(prolog)?.[1] ?? 'utf-8';
  if (!/^(?:utf-?8|us-ascii)$/i.test(encoding) || /^(?:\xff\xfe|\xfe\xff|<\0|\0<)/.test(prolog)) {
    throw new UnreadableFile('damaged', { where: 'XML 编码' });
  }
  // A prefix is written again, and into patterns: letters as all programs use, or the root is not found.
  const root = new RegExp(`<((?:[A-Za-z_][\\w.-]{0,63}:)?)${name}(?:\\s[^>]*)?>`).exec(prolog);
  if (root === null) {
    if (end >= LONGEST_PROLOG) throw new UnreadableFile('damaged', { where: name });
    return null;
  }
  return { prefix: (root[1] ?? '').length, after: root.index + root[0].length };
}

/** Reads text between tags; holds what was seen on the way so that decoding costs no second look. */
export class TextReader {
  /** Any byte above 0x7f? */
  wide = false;
  private special = false;
  private isKnown = false;
  private hash = 0;
  private readonly repeated = new RepeatedTexts();
  /** For each column, where its last text is remembered: the next row often says the same. */
  private readonly lastSlots: Uint16Array;
  private slot = 0;

  constructor(columns = 0) {
    this.lastSlots = new Uint16Array(columns);
  }

  /** Are the bytes themselves the text: no entities, no escapes? */
  get isPlain(): boolean {
    return !this.special;
  }

  /** Where the text that begins at `from` ends (at the next `<`), or -1 if not in this window. */
  endOf(bytes: Buffer, from: number, end: number): number {
    let p = from;
    let seen = 0;
    let special = false;
    let hash = 0;
    for (; p < end; p++) {
      const byte = bytes[p] as number;
      if (byte === LT) break;
      seen |= byte;
      hash = ((hash << 5) - hash + byte) | 0;
      if (byte === AMPERSAND || byte === UNDERSCORE || byte === CR) special = true;
    }
    this.wide = seen > 0x7f;
    this.special = special;
    this.hash = hash;
    this.slot = this.repeated.slotOf(hash);
    this.isKnown = false;
    if (p >= end) return -1;
    if (bytes[p + 1] === BANG) refuseMarkup(bytes, p);
    return p;
  }

  /** The same for a cell's text, which may be the one that stood in this column before. */
  endOfCell(bytes: Buffer, from: number, end: number, column: number): number {
    this.slot = this.lastSlots[column] ?? 0;
    const to = this.repeated.endOfSame(this.slot, bytes, from);
    if (to >= 0) {
      this.isKnown = true;
      return to;
    }
    const measured = this.endOf(bytes, from, end);
    if (column < this.lastSlots.length) this.lastSlots[column] = this.slot;
    return measured;
  }

  /** The text that `endOf` or `endOfCell` has just measured. */
  decode(bytes: Buffer, from: number, to: number): string {
    if (this.isKnown || this.repeated.endOfSame(this.slot, bytes, from) === to) return this.repeated.text(this.slot);
    const raw = bytes.toString(this.wide ? 'utf8' : 'latin1', from, to);
    const text = this.special ? decodeText(raw) : raw;
    this.repeated.note(bytes, from, to, this.hash, text);
    return text;
  }
}

/** Comments are passed over by the scanners; a DTD is hostile; CDATA is legal XML that no spreadsheet writes. */
export function refuseMarkup(bytes: Buffer, at: number): void {
  const start = bytes.toString('latin1', at, at + 9);
  refuseDoctype(start);
  if (start.startsWith('<![CDATA[')) throw new UnreadableFile('damaged', { where: 'CDATA' });
}

/** Where the comment at `at` (`<!--`) ends, or -1 if not in this window. */
export function endOfComment(bytes: Buffer, at: number, end: number): number {
  refuseMarkup(bytes, at);
  const close = bytes.indexOf('-->', at + 4, 'latin1');
  return close < 0 || close + 3 > end ? -1 : close + 3;
}

/** Where the tag that goes on at `from` ends: behind its `>`, or -1 if not in this window. */
export function endOfTag(bytes: Buffer, from: number, end: number): number {
  let quote = 0;
  for (let p = from; p < end; p++) {
    const byte = bytes[p] as number;
    if (quote !== 0) {
      if (byte === quote) quote = 0;
    } else if (byte === GT) return p + 1;
    else if (byte === 0x22 || byte === 0x27) quote = byte;
  }
  return -1;
}

/** Does an element name end here? */
export function nameEnds(byte: number | undefined): boolean {
  return byte === GT || byte === SLASH || (byte !== undefined && byte <= SPACE);
}

/** Does an end tag stand here (`</v>`), for a name of one letter? */
export function closesAt(bytes: Buffer, at: number, name: number): boolean {
  return bytes[at] === LT && bytes[at + 1] === SLASH && bytes[at + 2] === name && bytes[at + 3] === GT;
}

// .csv and .txt as rows: any usual encoding, any usual separator, quotes as RFC 4180 has them.
import type { SheetRow } from '../domain/sheet.ts';
import type { TextEncoding } from './kind.ts';
import { LAST_ROW, LIMITS, type Limits } from './limits.ts';
import type { ReadOptions } from './read.ts';
import { UnreadableFile } from './unreadable.ts';

/** A text file has one sheet; this is its name. */
export const TEXT_SHEET = '数据';

const SEPARATORS = [',', '\t', ';', '|', '，'];
/** How many characters are looked at to tell the separator. */
const SAMPLE = 16 * 1024;
const SAMPLE_LINES = 20;
const DECODE_BYTES = 1024 * 1024;

/** Batches of rows. A record is one row, also when a quoted cell holds line ends; blank lines count. */
export async function* textRows(
  bytes: Uint8Array,
  encoding: TextEncoding,
  options: ReadOptions,
): AsyncGenerator<SheetRow[], void, undefined> {
  const limits = { ...LIMITS, ...options.limits };
  const step = options.chunkBytes ?? DECODE_BYTES;
  const decoder = new TextDecoder(encoding, { fatal: true });
  let records: Records | null = null;
  let rest = '';
  let rows = 0;
  for (let at = 0; at < bytes.length; at += step) {
    const isLast = at + step >= bytes.length;
    rest += decode(decoder, bytes.subarray(at, at + step), !isLast);
    if (records === null && rest.length < SAMPLE && !isLast) continue;
    records ??= new Records(rest, limits);
    rest = records.take(rest, isLast);
    rows += records.rows.length;
    if (rows > limits.rows) throw new UnreadableFile('too-many-rows', { limit: limits.rows });
    if (records.rows.length > 0) yield records.rows;
    records.rows = [];
  }
  options.onSheet?.({
    name: TEXT_SHEET,
    visibility: 'visible',
    rows,
    hiddenRows: 0,
    hiddenColumns: [],
    filter: null,
    mergedRanges: [],
  });
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch (cause) {
    throw new UnreadableFile('encoding', {}, { cause });
  }
}

/** Cuts text into records; holds the separator and the row number between pieces. */
class Records {
  rows: SheetRow[] = [];
  private readonly separator: string;
  private readonly limits: Limits;
  private row = 0;
  private skipsFirst: boolean;

  constructor(sample: string, limits: Limits) {
    const named = /^sep=(.)\r?\n/.exec(sample)?.[1];
    this.separator = named ?? separatorOf(sample);
    this.skipsFirst = named !== undefined;
    this.limits = limits;
  }

  /** Takes the whole records of `text`; answers what is left over. */
  take(text: string, isLast: boolean): string {
    let at = 0;
    while (at < text.length) {
      const next = this.takeRecord(text, at, isLast);
      if (next < 0) break;
      at = next;
    }
    if (text.length - at > this.limits.rowBytes) throw new UnreadableFile('unclosed-quote', { where: this.row + 1 });
    return text.slice(at);
  }

  private takeRecord(text: string, from: number, isLast: boolean): number {
    const cells: string[] = [];
    let p = from;
    for (;;) {
      let cell = '';
      if (text[p] === '"') {
        const quoted = this.takeQuoted(text, p + 1, isLast);
        if (quoted === null) return -1;
        cell = quoted.cell;
        p = quoted.after;
      }
      const start = p;
      let char = text[p];
      while (char !== undefined && char !== this.separator && char !== '\n' && char !== '\r') char = text[++p];
      // A quoted cell may be followed by stray characters; they belong to it.
      cell += text.slice(start, p);
      if (char === undefined && !isLast) return -1;
      this.put(cells, cell);
      if (char === this.separator) {
        p++;
        continue;
      }
      if (char === '\r' && p + 1 >= text.length && !isLast) return -1;
      this.endRecord(cells);
      return char === '\r' && text[p + 1] === '\n' ? p + 2 : p + 1;
    }
  }

  private takeQuoted(text: string, from: number, isLast: boolean): { cell: string; after: number } | null {
    let cell = '';
    let p = from;
    for (;;) {
      const quote = text.indexOf('"', p);
      if (quote < 0 || (quote + 1 >= text.length && !isLast)) {
        if (!isLast) return null;
        throw new UnreadableFile('unclosed-quote', { where: this.row + 1 });
      }
      cell += text.slice(p, quote);
      if (text[quote + 1] !== '"') return { cell, after: quote + 1 };
      cell += '"';
      p = quote + 2;
    }
  }

  private put(cells: string[], cell: string): void {
    const { cellCharacters, columns } = this.limits;
    if (cell.length > cellCharacters) {
      throw new UnreadableFile('cell-too-long', { limit: cellCharacters, where: this.row + 1 });
    }
    if (cell !== '' && cells.length >= columns) {
      throw new UnreadableFile('too-many-columns', { limit: columns, where: this.row + 1 });
    }
    if (cells.length < columns) cells.push(cell);
  }

  private endRecord(cells: string[]): void {
    if (this.skipsFirst) {
      this.skipsFirst = false;
      return;
    }
    this.row++;
    while (cells.at(-1) === '') cells.pop();
    if (cells.length === 0) return;
    // Further down nothing could be written back: no sheet has such a row.
    if (this.row > LAST_ROW) throw new UnreadableFile('too-many-rows', { limit: LAST_ROW });
    this.rows.push({ sheet: TEXT_SHEET, row: this.row, cells });
  }
}

/** The separator that stands in most of the first lines; among equals the more frequent one. */
function separatorOf(sample: string): string {
  const lines = sample
    .slice(0, SAMPLE)
    .replace(/"[^"]*"/g, '')
    .split(/[\r\n]+/, SAMPLE_LINES);
  let best = ',';
  let bestScore = 0;
  for (const separator of SEPARATORS) {
    const counts = lines.map((line) => line.split(separator).length - 1);
    const score = counts.filter((count) => count > 0).length * 1000 + Math.max(...counts);
    if (score > bestScore) {
      best = separator;
      bestScore = score;
    }
  }
  return best;
}

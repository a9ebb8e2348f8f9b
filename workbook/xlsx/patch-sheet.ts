// Rewrites single rows of a sheet's XML while it streams; every other byte stays as the clerk's program wrote it.
import type { Severity } from '../../domain/finding.ts';
import type { Limits } from '../limits.ts';
import { columnIndex, columnLetters } from '../sheet-facts.ts';
import { UnreadableFile } from '../unreadable.ts';
import { numberAt } from './numerals.ts';
import type { OwnStyles } from './own-styles.ts';
import { endOfTag, LT, nameEnds, readRoot, SLASH, SPACE, windows } from './scan.ts';

export type RowPatch = {
  /** Colour by column. */
  fills: ReadonlyMap<number, Severity>;
  /** Text to write by column; '' empties a cell. */
  texts: ReadonlyMap<number, string>;
};

export type SheetPatch = {
  rows: ReadonlyMap<number, RowPatch>;
  /** Take our old fills off every cell that has none now. */
  clearsFills: boolean;
  /** Relation of our comments' drawing; null leaves the sheet's own. */
  drawing: string | null;
  styles: OwnStyles | null;
};

/** For a sheet that is no longer to be selected, and is left alone otherwise. */
export const UNCHANGED_ROWS: SheetPatch = { rows: new Map(), clearsFills: false, drawing: null, styles: null };

const QUOTE = 0x22;
const EQUALS = 0x3d;
const O = 0x6f;
const R = 0x72;
const W = 0x77;

type PatchedCell = { column: number; attributes: string; content: string };

const NO_PATCH: RowPatch = { fills: new Map(), texts: new Map() };
/** What may follow `legacyDrawing` in a worksheet. */
const AFTER_DRAWING =
  /<(?:[\w.-]+:)?(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b/;
/** Two sheets selected are a group: what is typed into one goes into both. */
const SELECTED = /\stabSelected\s*=\s*(?:"[^"]*"|'[^']*')/g;
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Does the sheet say that it is selected? Looks at the first chunk: that stands before the rows. */
export async function isSelected(chunks: AsyncIterable<Buffer>): Promise<boolean> {
  for await (const chunk of chunks) {
    const head = chunk.toString('latin1');
    const rows = head.search(/<(?:[^\s<>/:!?]+:)?sheetData/);
    return head.slice(0, rows < 0 ? head.length : rows).search(SELECTED) >= 0;
  }
  return false;
}

/** Streams a sheet's XML through the patch. Throws UnreadableFile. */
export async function* patchSheet(
  chunks: AsyncIterable<Buffer>,
  patch: SheetPatch,
  limits: Limits,
): AsyncGenerator<Buffer, void, undefined> {
  const patcher = new Patcher(patch);
  for await (const _ of windows(chunks, limits, patcher.take.bind(patcher))) {
    yield Buffer.concat(patcher.out);
    patcher.out = [];
  }
  if (patcher.part !== 'tail') throw new UnreadableFile('damaged', { where: 'sheetData' });
  yield Buffer.from(patcher.finishedTail());
}

class Patcher {
  out: Buffer[] = [];
  part: 'head' | 'rows' | 'tail' = 'head';
  private readonly patch: SheetPatch;
  private prefix = '';
  private row = 0;
  private tailBytes: Buffer[] = [];

  constructor(patch: SheetPatch) {
    this.patch = patch;
  }

  take(bytes: Buffer, end: number): number {
    let at = 0;
    if (this.part === 'head') {
      at = this.takeHead(bytes, end);
      if (at === 0) return 0;
    }
    if (this.part === 'rows') at = this.takeRows(bytes, at, end);
    if (this.part === 'tail') {
      this.tailBytes.push(Buffer.from(bytes.subarray(at, end)));
      return end;
    }
    return at;
  }

  finishedTail(): string {
    const tail = Buffer.concat(this.tailBytes).toString('utf8');
    if (this.patch.drawing === null) return tail;
    const drawing = `<${this.prefix}legacyDrawing xmlns:r="${RELATIONS}" r:id="${this.patch.drawing}"/>`;
    const at = AFTER_DRAWING.exec(tail)?.index ?? tail.lastIndexOf('</');
    return tail.slice(0, at) + drawing + tail.slice(at);
  }

  /** Copies all before the rows; the dimension goes, for it is about to change and is a hint only; the summary is the sheet selected. */
  private takeHead(bytes: Buffer, end: number): number {
    const root = readRoot(bytes, end, 'worksheet');
    if (root === null) return 0;
    const text = bytes.toString('latin1', 0, end);
    const name = /^<([^\s<>/:!?]+:)?worksheet/.exec(text.slice(text.lastIndexOf('<', root.after - 1)));
    this.prefix = name?.[1] ?? '';
    const data = text.indexOf(`<${this.prefix}sheetData`, root.after);
    const after = data < 0 ? -1 : endOfTag(bytes, data, end);
    if (after < 0) return 0;
    const head = text
      .slice(0, after)
      .replace(new RegExp(`<${this.prefix}dimension\\b[^>]*/>`), '')
      .replace(SELECTED, '');
    this.out.push(Buffer.from(head, 'latin1'));
    this.part = bytes[after - 2] === SLASH ? 'tail' : 'rows';
    return after;
  }

  private takeRows(bytes: Buffer, from: number, end: number): number {
    const close = `</${this.prefix}row>`;
    let copied = from;
    let p = from;
    const stop = (at: number) => {
      if (at > copied) this.out.push(Buffer.from(bytes.subarray(copied, at)));
      return at;
    };
    for (;;) {
      p = bytes.indexOf(LT, p);
      if (p < 0 || p >= end) return stop(p < 0 ? end : p);
      const tag = endOfTag(bytes, p, end);
      if (tag < 0) return stop(p);
      if (bytes[p + 1] === SLASH) {
        this.part = 'tail';
        return stop(p);
      }
      const name = p + 1 + this.prefix.length;
      if (bytes[name] !== R || bytes[name + 1] !== O || bytes[name + 2] !== W || !nameEnds(bytes[name + 3])) {
        p = tag;
        continue;
      }
      const after = bytes[tag - 2] === SLASH ? tag : bytes.indexOf(close, tag, 'latin1') + close.length;
      if (after < tag || after > end) return stop(p);
      this.row = rowNumberAt(bytes, name + 3, tag) ?? this.row + 1;
      const patch = this.patch.rows.get(this.row);
      if (patch !== undefined || this.patch.clearsFills) {
        stop(p);
        this.out.push(Buffer.from(this.patchedRow(bytes.toString('utf8', p, after), patch ?? NO_PATCH)));
        copied = after;
      }
      p = after;
    }
  }

  private patchedRow(xml: string, { fills, texts }: RowPatch): string {
    const tag = /^<[^>]*>/.exec(xml)?.[0] ?? '';
    const cells = this.cellsOf(xml.slice(tag.length));
    for (const column of [...fills.keys(), ...texts.keys()]) {
      if (!cells.has(column))
        cells.set(column, { column, attributes: ` r="${columnLetters(column)}${this.row}"`, content: '' });
    }
    const written = [...cells.values()]
      .sort((a, b) => a.column - b.column)
      .map((cell) => {
        const text = texts.get(cell.column);
        if (text !== undefined) {
          cell.attributes = ` r="${columnLetters(cell.column)}${this.row}"${text === '' ? '' : ' t="inlineStr"'}`;
          cell.content = text === '' ? '' : this.inline(text);
        }
        const style = Number(/\ss="(\d+)"/.exec(cell.attributes)?.[1] ?? 0);
        const wanted = this.patch.styles?.styleFor(style, fills.get(cell.column) ?? null) ?? style;
        const attributes =
          wanted === style ? cell.attributes : `${cell.attributes.replace(/\ss="\d+"/, '')} s="${wanted}"`;
        return `<${this.prefix}c${attributes}>${cell.content}</${this.prefix}c>`;
      });
    const open = tag.replace(/\sspans="[^"]*"/, '').replace(/\s*\/?>$/, '>');
    return `${open}${written.join('')}</${this.prefix}row>`;
  }

  private cellsOf(xml: string): Map<number, PatchedCell> {
    const cells = new Map<number, PatchedCell>();
    const name = `${this.prefix}c`;
    const pattern = new RegExp(`<${name}((?:\\s[^>]*?)?)(?:/>|>([\\s\\S]*?)</${name}>)`, 'g');
    let column = -1;
    for (const [, written = '', content = ''] of xml.matchAll(pattern)) {
      const attributes = written.replace(/\s+([\w:]+)\s*=\s*(?:'([^'"]*)'|"([^"]*)")/g, ' $1="$2$3"');
      const letters = /\sr="([A-Z]{1,3})/.exec(attributes)?.[1];
      column = letters === undefined ? column + 1 : columnIndex(letters);
      cells.set(column, { column, attributes, content });
    }
    return cells;
  }

  private inline(text: string): string {
    const p = this.prefix;
    return `<${p}is><${p}t xml:space="preserve">${escapeXml(text)}</${p}t></${p}is>`;
  }
}

/** The number that a row's tag gives itself, or null; the usual ` r="12"` is read at a glance. */
function rowNumberAt(bytes: Buffer, from: number, end: number): number | null {
  if (bytes[from] === SPACE && bytes[from + 1] === R && bytes[from + 2] === EQUALS && bytes[from + 3] === QUOTE) {
    return numberAt(bytes, from + 4, bytes.indexOf(QUOTE, from + 4));
  }
  const written = /\sr\s*=\s*["'](\d{1,7})["']/.exec(bytes.toString('latin1', from, end));
  return written === null ? null : Number(written[1]);
}

/** Text as XML holds it; characters that XML cannot hold are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

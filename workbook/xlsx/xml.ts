// The little XML that the small parts of a workbook need. Not for sheets and shared strings: those have scanners.
import { UnreadableFile } from '../unreadable.ts';

export type Tag = {
  /** Without its namespace prefix. */
  name: string;
  closes: boolean;
  /** By name without prefix, entities decoded. */
  attributes: Readonly<Record<string, string>>;
};

const NAME = /^(\/?)(?:[^\s/:]{1,64}:)?([^\s/:]{1,64})/;
const ATTRIBUTE = /(?:[^\s=:"'/]{1,64}:)?([^\s=:"'/]{1,64})\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)')/g;

/** The start and end tags of a small part, in order. Throws UnreadableFile on a DTD and on what ends in mid tag. */
export function* tags(xml: string): Generator<Tag> {
  refuseDoctype(xml);
  let at = xml.indexOf('<');
  while (at >= 0) {
    const end = endOfMarkup(xml, at);
    const inner = xml.slice(at + 1, end);
    const [head, slash, name] = NAME.exec(inner) ?? [];
    if (head !== undefined && name !== undefined && !/^[!?]/.test(inner)) {
      yield { name, closes: slash === '/', attributes: attributesOf(inner.slice(head.length)) };
    }
    at = xml.indexOf('<', end);
  }
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = Object.create(null);
  for (const [, key = '', double, single] of text.matchAll(ATTRIBUTE)) {
    attributes[key] = decodeEntities(double ?? single ?? '');
  }
  return attributes;
}

/** Where the tag, comment or instruction that begins at `at` ends; a `>` inside quotes does not end a tag. */
function endOfMarkup(xml: string, at: number): number {
  for (const [open, close] of BLOCKS) {
    if (xml.startsWith(open, at)) return found(xml.indexOf(close, at + open.length)) + close.length - 1;
  }
  let end = at;
  let quote = '';
  do {
    end++;
    const char = xml[end];
    if (char === undefined) break;
    if (quote === '' ? char === '"' || char === "'" : char === quote) quote = quote === '' ? char : '';
  } while (quote !== '' || xml[end] !== '>');
  return found(end < xml.length ? end : -1);
}

const BLOCKS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

function found(end: number): number {
  if (end < 0) throw new UnreadableFile('damaged', { where: 'XML' });
  return end;
}

/** No workbook needs a DTD; entity expansion and external entities begin with one. */
export function refuseDoctype(xml: string): void {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new UnreadableFile('doctype');
}

/** `true`, `1` or `on` as XML Schema and old programs write it. */
export function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const LAST_CODE_POINT = 0x10ffff;

/** Decodes the five named entities and character references beyond U+FFFF too; others stay as they are. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,4}));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= LAST_CODE_POINT ? String.fromCodePoint(point) : whole;
  });
}

/** The text of a cell: line ends as XML says, entities, and `_x000D_` as ECMA-376 writes characters XML cannot hold. */
export function decodeText(text: string): string {
  const decoded = decodeEntities(text.replace(/\r\n?/g, '\n'));
  if (!decoded.includes('_x')) return decoded;
  return decoded.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

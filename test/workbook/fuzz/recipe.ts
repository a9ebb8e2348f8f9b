// A hostile file as a recipe: a sound workbook and what was done to it. Plain data, so that a find can be kept as a test.
import { utils, write } from '@e965/xlsx';
import { makeZip, sheetXml, workbookParts } from '../make-xlsx.ts';

export const bases = ['packed', 'stored', 'utf-8', 'utf-16', 'gb18030', 'xls'] as const;

/** `nth` counts around: whatever it is, something is hit. `at` is a share of the whole, from 0 to 1. */
export type Edit =
  | { on: 'tag'; part: number; nth: number; how: 'drop' | 'double' | 'unclose' | 'close' | 'deepen' | 'upper' }
  | { on: 'attribute' | 'text'; part: number; nth: number; put: string }
  | { on: 'splice'; part: number; at: number; cut: number; put: string }
  | { on: 'part'; part: number; how: 'drop' | 'double' | 'empty' | 'rename' | 'swap'; put: string }
  | { on: 'record'; nth: number; at: number; bytes: 2 | 4; value: number }
  | { on: 'bytes'; at: number; cut: number; hex: string }
  | { on: 'cut'; at: number };

export type Recipe = { base: (typeof bases)[number]; edits: readonly Edit[] };

type Part = { name: string; bytes: Buffer; method?: 0 | 8 };

const rows = [
  '<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s" s="1"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>',
  '<row r="2" hidden="1" ht="15"><c r="A2" t="inlineStr"><is><r><t xml:space="preserve">甲&amp;</t></r><r><t>乙</t></r></is></c>',
  '<c r="B2" s="1"><v>46328</v></c><c r="C2" t="b"><v>1</v></c></row><!-- x -->',
  '<row><c><f t="shared" ref="A3:A9" si="0">A1</f><v>1.30102E+17</v></c><c t="e"><v>#N/A</v></c><c t="str"><v>字</v></c></row>',
].join('');
const before =
  '<dimension ref="A1:C3"/><sheetViews><sheetView workbookViewId="0"/></sheetViews><cols><col min="2" max="2" hidden="1"/></cols>';
const after = '<autoFilter ref="A1:C3"/><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>';
const strings = [
  '<si><t>姓名</t></si>',
  '<si><r><t>证件</t></r><r><t>类型</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>',
  '<si><t/></si>',
];
const styles =
  '<styleSheet><numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy\\-mm"/></numFmts><cellXfs count="2"><xf/><xf numFmtId="170"/></cellXfs></styleSheet>';
const sheets = [
  { name: '数据', xml: sheetXml(rows, { before, after }) },
  { name: '旧', xml: sheetXml('<row r="7"><c r="B7"><v>1</v></c></row>'), state: 'hidden' as const },
];
const parts: readonly Part[] = workbookParts({ sheets, strings, styles, date1904: true });
export const partCount = parts.length;

const text = '姓名,证件类型\t备注\r\n"甲,""乙""",201,\n丙;丁|戊,"多\n行",\r';
/** 姓名,证件 and a character of four bytes, in GB 18030. */
const gb18030 = Buffer.from('d0d5c3fb2cd6a4bcfe0d0a9532b6322c313330310d0a', 'hex');
const xls: Buffer = write(
  {
    SheetNames: ['数据'],
    Sheets: {
      数据: utils.aoa_to_sheet([
        ['姓名', '证件'],
        ['甲', 1.5],
        [true, '乙'],
      ]),
    },
  },
  { type: 'buffer', bookType: 'biff8' },
);

/** The file of a recipe. */
export function fileOf({ base, edits }: Recipe): Buffer {
  return edits.reduce(editBytes, baseOf(base, edits));
}

function baseOf(base: Recipe['base'], edits: readonly Edit[]): Buffer {
  if (base === 'xls') return xls;
  if (base === 'gb18030') return gb18030;
  if (base === 'packed' || base === 'stored') {
    const edited = edits.reduce<readonly Part[]>(editParts, parts);
    return makeZip(base === 'packed' ? edited : edited.map((part) => ({ ...part, method: 0 })));
  }
  const edited = edits.reduce((so, edit) => ('part' in edit && 'put' in edit ? editText(so, edit) : so), text);
  return base === 'utf-8' ? Buffer.from(edited) : Buffer.from(`\uFEFF${edited}`, 'utf16le');
}

function editParts(all: readonly Part[], edit: Edit): readonly Part[] {
  if (!('part' in edit) || all.length === 0) return all;
  const index = edit.part % all.length;
  const part = all[index];
  if (!part) return all;
  const replaced = (by: readonly Part[]) => [...all.slice(0, index), ...by, ...all.slice(index + 1)];
  if (edit.on !== 'part') return replaced([{ ...part, bytes: Buffer.from(editText(part.bytes.toString(), edit)) }]);
  switch (edit.how) {
    case 'drop':
      return replaced([]);
    case 'double':
      return replaced([part, part]);
    case 'empty':
      return replaced([{ ...part, bytes: Buffer.alloc(0) }]);
    case 'rename':
      return replaced([{ ...part, name: edit.put }]);
    case 'swap':
      return replaced([{ ...part, bytes: all[(index + 1) % all.length]?.bytes ?? part.bytes }]);
  }
}

function editText(xml: string, edit: Edit): string {
  switch (edit.on) {
    case 'tag':
      return nthReplaced(xml, /<[^>]*>/g, edit.nth, (tag) => tagBy[edit.how](tag));
    case 'attribute':
      return nthReplaced(xml, /="[^"]*"/g, edit.nth, () => `="${edit.put}"`);
    case 'text':
      return nthReplaced(xml, /(?<=>)[^<>]+(?=<)/g, edit.nth, () => edit.put);
    case 'splice': {
      const from = Math.floor(edit.at * xml.length);
      return xml.slice(0, from) + edit.put + xml.slice(from + edit.cut);
    }
    default:
      return xml;
  }
}

const tagBy: Readonly<Record<Extract<Edit, { on: 'tag' }>['how'], (tag: string) => string>> = {
  drop: () => '',
  double: (tag) => tag + tag,
  unclose: (tag) => tag.slice(0, -1),
  close: (tag) => tag.replace(/\/?>$/, '/>'),
  deepen: (tag) => tag.repeat(5_000),
  upper: (tag) => tag.toUpperCase(),
};

function nthReplaced(xml: string, pattern: RegExp, nth: number, by: (match: string) => string): string {
  const found = [...xml.matchAll(pattern)];
  const hit = found[nth % Math.max(1, found.length)];
  return hit ? xml.slice(0, hit.index) + by(hit[0]) + xml.slice(hit.index + hit[0].length) : xml;
}

function editBytes(file: Buffer, edit: Edit): Buffer {
  if (edit.on === 'cut') return file.subarray(0, Math.floor(edit.at * file.length));
  if (edit.on === 'bytes') {
    const from = Math.floor(edit.at * file.length);
    return Buffer.concat([file.subarray(0, from), Buffer.from(edit.hex, 'hex'), file.subarray(from + edit.cut)]);
  }
  return edit.on === 'record' ? editRecord(file, edit) : file;
}

/** Writes a number into one of the archive's own records: local headers, directory entries, the end of the directory. */
function editRecord(file: Buffer, { nth, at, bytes, value }: Extract<Edit, { on: 'record' }>): Buffer {
  const signatures = ['PK\x03\x04', 'PK\x01\x02', 'PK\x05\x06'];
  const latin1 = file.toString('latin1');
  const starts = signatures.flatMap((one) => placesOf(one, latin1));
  const start = starts[nth % Math.max(1, starts.length)];
  if (start === undefined || start + at + bytes > file.length) return file;
  const edited = Buffer.from(file);
  edited.writeUIntLE(bytes === 2 ? value % 0x10000 : value, start + at, bytes);
  return edited;
}

function placesOf(one: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(one); at !== -1; at = text.indexOf(one, at + 1)) places.push(at);
  return places;
}

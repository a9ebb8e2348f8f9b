// What reading a hostile file may end in: rows or a refusal, in bounded memory. Anything else is thrown.
import fc from 'fast-check';
import { LIMITS } from '../../../workbook/limits.ts';
import { rows } from '../../../workbook/read.ts';
import { UnreadableFile } from '../../../workbook/unreadable.ts';
import { type Edit, fileOf, partCount, type Recipe } from './recipe.ts';

/** The files are some kilobytes; whoever needs more memory than this for one lets the file decide. */
const mostMegabytes = 300;

const nasty = [
  ...['', '0', '-1', '1', '3', '99999999999', '1e999', 'NaN', '4294967296', '0x10', ' 1 ', '1.5'],
  ...['A1', 'a1', 'A0', '1A', 'XFD1048576', 'XFE1048577', 'ZZZZZZ99999999999', 'A1:XFD1048576', 'B2:A1', '$A$1', ':'],
  ...[
    's',
    'n',
    'd',
    'e',
    'str',
    'inlineStr',
    'shared',
    'array',
    'true',
    'hidden',
    'rId1',
    'rId99',
    '../../a',
    '/',
    '\\',
  ],
  ...[
    '<',
    '>',
    '</row>',
    '<row',
    '<c>',
    '</sheetData>',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?x',
    '<!DOCTYPE a [',
    '"',
  ],
  ...[
    "'",
    '&',
    '&amp',
    '&#0;',
    '&#x110000;',
    '&#xD800;',
    '&bomb;',
    '_x0041_',
    '_xD83D_',
    '_x',
    '\0',
    '\uFFFD',
    '\uD800',
  ],
  ...['甲', '\u{323B0}', '\uFEFF', '1904-01-01T00:00:00Z', '[$-804]yyyy"年"', 'xl/workbook.xml', '[Content_Types].xml'],
  ...[',', ';', '\t', '|', '""', '"甲', '\r', '\n', '\r\n\r\n', 'x'.repeat(40_000), '甲,'.repeat(3_000)],
];
const records = [0, 1, 8, 20, 22, 4_095, 0x7fff, 0x8000, 0xfffe, 0xffff, 0x10000, 0x7fffffff, 0xfffffffe, 0xffffffff];

const texts = ['utf-8', 'utf-16', 'gb18030'] as const;

const part = fc.nat(partCount);
const nth = fc.nat(60);
const at = fc.nat(1_000).map((thousandth) => thousandth / 1_000);
const put = fc.constantFrom(...nasty);
const of = <const T extends string>(...values: readonly T[]) => fc.constantFrom(...values);

const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ on: of('tag'), part, nth, how: of('drop', 'double', 'unclose', 'close', 'deepen', 'upper') }),
  fc.record({ on: of('attribute', 'text'), part, nth, put }),
  fc.record({ on: of('splice'), part, at, cut: fc.nat(9), put }),
  fc.record({ on: of('part'), part, how: of('drop', 'double', 'empty', 'rename', 'swap'), put }),
  fc.record({
    on: of('record'),
    nth: fc.nat(30),
    at: fc.nat(45),
    bytes: fc.constantFrom(2 as const, 4 as const),
    value: fc.oneof(fc.constantFrom(...records), fc.nat(2_000)),
  }),
  fc.record({ on: of('bytes'), at, cut: fc.nat(6), hex: fc.stringMatching(/^([\da-f]{2}){0,6}$/) }),
  fc.record({ on: of('cut'), at }),
);

/** Recipes over some kinds of files; an .xls takes a process of its own, so it is asked for by name. */
export function recipes(...of: readonly Recipe['base'][]): fc.Arbitrary<Recipe> {
  const usual = ['packed', 'stored', 'packed', 'stored', ...texts] as const;
  const base = fc.constantFrom(...(of.length > 0 ? of : usual));
  return fc.record({ base, edits: fc.array(edits, { minLength: 1, maxLength: 5 }) });
}

/** How reading it ends: `rows`, or the code of the refusal. Throws for every other end. */
export async function endOf(recipe: Recipe): Promise<string> {
  const file = fileOf(recipe);
  const before = process.memoryUsage().rss;
  let last = '';
  try {
    for await (const { sheet, row, cells } of rows(file)) {
      if (!Number.isInteger(row) || row < 1 || row > 2 ** 32) throw new Error(`row ${row} of no sheet`);
      if (cells.length > LIMITS.columns) throw new Error(`${cells.length} cells in row ${row}`);
      last = sheet;
    }
  } catch (error) {
    if (error instanceof UnreadableFile) return error.code;
    throw error;
  }
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024;
  if (grown > mostMegabytes) throw new Error(`${Math.round(grown)} MB for ${file.length} bytes, last of sheet ${last}`);
  return 'rows';
}

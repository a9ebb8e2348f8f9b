// What the reader makes of legal workbooks: every stored type, every way to write a cell.
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SheetRow } from '../../domain/sheet.ts';
import { type ReadOptions, rows } from '../../workbook/read.ts';
import type { SheetFacts } from '../../workbook/sheet-facts.ts';
import { makeZip, sheetXml, workbookOf, workbookParts } from './make-xlsx.ts';

async function read(bytes: Uint8Array, options?: ReadOptions): Promise<SheetRow[]> {
  const found: SheetRow[] = [];
  for await (const row of rows(bytes, options)) found.push(row);
  return found;
}

async function cellsOf(bytes: Uint8Array, options?: ReadOptions) {
  return (await read(bytes, options)).map((row) => row.cells);
}

const STYLES = `<styleSheet xmlns="x"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
<numFmt numFmtId="165" formatCode="[Red]0.00"/><numFmt numFmtId="166" formatCode="mm:ss"/><numFmt numFmtId="167" formatCode="[$-804]aaaa"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="31"/><xf numFmtId="49"/><xf numFmtId="167"/></cellXfs></styleSheet>`;

test('every stored type is kept', async () => {
  const strings = ['<si><t>张三</t></si>', '<si><r><rPr><b/></rPr><t>李</t></r><r><t>四</t></r></si>', '<si/>'];
  const row = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>
    <c r="D1" t="inlineStr"><is><t>王五</t></is></c><c r="E1" t="inlineStr"><is><r><t>赵</t></r><r><rPr/><t>六</t></r></is></c>
    <c r="F1"><v>1.1010519491231002E+17</v></c><c r="G1" t="b"><v>1</v></c><c r="H1" t="e"><v>#N/A</v></c>
    <c r="I1" s="1"><v>44601</v></c><c r="J1" t="str"><f>A1&amp;"x"</f><v>张三x</v></c><c r="K1"><f t="shared" si="0"/><v>3</v></c>
    <c r="L1" t="d"><v>2022-02-09T00:00:00</v></c><c r="M1" t="str"><v>甲</v></c><c r="N1" s="6"><v>7</v></c><c r="O1" s="1"/></row>`;

  const [cells] = await cellsOf(workbookOf(row, { strings, styles: STYLES }));

  expect(cells).toEqual([
    '张三',
    { stored: 'rich-text', text: '李四' },
    '',
    '王五',
    { stored: 'rich-text', text: '赵六' },
    { stored: 'number', text: '1.1010519491231002E+17' },
    { stored: 'boolean', text: 'TRUE' },
    { stored: 'error', text: '#N/A' },
    { stored: 'date', text: '2022-02-09', raw: '44601' },
    { stored: 'formula', text: '张三x', raw: 'A1&"x"' },
    { stored: 'formula', text: '3', raw: '' },
    { stored: 'date', text: '2022-02-09', raw: '2022-02-09T00:00:00' },
    '甲',
    { stored: 'number', text: '7' },
  ]);
});

test('a number is a date only where its format shows a day, in either date system', async () => {
  const row = (style: number, value: string) => `<row><c s="${style}"><v>${value}</v></c></row>`;
  const xml = [
    row(2, '44601.75'),
    row(3, '44601'),
    row(4, '0.5'),
    row(5, '60'),
    row(1, '59'),
    row(1, '0'),
    row(7, '61'),
  ];

  const plain = await cellsOf(workbookOf(xml.join(''), { styles: STYLES }));
  const mac = await cellsOf(workbookOf(row(1, '43139'), { styles: STYLES, date1904: true }));

  expect(plain.flat()).toEqual([
    { stored: 'date', text: '2022-02-09', raw: '44601.75' },
    { stored: 'number', text: '44601' },
    { stored: 'number', text: '0.5' },
    { stored: 'date', text: '1900-02-29', raw: '60' },
    { stored: 'date', text: '1900-02-28', raw: '59' },
    { stored: 'number', text: '0' },
    { stored: 'date', text: '1900-03-01', raw: '61' },
  ]);
  expect(mac.flat()).toEqual([{ stored: 'date', text: '2022-02-09', raw: '43139' }]);
});

test('namespace prefixes, single quotes, comments and cells without a place are read', async () => {
  const xml = `<?xml version='1.0'?><!-- <row> --><x:worksheet xmlns:x='m'><x:sheetData><!-- </x:row> --><x:row
    spans='1:3' ><x:c t='inlineStr'><x:is><x:t xml:space='preserve'> 甲 </x:t></x:is></x:c><!-- y --><x:c r = 'C1' t = "inlineStr"><x:is><x:t>乙</x:t></x:is></x:c></x:row
    ><x:row r='5'><x:c><x:v>1</x:v></x:c></x:row><x:row/><x:row><x:c><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`;

  const found = await read(makeZip(workbookParts({ sheets: [{ name: '数据', xml }] })));

  expect(found).toEqual([
    { sheet: '数据', row: 1, cells: [' 甲 ', '', '乙'] },
    { sheet: '数据', row: 5, cells: [{ stored: 'number', text: '1' }] },
    { sheet: '数据', row: 7, cells: [{ stored: 'number', text: '2' }] },
  ]);
});

test('entities beyond the basic plane, escapes and line ends are decoded, phonetic runs left out', async () => {
  const strings = [
    '<si><t>&#x20BB7;野&amp;&lt;&#134071;&quot;_x000D_</t></si>',
    '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>',
    '<si><t>a\r\nb</t></si>',
  ];
  const row = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>';

  expect(await cellsOf(workbookOf(row, { strings }))).toEqual([['𠮷野&<𠮷"\r', '東京', 'a\nb']]);
});

test('hidden sheets are told and not read, hidden rows and columns, filters and merged cells are told', async () => {
  const sheets = [
    { name: '说明', xml: sheetXml('<row><c><v>1</v></c></row>'), state: 'hidden' as const },
    {
      name: '数据 &amp; 表',
      xml: sheetXml('<row hidden="1"><c><v>1</v></c></row><row hidden="0"><c><v>2</v></c></row>', {
        before: '<dimension ref="A1:XFD1048576"/><cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols>',
        after:
          '<autoFilter ref="A1:K9"><filterColumn colId="0"/></autoFilter><mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
      }),
    },
    { name: '空', xml: '<worksheet><sheetData/></worksheet>', state: 'veryHidden' as const },
  ];
  const facts: SheetFacts[] = [];

  const found = await read(makeZip(workbookParts({ sheets })), { onSheet: (fact) => facts.push(fact) });

  expect(found.map((row) => [row.sheet, row.row, row.hidden])).toEqual([
    ['数据 & 表', 1, true],
    ['数据 & 表', 2, undefined],
  ]);
  expect(facts.map((fact) => [fact.name, fact.visibility, fact.rows, fact.hiddenRows])).toEqual([
    ['说明', 'hidden', 0, 0],
    ['数据 & 表', 'visible', 2, 1],
    ['空', 'very-hidden', 0, 0],
  ]);
  expect(facts[1]).toMatchObject({
    hiddenColumns: [[1, 2]],
    filter: { firstRow: 1, lastRow: 9, firstColumn: 0, lastColumn: 10 },
    mergedRanges: [{ firstRow: 1, lastRow: 2, firstColumn: 0, lastColumn: 1 }],
  });
});

test('texts of one hash, and texts that begin alike, are not taken for each other', async () => {
  // 31 × A + a is 31 × B + B.
  const written = [
    'Aa',
    'Aa',
    'BB',
    'BB',
    'Aa',
    'Aa',
    '甲',
    '甲',
    '甲乙',
    '甲',
    '&lt;',
    '&lt;',
    '',
    '&amp;lt;',
    '&lt;',
  ];
  const row = (text: string, n: number) => `<row r="${n}"><c r="A${n}" t="str"><v>${text}</v></c></row>`;

  const found = await read(workbookOf(written.map((text, i) => row(text, i + 1)).join('')));

  expect(found.map(({ cells }) => cells[0])).toEqual([
    'Aa',
    'Aa',
    'BB',
    'BB',
    'Aa',
    'Aa',
    '甲',
    '甲',
    '甲乙',
    '甲',
    '<',
    '<',
    '&lt;',
    '<',
  ]);
});

test('an empty sheet, and one with blank formatted cells only, have no rows', async () => {
  expect(
    await read(makeZip(workbookParts({ sheets: [{ name: '空', xml: '<worksheet><sheetData/></worksheet>' }] }))),
  ).toEqual([]);
  expect(await read(workbookOf('<row r="1"/><row r="2"><c r="XFD2" s="1"/></row><row r="1048576"></row>'))).toEqual([]);
});

const rareText = fc.string({
  unit: fc.constantFrom('张', '𠮷', '䶮', '🀄', 'é', 'A', '9', '&', '<', '"', ' ', '·', '—', '\n', '_'),
  maxLength: 30,
});
const tables = fc.array(
  fc.array(fc.oneof(rareText, rareText, fc.constant('长'.repeat(300))), { minLength: 1, maxLength: 6 }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

test.each([true, false])(
  'what exceljs writes is read back equal in windows of any size (shared strings: %s)',
  async (shared) => {
    await fc.assert(
      fc.asyncProperty(tables, fc.integer({ min: 64, max: 400 }), async (table, chunkBytes) => {
        const workbook = new ExcelJS.Workbook();
        const sheet = workbook.addWorksheet('数据');
        for (const cells of table) sheet.addRow(cells);
        const bytes = Buffer.from(await workbook.xlsx.writeBuffer({ useSharedStrings: shared }));

        const found = new Map((await read(bytes, { chunkBytes })).map((row) => [row.row, row.cells]));

        expect(table.map((_, i) => found.get(i + 1) ?? [])).toEqual(table.map(withoutTrailingBlanks));
      }),
      { numRuns: 40 },
    );
  },
);

function withoutTrailingBlanks(cells: readonly string[]): string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}

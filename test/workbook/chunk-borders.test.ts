// Characters of several bytes cut at every border there can be between two inflated chunks: several readers break them.
import { expect, test } from 'vitest';
import type { SheetRow } from '../../domain/sheet.ts';
import { LIMITS } from '../../workbook/limits.ts';
import { rows } from '../../workbook/read.ts';
import { patchSheet } from '../../workbook/xlsx/patch-sheet.ts';
import { openZip } from '../../workbook/xlsx/zip.ts';
import { makeZip, sheetXml, workbookParts } from './make-xlsx.ts';

/** zlib inflates no smaller pieces. */
const SMALLEST = 64;
const line = (n: number) =>
  `<row r="${n}" note="备注𠮷"><c r="A${n}" t="s"><v>0</v></c><c r="B${n}" t="inlineStr" alt="属性䶮"><is><t>某某𠮷野·核证</t></is></c><c r="C${n}" t="s"><v>1</v></c><c r="D${n}" t="str"><v>甲&amp;乙</v></c><c r="E${n}" t="s"><v>2</v></c></row>`;
const sheet = sheetXml(line(1) + line(2), { before: '<sheetPr codeName="数据𠮷表"/>', after: '<x note="尾注𠮷"/>' });
const strings = [
  '<si><t>示范评价中心𠮷</t></si>',
  '<si><r><rPr><rFont val="宋体"/></rPr><t>富文</t></r><r><t xml:space="preserve"> 本䶮 </t></r></si>',
  '<si><t note="注音𠮷">三级&#x20BB7;</t><rPh><t>ギ</t></rPh></si>',
];
const file = makeZip(workbookParts({ sheets: [{ name: '数据', xml: sheet }], strings }));
const cells = ['示范评价中心𠮷', '某某𠮷野·核证', { stored: 'rich-text', text: '富文 本䶮 ' }, '甲&乙', '三级𠮷'];
const borders = Array.from({ length: Buffer.byteLength(sheet) - SMALLEST }, (_, i) => SMALLEST + i);

test('no character is lost wherever a chunk of the sheet or of the shared strings ends', async () => {
  for (const chunkBytes of borders) {
    const found: SheetRow[] = [];
    for await (const row of rows(file, { chunkBytes })) found.push(row);

    expect(found, `chunks of ${chunkBytes} bytes`).toEqual([1, 2].map((row) => ({ sheet: '数据', row, cells })));
  }
});

test('a patched sheet says the same wherever its chunks end', async () => {
  const patch = {
    rows: new Map([[2, { fills: new Map(), texts: new Map([[5, '错误：𠮷']]) }]]),
    clearsFills: false,
    drawing: 'rId9',
    styles: null,
  };
  const patched = async (chunkBytes: number) => {
    const zip = openZip(file, LIMITS);
    const entry = zip.entries.get('xl/worksheets/sheet1.xml');
    const parts: Buffer[] = [];
    if (entry) for await (const part of patchSheet(zip.stream(entry, chunkBytes), patch, LIMITS)) parts.push(part);
    return Buffer.concat(parts).toString();
  };
  const whole = await patched(LIMITS.smallPartBytes);

  expect(whole).toBe(
    sheet
      .replace('</row></sheetData>', '<c r="F2" t="inlineStr"><is><t xml:space="preserve">错误：𠮷</t></is></c>$&')
      .replace(
        '</worksheet>',
        '<legacyDrawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/>$&',
      ),
  );
  for (const chunkBytes of borders) expect(await patched(chunkBytes), `chunks of ${chunkBytes} bytes`).toBe(whole);
});

// Hostile, damaged and foreign files: each ends in the refusal that names it, and in nothing else.
import { CFB } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { LAST_ROW, LIMITS, type Limits } from '../../workbook/limits.ts';
import { rows } from '../../workbook/read.ts';
import { UnreadableFile } from '../../workbook/unreadable.ts';
import { makeZip, sheetXml, workbookOf, workbookParts } from './make-xlsx.ts';

/** Reads to the end; answers the refusal's code, or the number of rows. */
async function outcome(bytes: Uint8Array, limits?: Partial<Limits>): Promise<string | number> {
  let count = 0;
  try {
    for await (const _ of rows(bytes, limits ? { limits } : {})) count++;
    return count;
  } catch (error) {
    if (error instanceof UnreadableFile) return error.code;
    throw error;
  }
}

function ole(...streams: string[]): Buffer {
  const container = CFB.utils.cfb_new();
  for (const stream of streams) CFB.utils.cfb_add(container, `/${stream}`, Buffer.alloc(10, 7));
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Uint8Array);
}

const part = (name: string, text = '') => ({ name, bytes: Buffer.from(text) });
const CELL = '<row><c><v>1</v></c></row>';

test.each([
  ['empty', Buffer.alloc(0)],
  ['encrypted', ole('EncryptionInfo', 'EncryptedPackage')],
  ['et', ole('Workbook', 'ETExtData')],
  ['macros', ole('Workbook', '_VBA_PROJECT_CUR/VBA/dir')],
  ['not-a-workbook', ole('WordDocument')],
  ['xls', ole('Workbook').subarray(0, 512)],
  ['not-a-workbook', makeZip([part('[Content_Types].xml'), part('word/document.xml')])],
  ['ods', makeZip([part('mimetype'), part('content.xml')])],
  ['xlsb', makeZip([part('[Content_Types].xml'), part('xl/workbook.bin')])],
  ['macros', workbookOf(CELL, { extra: [part('xl/vbaProject.bin')] })],
  ['archive', makeZip([part('名单.xlsx', 'PK')])],
  ['archive', Buffer.from('Rar!\x1a\x07', 'latin1')],
  ['picture', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ['picture', Buffer.from('\xff\xd8\xff\xe0', 'latin1')],
  ['pdf', Buffer.from('%PDF-1.7')],
  ['web-page', Buffer.from('<html><table><tr><td>姓名')],
  ['web-page', Buffer.from('<?xml version="1.0"?><Workbook/>')],
  ['unknown', Buffer.from('a\0b\0\0c\0\0\0d')],
  ['encoding', Buffer.from([0xd0, 0xd5, 0xff, 0xff, 0x2c])],
  ['damaged', Buffer.from('PK\x03\x04 and no more')],
])('a file that is %s is refused with that code', async (code, bytes) => {
  expect(await outcome(bytes)).toBe(code);
});

test.each([
  ['too-many-bytes', { fileBytes: 10 }],
  ['too-many-entries', { entries: 2 }],
  ['too-much-unpacked', { entryBytes: 10 }],
  ['too-much-unpacked', { unpackedBytes: 400 }],
  ['too-dense', { ratio: 1, ratioFromBytes: 0 }],
  ['too-many-sheets', { sheets: 0 }],
  ['too-many-rows', { rows: 1 }],
  ['too-many-columns', { columns: 1 }],
  ['cell-too-long', { cellCharacters: 3 }],
  ['too-many-strings', { sharedStrings: 1 }],
  ['too-much-unpacked', { sharedStringBytes: 2 }],
  ['too-many-formats', { cellFormats: 1 }],
  ['too-many-merges', { mergedRanges: 1 }],
] as const)('past the limit of %s a workbook is refused', async (code, limits) => {
  const xml = sheetXml('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c><v>12345</v></c></row>', {
    after: '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B2"/></mergeCells>',
  });
  const strings = ['<si><t>甲</t></si>', '<si><t>乙</t></si>'];
  const styles = '<styleSheet><cellXfs><xf/><xf/></cellXfs></styleSheet>';
  const bytes = makeZip(workbookParts({ sheets: [{ name: '数据', xml }], strings, styles }));

  expect(await outcome(bytes)).toBe(2);
  expect(await outcome(bytes, limits)).toBe(code);
});

test('a zip bomb is refused while it unpacks', async () => {
  const bomb = workbookOf(
    `<row><c t="inlineStr"><is><t>${' '.repeat(LIMITS.ratioFromBytes + 1_000_000)}</t></is></c></row>`,
  );

  expect(bomb.length).toBeLessThan(100_000);
  expect(await outcome(bomb)).toMatch(/too-dense|row-too-long/);
});

test.each([
  ['doctype', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'],
  ['doctype', '<worksheet><sheetData><!ENTITY a SYSTEM "file:///x"></sheetData></worksheet>'],
  ['damaged', '<worksheet><sheetData><row><c><v>1</v></c></row>'],
  ['damaged', '<worksheet><sheetData><row><c t="s"><v>7</v></c></row></sheetData></worksheet>'],
  ['damaged', '<worksheet><sheetData><row><c t="s"><v>-1</v></c></row></sheetData></worksheet>'],
  ['damaged', '<worksheet><sheetData><row><c r="1"><v>1</v></c></row></sheetData></worksheet>'],
  ['damaged', '<worksheet><sheetData><row r="2"/><row r="2"/></sheetData></worksheet>'],
  ['damaged', '<worksheet><sheetData><row r="x"/></sheetData></worksheet>'],
  ['damaged', '<worksheet><sheetData><zeile><c><v>1</v></c></zeile></sheetData></worksheet>'],
  [
    'damaged',
    '<worksheet><sheetData><row><c t="inlineStr"><is><t><![CDATA[x]]></t></is></c></row></sheetData></worksheet>',
  ],
  ['damaged', '<?xml version="1.0" encoding="gb2312"?><worksheet><sheetData/></worksheet>'],
  ['damaged', 'no XML at all'],
  // Read, they could not be answered: what is added to a sheet bears its prefix.
  [
    'damaged',
    `<a(:worksheet xmlns:a(="x"><a(:sheetData>${CELL.replace(/<\/?/g, '$&a(:')}</a(:sheetData></a(:worksheet>`,
  ],
  [
    'damaged',
    `<表:worksheet xmlns:表="x"><表:sheetData>${CELL.replace(/<\/?/g, '$&表:')}</表:sheetData></表:worksheet>`,
  ],
  ['too-many-rows', '<worksheet><sheetData><row r="1048577"><c><v>1</v></c></row></sheetData></worksheet>'],
  ['too-many-columns', '<worksheet><sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'],
])('a sheet is refused as %s', async (code, xml) => {
  expect(await outcome(makeZip(workbookParts({ sheets: [{ name: '数据', xml }] })))).toBe(code);
});

test('a hundred thousand merged ranges, a huge cell and an open quote end in refusals', async () => {
  const merges = sheetXml('', {
    after: `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(100_000)}</mergeCells>`,
  });

  expect(await outcome(makeZip(workbookParts({ sheets: [{ name: '数据', xml: merges }] })))).toBe('too-many-merges');
  expect(await outcome(Buffer.from(`姓名,${'长'.repeat(40_000)}`))).toBe('cell-too-long');
  expect(await outcome(Buffer.from('a,b\n1,"no end'))).toBe('unclosed-quote');
});

test('runs nested a hundred thousand deep are read, and a million side by side are too long a cell', async () => {
  const depth = 100_000;
  const nested = `<row><c t="inlineStr"><is>${'<r>'.repeat(depth)}<t>甲</t>${'</r>'.repeat(depth)}</is></c></row>`;
  const runs = `<row><c t="inlineStr"><is>${'<r><t>甲</t></r>'.repeat(1_000_000)}</is></c></row>`;

  expect(await outcome(workbookOf(nested))).toBe(1);
  expect(await outcome(workbookOf(runs))).toBe('cell-too-long');
});

test('formulas that share one that points back at them are not worked out', async () => {
  const cyclic = `<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">A2</f><v>1</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>`;

  expect(await outcome(workbookOf(cyclic))).toBe(2);
});

test('a sheet that claims to reach to its last cell is as large as its rows', async () => {
  const xml = sheetXml(CELL, { before: '<dimension ref="A1:XFD1048576"/>' });

  expect(await outcome(makeZip(workbookParts({ sheets: [{ name: '数据', xml }] })))).toBe(1);
});

test('a million shared strings are read, and one more than may be is refused', async () => {
  const strings = Array.from({ length: 1_000_000 }, (_, i) => `<si><t>${i}</t></si>`);
  const bytes = workbookOf('<row><c t="s"><v>999999</v></c></row>', { strings });

  expect(await outcome(bytes)).toBe(1);
  expect(await outcome(bytes, { sharedStrings: 999_999 })).toBe('too-many-strings');
}, 30_000);

test('a changed byte in packed data, a cut file and a doubled part are damage', async () => {
  const good = workbookOf(CELL.repeat(2000));
  const stored = makeZip(
    workbookParts({ sheets: [{ name: '数据', xml: sheetXml(CELL) }] }).map((each) => ({ ...each, method: 0 as const })),
  );
  stored[stored.indexOf('<v>1')] = 0x20;
  const parts = workbookParts({ sheets: [{ name: '数据', xml: sheetXml(CELL) }] });
  const doubled = [...parts, part('XL/workbook.xml', '<workbook/>')];

  expect(await outcome(good)).toBe(2000);
  expect(await outcome(good.subarray(0, good.length - 30))).toBe('damaged');
  expect(await outcome(stored)).toBe('damaged');
  expect(await outcome(makeZip(doubled))).toBe('damaged');
});

test('a text file is no longer than a sheet can be, blank lines counted', async () => {
  const blank = '\n'.repeat(LAST_ROW - 1);

  expect(await outcome(Buffer.from(`${blank}a,b\n\n`))).toBe(1);
  expect(await outcome(Buffer.from(`${blank}a,b\nc,d\n`))).toBe('too-many-rows');
});

test("names that climb out of the archive are nobody's business", async () => {
  const extra = [part('../../etc/passwd', 'x'), part('/absolute', 'x'), part('xl\\back.xml', 'x')];

  expect(await outcome(workbookOf(CELL, { extra }))).toBe(1);
});

test('every refusal says in Chinese what to do, with its limit', async () => {
  const refusal = new UnreadableFile('too-many-rows', { limit: 1_000_000 });

  expect(refusal.message).toBe('行数太多：最多 1,000,000 行。请分成几个文件再发。');
});

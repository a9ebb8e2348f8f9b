// The annotated workbook: the clerk's own cells stay, findings stand beside them, and it can come back again and again.
import { utils, write } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../../domain/finding.ts';
import type { SheetRow } from '../../domain/sheet.ts';
import { LIMITS } from '../../workbook/limits.ts';
import { type Reply, withoutOwnMarks } from '../../workbook/own-marks.ts';
import { rows } from '../../workbook/read.ts';
import { annotate } from '../../workbook/write-annotated.ts';
import { openZip } from '../../workbook/xlsx/zip.ts';
import { makeZip, sheetXml, workbookParts } from './make-xlsx.ts';

const wording = (finding: Finding) => ({
  title: `名${finding.code}`,
  short: `短${finding.code}`,
  full: `长<${finding.code}>`,
  next: `改${finding.code}`,
});

function found(row: number | null, column: number | null, change: Partial<Finding> = {}): Finding {
  return { code: 'N1', severity: 'error', sheet: row === null ? null : '数据', row, column, field: null, ...change };
}

async function collect(source: AsyncIterable<SheetRow>): Promise<SheetRow[]> {
  const all: SheetRow[] = [];
  for await (const row of source) all.push(row);
  return all;
}

async function cellsOf(bytes: Uint8Array, sheet: string) {
  return (await collect(rows(bytes))).filter((row) => row.sheet === sheet).map((row) => row.cells);
}

async function opened(bytes: Uint8Array): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  const sheet = workbook.getWorksheet('数据');
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

async function clerksFile(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('数据');
  sheet.addRow(['姓名', '证件号码', '工种']);
  sheet.addRow(['张三', '123', '电工']);
  sheet.addRow(['李四 & <𠮷>', '456']);
  sheet.addRow(['王五', '789', '车工']);
  sheet.getCell('A2').font = { bold: true };
  sheet.getCell('B4').numFmt = '@';
  workbook.addWorksheet('说明').addRow(['请填写']);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const FINDINGS = [
  found(2, 0),
  found(2, 0, { code: 'N2', severity: 'warning' }),
  found(3, 2, { code: 'N3', severity: 'note' }),
  found(null, null, { code: 'F1' }),
];

function fillOf(sheet: ExcelJS.Worksheet, cell: string): string | undefined {
  const { fill } = sheet.getCell(cell);
  return fill?.type === 'pattern' ? fill.fgColor?.argb : undefined;
}

test('findings stand in added columns, the clerk’s cells stay as they were', async () => {
  const bytes = await annotate(await clerksFile(), FINDINGS, wording);

  expect(await cellsOf(bytes, '数据')).toEqual([
    ['姓名', '证件号码', '工种', '核证：问题', '核证：怎么改', '核证：说明'],
    ['张三', '123', '电工', '错误：短N1\n提醒：短N2', '改N1\n改N2'],
    ['李四 & <𠮷>', '456', '', '提示：短N3', '改N3'],
    ['王五', '789', '车工'],
  ]);
  expect(await cellsOf(bytes, '说明')).toEqual([['请填写']]);
});

test('cells are coloured by the gravest finding and commented, other formats stay', async () => {
  const sheet = await opened(await annotate(await clerksFile(), FINDINGS, wording));

  expect([fillOf(sheet, 'A2'), fillOf(sheet, 'C3'), fillOf(sheet, 'A4')]).toEqual(['FFFFC7CD', 'FFDDEBF6', undefined]);
  expect(sheet.getCell('A2').font?.bold).toBe(true);
  expect(sheet.getCell('B4').numFmt).toBe('@');
  expect(JSON.stringify(sheet.getCell('A2').note)).toContain('错误：长<N1>\\n怎么改：改N1\\n提醒：长<N2>');
});

test('findings that were only counted are announced in the first sheet', async () => {
  const bytes = await annotate(await clerksFile(), FINDINGS, wording, { unlisted: 12_345 });

  expect(JSON.stringify(await cellsOf(bytes, '核证结果'))).toContain('另有 12345 处没有逐处列出');
});

test('the first sheet counts findings by rule, errors first', async () => {
  const bytes = await annotate(await clerksFile(), [...FINDINGS, found(4, 1)], wording);

  expect(JSON.stringify(await cellsOf(bytes, '核证结果'))).not.toContain('公式按结果写出');
  const all = await collect(rows(bytes));
  expect(all[0]?.sheet).toBe('核证结果');
  const [, , , ...rules] = await cellsOf(bytes, '核证结果');
  expect(rules.map((cells) => cells.slice(0, 4))).toEqual([
    ['错误', '名N1（N1）', '2', '2'],
    ['错误', '名F1（F1）', '1', '0'],
    ['提醒', '名N2（N2）', '1', '1'],
    ['提示', '名N3（N3）', '1', '1'],
  ]);
});

test('our headers stand in the header row, under a title and beside a short header', async () => {
  const bytes = await annotate(Buffer.from('名单\n姓名,证件号码,\n张三,1,x\n'), [found(3, 0)], wording);

  expect((await cellsOf(bytes, '数据')).map((cells) => cells[3])).toEqual([undefined, '核证：问题', '错误：短N1']);
});

test('what comes back is read as the clerk wrote it', async () => {
  const original = await clerksFile();

  const returned = await annotate(original, FINDINGS, wording);

  expect(await collect(withoutOwnMarks(rows(returned)))).toEqual(await collect(rows(original)));
});

test('a second answer replaces the first one: texts, colours, comments and summary', async () => {
  const first = await annotate(await clerksFile(), FINDINGS, wording);

  const second = await annotate(first, [found(4, 1)], wording);

  expect(await cellsOf(second, '数据')).toEqual([
    ['姓名', '证件号码', '工种', '核证：问题', '核证：怎么改', '核证：说明'],
    ['张三', '123', '电工'],
    ['李四 & <𠮷>', '456'],
    ['王五', '789', '车工', '错误：短N1', '改N1'],
  ]);
  expect(await cellsOf(second, '核证结果')).toHaveLength(4);
  const sheet = await opened(second);
  expect([fillOf(sheet, 'A2'), fillOf(sheet, 'B4')]).toEqual([undefined, 'FFFFC7CD']);
  expect(sheet.getCell('A2').note).toBeUndefined();
  expect(sheet.getCell('B4').note).toBeTruthy();
});

test('a text file comes back as a workbook with the same rows under the same numbers', async () => {
  const bytes = await annotate(Buffer.from('姓名,证件号码\n\n=1+1,2\n'), [found(3, 0)], wording);

  expect((await collect(rows(bytes))).slice(-2)).toEqual([
    { sheet: '数据', row: 1, cells: ['姓名', '证件号码', '核证：问题', '核证：怎么改', '核证：说明'] },
    { sheet: '数据', row: 3, cells: ['=1+1', '2', '错误：短N1', '改N1'] },
  ]);
});

test('an old .xls comes back as a workbook, its numbers still numbers', async () => {
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, utils.aoa_to_sheet([['姓名', '证件号码'], [], ['甲', 130102199003070000]]), '数据');
  const old: Buffer = write(workbook, { type: 'buffer', bookType: 'biff8' });

  const answer = await annotate(old, [found(3, 1)], wording);

  expect(await collect(withoutOwnMarks(rows(answer)))).toEqual([
    { sheet: '数据', row: 1, cells: ['姓名', '证件号码'] },
    { sheet: '数据', row: 3, cells: ['甲', { stored: 'number', text: '130102199003070000' }] },
  ]);
  expect(JSON.stringify(await cellsOf(answer, '核证结果'))).toContain('公式按结果写出');
});

test('prefixed, sparse and quoted XML is patched, names of ranges move on by one', async () => {
  const xml = `<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:dimension ref="A1:B2"/><x:sheetData><x:row r='1'><x:c t='inlineStr'><x:is><x:t>甲</x:t></x:is></x:c></x:row><x:row r='5' spans='1:2'><x:c r='C5' s='0'><x:v>7</x:v></x:c></x:row></x:sheetData><x:pageMargins/><x:extLst/></x:worksheet>`;
  const parts = workbookParts({
    sheets: [
      { name: '数据', xml },
      { name: '二', xml: sheetXml('') },
    ],
  });
  const book = parts.find((part) => part.name === 'xl/workbook.xml');
  if (book) {
    book.bytes = Buffer.from(
      book.bytes
        .toString()
        .replace('<sheets>', '<bookViews><workbookView activeTab="1"/></bookViews><sheets>')
        .replace(
          '</sheets>',
          '</sheets><definedNames><definedName name="n" localSheetId="0">A1</definedName></definedNames>',
        ),
    );
  }

  const bytes = await annotate(makeZip(parts), [found(5, 0)], wording);

  expect((await collect(rows(bytes))).filter((row) => row.sheet === '数据')).toEqual([
    { sheet: '数据', row: 1, cells: ['甲', '', '', '核证：问题', '核证：怎么改', '核证：说明'] },
    { sheet: '数据', row: 5, cells: ['', '', { stored: 'number', text: '7' }, '错误：短N1', '改N1'] },
  ]);
  const zip = openZip(bytes, LIMITS);
  const text = async (path: string) => {
    const entry = zip.entries.get(path);
    return entry ? (await zip.whole(entry)).toString() : '';
  };
  const patched = await text('xl/workbook.xml');
  expect(patched).toContain('<sheets><sheet name="核证结果" sheetId="3"');
  expect(patched).toContain('<workbookView activeTab="0"/>');
  expect(patched).toContain('localSheetId="1"');
  expect(await text('xl/worksheets/sheet1.xml')).toMatch(/<x:pageMargins\/><x:legacyDrawing [^>]*\/><x:extLst\/>/);
});

test('an answer saved by another program and dropped again is still known as ours', async () => {
  const first = await annotate(await clerksFile(), FINDINGS, wording);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(first).buffer);
  const saved = Buffer.from(await workbook.xlsx.writeBuffer());

  const second = await annotate(saved, [found(4, 1)], wording);

  expect((await cellsOf(second, '核证结果')).slice(3)).toEqual([['错误', '名N1（N1）', '1', '1', '长<N1>', '改N1']]);
  expect(await collect(withoutOwnMarks(rows(second)))).toEqual(await collect(rows(await clerksFile())));
  const sheet = await opened(second);
  expect([fillOf(sheet, 'A2'), fillOf(sheet, 'B4'), sheet.getCell('A2').font?.bold]).toEqual([
    undefined,
    'FFFFC7CD',
    true,
  ]);
});

test('what the clerk writes in the column for replies is told, and the next answer leaves it there', async () => {
  const first = await annotate(await clerksFile(), FINDINGS, wording);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(first).buffer);
  const data = workbook.getWorksheet('数据');
  if (data) data.getCell('F2').value = '已与本人核对';
  const replied = Buffer.from(await workbook.xlsx.writeBuffer());
  const replies: Reply[] = [];

  const second = await annotate(replied, [found(4, 1)], wording);
  const clean = await collect(withoutOwnMarks(rows(second), (reply) => replies.push(reply)));

  expect(replies).toEqual([{ sheet: '数据', row: 2, text: '已与本人核对' }]);
  expect(clean).toEqual(await collect(rows(await clerksFile())));
});

test('what was answered in a version before stands in the column for replies, as text, and comes back as a reply', async () => {
  const answered = (finding: Finding) => ({ ...wording(finding), ...(finding.row === 3 && { reply: '=已核对' }) });

  const bytes = await annotate(await clerksFile(), FINDINGS, answered);

  const replies: Reply[] = [];
  await collect(withoutOwnMarks(rows(bytes), (reply) => replies.push(reply)));
  expect(replies).toEqual([{ sheet: '数据', row: 3, text: '=已核对' }]);
  expect((await opened(bytes)).getCell('F3').value).toBe('=已核对');
});

test('the summary opens, and no other sheet is selected with it, the first time and every next', async () => {
  const before = '<sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>';
  const xml = sheetXml('<row><c><v>1</v></c></row><row><c><v>2</v></c></row>', { before });
  const names = ['数据', '二'];
  const parts = workbookParts({ sheets: names.map((name) => ({ name, xml })) });
  for (const part of parts) {
    const views = '<bookViews><workbookView activeTab="1"/></bookViews><sheets>';
    if (part.name === 'xl/workbook.xml') part.bytes = Buffer.from(part.bytes.toString().replace('<sheets>', views));
  }
  const selected = makeZip(parts);

  const first = await annotate(selected, FINDINGS, wording);
  const second = await annotate(first, FINDINGS, wording);

  for (const bytes of [first, second]) {
    const zip = openZip(bytes, LIMITS);
    const parts = [...zip.entries.values()].filter(({ name }) => /worksheets\/sheet\d+\.xml|workbook\.xml$/.test(name));
    const texts = await Promise.all(parts.map(async (entry) => (await zip.whole(entry)).toString()));
    expect(texts.filter((text) => text.includes('tabSelected="1"')).map((text) => text.includes('核证结果'))).toEqual([
      true,
    ]);
    expect(texts.filter((text) => text.includes('activeTab="0"'))).toHaveLength(1);
  }
});

test('cells beyond the most comments are counted in the summary', async () => {
  const lines = Array.from({ length: 20_003 }, (_, i) => `甲${i}`);
  const many = lines.map((_, i) => found(i + 2, 0));

  const bytes = await annotate(Buffer.from(`姓名,工种\n${lines.join(',\n')},\n`), many, wording);

  expect(JSON.stringify((await cellsOf(bytes, '核证结果'))[2])).toContain('另有 3 个单元格');
});

test('the clerk’s own comments stay, ours do not push them out', async () => {
  const workbook = new ExcelJS.Workbook();
  const own = workbook.addWorksheet('数据');
  own.addRow(['姓名']);
  own.getCell('A1').note = '请填全名';
  const bytes = Buffer.from(await workbook.xlsx.writeBuffer());

  const sheet = await opened(await annotate(bytes, [found(1, 0)], wording));

  expect(JSON.stringify(sheet.getCell('A1').note)).toContain('请填全名');
  expect(fillOf(sheet, 'A1')).toBe('FFFFC7CD');
});

const text = fc.string({ unit: fc.constantFrom('张', '𠮷', '&', '<', '"', ' ', '=', '1', '\n'), maxLength: 12 });
const tables = fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
const places = fc.array(fc.record({ row: fc.nat(6), column: fc.nat(4) }), { maxLength: 6 });

test('whatever the table and wherever the findings, the clerk’s rows come back equal', async () => {
  await fc.assert(
    fc.asyncProperty(tables, places, fc.boolean(), async (table, at, useSharedStrings) => {
      const workbook = new ExcelJS.Workbook();
      const sheet = workbook.addWorksheet('数据');
      for (const cells of table) sheet.addRow(cells);
      const original = Buffer.from(await workbook.xlsx.writeBuffer({ useSharedStrings }));
      const findings = at.map(({ row, column }) => found(row + 1, column));

      const once = await annotate(original, findings, wording);
      const twice = await annotate(once, findings.slice(1), wording);

      const before = await collect(rows(original));
      expect(await collect(withoutOwnMarks(rows(once)))).toEqual(before);
      expect(await collect(withoutOwnMarks(rows(twice)))).toEqual(before);
    }),
    { numRuns: 40 },
  );
});

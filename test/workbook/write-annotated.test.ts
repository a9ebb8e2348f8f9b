// The annotated workbook: the clerk's own cells stay, findings stand beside them.
import { utils, write } from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { LIMITS } from '../../workbook/limits.ts';
import { withoutOwnMarks } from '../../workbook/own-marks.ts';
import { rows } from '../../workbook/read.ts';
import { annotate } from '../../workbook/write-annotated.ts';
import { openZip } from '../../workbook/xlsx/zip.ts';
import { cellsOf, clerksFile, collect, FINDINGS, fillOf, found, opened, wording } from './annotated.ts';
import { makeZip, sheetXml, workbookParts } from './make-xlsx.ts';

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

test('two sheets with findings keep their comments apart', async () => {
  const row = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>';
  const sheets = ['数据', '另表'].map((name) => ({ name, xml: sheetXml(row) }));
  const findings = [found(2, 0), found(2, 0, { code: 'N2', sheet: '另表' })];

  const copy = new ExcelJS.Workbook();
  const bytes = await annotate(makeZip(workbookParts({ sheets })), findings, wording);
  await copy.xlsx.load(Uint8Array.from(bytes).buffer);

  const notes = sheets.map(({ name }) => JSON.stringify(copy.getWorksheet(name)?.getCell('A2').note));
  expect(notes[0]).toContain('长<N1>');
  expect(notes[1]).toContain('长<N2>');
  expect(notes[1]).not.toContain('长<N1>');
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

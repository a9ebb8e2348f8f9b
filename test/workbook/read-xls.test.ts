// Old .xls files: read with their stored types by a process that may die of them, and then refused.
import { CFB, utils, type WorkSheet, write } from '@e965/xlsx';
import { expect, test } from 'vitest';
import type { SheetRow } from '../../domain/sheet.ts';
import { kindOf } from '../../workbook/kind.ts';
import { LIMITS, type Limits } from '../../workbook/limits.ts';
import { rowBatches, rows } from '../../workbook/read.ts';
import type { SheetFacts } from '../../workbook/sheet-facts.ts';
import { UnreadableFile } from '../../workbook/unreadable.ts';
import { annotate } from '../../workbook/write-annotated.ts';
import { legalNames } from '../../workbook/xls/sheet-names.ts';

function xlsOf(sheets: Readonly<Record<string, WorkSheet>>, hidden: readonly number[] = [], date1904 = false): Buffer {
  const workbook = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(workbook, sheet, name);
  workbook.Workbook = { WBProps: { date1904 }, Sheets: hidden.map((Hidden) => ({ Hidden: Hidden as 0 | 1 | 2 })) };
  return write(workbook, { type: 'buffer', bookType: 'biff8' });
}

/** One sheet with one line under each name, also under names that its writer refuses; at most nine, of three letters. */
function xlsNamed(names: readonly string[]): Buffer {
  const sheets = names.map((_, i): [string, WorkSheet] => [`QQ${i}`, utils.aoa_to_sheet([[`甲${i}`], [`乙${i}`]])]);
  const container = CFB.read(xlsOf(Object.fromEntries(sheets)), { type: 'buffer' });
  const stream = CFB.find(container, 'Workbook');
  if (stream === null) throw new Error('no workbook stream');
  const records = Buffer.from(stream.content);
  for (const [i, [placeholder]] of sheets.entries()) {
    const at = records.indexOf(Buffer.from(placeholder, 'utf16le'));
    records[at - 2] = names[i]?.length ?? 0;
    records.write(names[i] ?? '', at, 'utf16le');
  }
  stream.content = records;
  return Buffer.from(CFB.write(container, { type: 'buffer' }) as Uint8Array);
}

async function read(bytes: Uint8Array, limits: Partial<Limits> = {}) {
  const all: SheetRow[] = [];
  const facts: SheetFacts[] = [];
  for await (const row of rows(bytes, { limits, onSheet: (one) => facts.push(one) })) all.push(row);
  return { all, facts };
}

async function refusal(bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<string> {
  return read(bytes, limits).then(
    () => 'read',
    (error) => (error instanceof UnreadableFile ? error.code : String(error)),
  );
}

const lines = (count: number) => Array.from({ length: count }, (_, i) => [`甲${i}`, `13010219900307${i}`, '车工']);

test('texts, rare characters and every stored type come through, blank rows keep their numbers', async () => {
  const sheet = utils.aoa_to_sheet([['姓名', '𠮷\u2028野', ' 车工'], [], [130102199003070000, true, 0.5]]);
  sheet.D3 = { t: 'n', v: 46_000, z: 'yyyy/m/d' };
  sheet.E3 = { t: 'e', v: 42 };
  // 1+2 as tokens of the format: the writer has no words for formulas.
  sheet.F3 = { t: 'n', v: 3, bf: Uint8Array.of(7, 0, 0x1e, 1, 0, 0x1e, 2, 0, 3) };
  sheet['!ref'] = 'A1:F3';

  const { all } = await read(xlsOf({ 数据: sheet }));

  expect(all).toEqual([
    { sheet: '数据', row: 1, cells: ['姓名', '𠮷\u2028野', ' 车工'] },
    {
      sheet: '数据',
      row: 3,
      cells: [
        { stored: 'number', text: '1.3010219900307E+17' },
        { stored: 'boolean', text: 'TRUE' },
        { stored: 'number', text: '0.5' },
        { stored: 'date', text: '2025-12-09', raw: '46000' },
        { stored: 'error', text: '#N/A' },
        { stored: 'formula', text: '3', raw: '1+2' },
      ],
    },
  ]);
});

test('dates follow the date system of the workbook', async () => {
  const sheet = utils.aoa_to_sheet([['日期']]);
  sheet.A2 = { t: 'n', v: 44_538, z: 'yyyy-mm-dd' };
  sheet['!ref'] = 'A1:A2';

  const { all } = await read(xlsOf({ 数据: sheet }, [], true));

  expect(all[1]?.cells).toEqual([{ stored: 'date', text: '2025-12-09', raw: '44538' }]);
});

test('hidden sheets are told and not read, merged cells are told', async () => {
  const merged = utils.aoa_to_sheet([['标题'], ['甲']]);
  merged['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 2 } }];

  const { all, facts } = await read(xlsOf({ 藏: utils.aoa_to_sheet([['乙']]), 数据: merged }, [1, 0]));

  expect(all.map(({ sheet, row }) => [sheet, row])).toEqual([
    ['数据', 1],
    ['数据', 2],
  ]);
  expect(facts).toMatchObject([
    { name: '藏', visibility: 'hidden', rows: 0 },
    { name: '数据', rows: 2, mergedRanges: [{ firstRow: 1, lastRow: 1, firstColumn: 0, lastColumn: 2 }] },
  ]);
});

test('sheets under names that no workbook may bear come back under legal ones, each with all its rows', async () => {
  const file = xlsNamed(['A/1', 'a:1', '', "'x'"]);

  const copy = await annotate(file, [], () => ({ title: '', short: '', full: '', next: '' }));

  const told = (await read(file)).all.map(({ sheet, row, cells }) => [sheet, row, cells[0]]);
  expect(told).toEqual([
    ['A_1', 1, '甲0'],
    ['A_1', 2, '乙0'],
    ['a_1 (2)', 1, '甲1'],
    ['a_1 (2)', 2, '乙1'],
    ['Sheet1', 1, '甲2'],
    ['Sheet1', 2, '乙2'],
    ['_x_', 1, '甲3'],
    ['_x_', 2, '乙3'],
  ]);
  expect((await read(copy)).all.slice(-8).map(({ sheet, row, cells }) => [sheet, row, cells[0]])).toEqual(told);
});

test('legal names stay, others are made legal: never empty, never longer than 31, never twice', () => {
  const long = '甲'.repeat(40);

  expect(legalNames(['数据', 'Sheet 2', "it's"])).toEqual(['数据', 'Sheet 2', "it's"]);
  expect(legalNames(['', long, long, '\u0001[x]'])).toEqual([
    'Sheet1',
    '甲'.repeat(31),
    `${'甲'.repeat(27)} (2)`,
    '__x_',
  ]);
  expect(legalNames(['x', 'X', 'x (2)'])).toEqual(['x', 'X (2)', 'x (2) (2)']);
  expect(legalNames([`${'a'.repeat(30)}𠮷`])).toEqual([`${'a'.repeat(30)}_`]);
});

test('two sheets of exactly one name are refused: only one of them could be read', async () => {
  expect(await refusal(xlsNamed(['A', 'B']))).toBe('read');
  expect(await refusal(xlsNamed(['A', 'A']))).toBe('xls');
});

test('a file that is the death of its reader is refused, and the next one is read', async () => {
  const large = xlsOf({ 数据: utils.aoa_to_sheet(lines(12_000)) });
  const small = xlsOf({ 数据: utils.aoa_to_sheet(lines(3)) });

  expect(await refusal(large, { xlsHeapMegabytes: 24 })).toBe('xls');
  expect(await refusal(large, { xlsSeconds: 0.01 })).toBe('xls');
  expect((await read(small, { xlsHeapMegabytes: 24 })).all).toHaveLength(3);
});

test('one long text in every cell makes a small file into long rows, which come a few at a time', async () => {
  const line = Array.from({ length: 80 }, () => '长'.repeat(3_000));
  const workbook = utils.book_new(utils.aoa_to_sheet(Array.from({ length: 200 }, () => line)), '数据');
  const file: Buffer = write(workbook, { type: 'buffer', bookType: 'biff8', bookSST: true });
  const batches: number[] = [];

  for await (const batch of rowBatches(file)) batches.push(batch.length);

  expect(file.length).toBeLessThan(300_000);
  expect(batches.reduce((sum, rows) => sum + rows, 0)).toBe(200);
  expect(Math.max(...batches)).toBeLessThan(10);
  expect(await refusal(file, { rowBytes: 200_000 })).toBe('row-too-long');
  expect(await refusal(file, { unpackedBytes: 20_000_000 })).toBe('too-much-unpacked');
}, 60_000);

test('what a cell says is not taken for the kind of the file', () => {
  const words = ['EncryptedPackage', 'ETExtData', 'WpsCustomData', '_VBA_PROJECT_CUR', 'WordDocument', '𠮷'];
  const file = xlsOf({ 数据: utils.aoa_to_sheet([words]) });

  expect(file.includes(Buffer.from('EncryptedPackage', 'utf16le'))).toBe(true);
  expect(kindOf(file, LIMITS)).toEqual({ kind: 'xls' });
});

test('a workbook with a password to open it is named as such', async () => {
  const container = CFB.read(xlsOf({ 数据: utils.aoa_to_sheet(lines(1)) }), { type: 'buffer' });
  const stream = CFB.find(container, 'Workbook');
  if (stream === null) throw new Error('no workbook stream');
  const records = Buffer.from(stream.content);
  const afterFirst = 4 + records.readUInt16LE(2);
  const filePass = Buffer.from([0x2f, 0, 6, 0, 0, 0, 1, 2, 3, 4]);
  stream.content = Buffer.concat([records.subarray(0, afterFirst), filePass, records.subarray(afterFirst)]);
  stream.size = stream.content.length;

  expect(await refusal(Buffer.from(CFB.write(container, { type: 'buffer' }) as Uint8Array))).toBe('encrypted');
});

test('the limits hold, damage is refused, and whoever stops early is not kept waiting', async () => {
  const file = xlsOf({ 数据: utils.aoa_to_sheet(lines(300)) });

  expect(await refusal(file, { rows: 299 })).toBe('too-many-rows');
  expect(await refusal(file, { columns: 2 })).toBe('too-many-columns');
  expect(await refusal(file, { cellCharacters: 5 })).toBe('cell-too-long');
  expect(await refusal(Buffer.concat([file.subarray(0, 512), Buffer.alloc(512, 7), file.subarray(1_024)]))).toBe('xls');
  for await (const row of rows(file)) {
    expect(row.cells[0]).toBe('甲0');
    break;
  }
});

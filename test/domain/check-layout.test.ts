// Headers, titles, notes and blank rows around the data: what is told of them, and that the rows are read all the same.
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import { exampleInstitution } from '../../domain/example.ts';
import type { SheetRow } from '../../domain/sheet.ts';
import { validCertificate } from '../../local/sample-certificates.ts';
import { checkSheet } from '../support/certificates.ts';

const sample = (i: number) => validCertificate(i, exampleInstitution, '2026-11-02', hebei2022);
const sheet = (cells: (readonly string[])[]): SheetRow[] =>
  cells.map((row, i) => ({ sheet: '表', row: i + 1, cells: row }));
const header = hebei2022.fields.map((field) => field.header);
const data = (i: number) => hebei2022.fields.map((field) => sample(i)[field.key]);

test('columns in another order are read by their names', async () => {
  const order = [2, 0, 1, ...Array.from({ length: 8 }, (_, i) => i + 3)];
  const moved = (row: readonly string[]) => order.map((i) => row[i] ?? '');

  const { codes, findings } = await checkSheet(sheet([moved(header), moved(data(0))]));

  expect(codes).toEqual(['H02']);
  expect(findings[0]?.facts).toEqual({ header: '证件号码', position: 3 });
});

test('an inserted column is told once and the rest is read', async () => {
  const inserted = (row: readonly string[], cell: string) => [...row.slice(0, 3), cell, ...row.slice(3)];

  const { codes, findings } = await checkSheet(sheet([inserted(header, '性别'), inserted(data(0), '男')]));

  expect(codes).toEqual(['H03']);
  expect(findings[0]?.facts).toEqual({ position: 4, count: 11 });
});

test('a missing column is told once, not on every row', async () => {
  const cut = (row: readonly string[]) => row.slice(0, 10);

  const { codes, findings, rows } = await checkSheet(sheet([cut(header), cut(data(0)), cut(data(1))]));

  expect(codes).toEqual(['H01']);
  expect(findings[0]?.facts).toEqual({ expected: header[10], count: 11 });
  expect(rows.map((row) => row.certificate)).toEqual([null, null]);
});

test('a usual other name for a column is recognised', async () => {
  const named = header.map((text) => (text === '发证日期' ? '发证时间' : text));

  const { findings } = await checkSheet(sheet([named, data(0)]));

  expect(findings).toMatchObject([{ code: 'H04', column: 8, facts: { expected: '发证日期' } }]);
});

test('titles above, a blank row inside and a total below are told and the rows are numbered as shown', async () => {
  const { rows, findings } = await checkSheet(
    sheet([['2026年数据'], [], header, data(0), [], data(1), [], ['合计', '2'], ['审核人：甲乙']]),
  );

  expect(rows.map((row) => row.row)).toEqual([4, 6]);
  expect(findings).toMatchObject([
    { code: 'F04', facts: { count: 1 } },
    { code: 'F05', facts: { row: 8, count: 2 } },
    { code: 'F06', facts: { count: 1 } },
  ]);
});

test('blank rows right under the header and at the end are nothing to tell', async () => {
  const { codes } = await checkSheet(sheet([header, [], data(0), [], []]));

  expect(codes).toEqual([]);
});

test('a note with data after it is a row that is no certificate', async () => {
  const { rows } = await checkSheet(sheet([header, data(0), ['小计：1'], data(1)]));

  expect(rows.map((row) => [row.row, row.findings.map((finding) => finding.code)])).toEqual([
    [2, []],
    [3, ['F09']],
    [4, []],
  ]);
});

test('lines that sign the table are no data, whatever they begin with', async () => {
  const stamp = ['', '', '甲乙中心（盖章）', '', '', '', '2026年11月5日'];

  const { rows, findings } = await checkSheet(sheet([header, data(0), [], stamp, ['丙丁戊']]));

  expect(rows.map((row) => row.row)).toEqual([2]);
  expect(findings).toMatchObject([{ code: 'F05', facts: { row: 4, count: 2 } }]);
});

test('a row that lacks most cells is poor data when data follows, or when it has a number', async () => {
  const poor = ['丙丁戊', '居民身份证'];
  const numbered = ['丙丁戊', '居民身份证', '130102199003070000'];

  const { rows } = await checkSheet(sheet([header, poor, data(0), poor, data(1), numbered]));

  expect(rows.map((row) => row.row)).toEqual([2, 3, 4, 5, 6]);
  expect(rows.map((row) => row.findings.length > 3)).toEqual([true, false, true, false, true]);
});

test('the sheet with the header is found behind another one', async () => {
  const notes = [{ sheet: '说明', row: 1, cells: ['怎么填'] }];

  const { summary, codes } = await checkSheet([...notes, ...sheet([header, data(0)])]);

  expect(summary).toMatchObject({ sheet: '表', rows: 1 });
  expect(codes).toEqual(['F07']);
});

test('an empty file and a file without header are refused in words', async () => {
  expect((await checkSheet([])).codes).toEqual(['F01']);
  expect((await checkSheet(sheet([data(0)]))).codes).toEqual(['F01']);
  expect((await checkSheet(sheet([header]))).codes).toEqual(['F03']);
});

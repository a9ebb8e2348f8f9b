// Every cell's text as openpyxl reads it. Skipped, and said so, where no Python with openpyxl is installed.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, expect, test } from 'vitest';
import { cellText } from '../../domain/sheet.ts';
import { rows } from '../../workbook/read.ts';
import { pythonWithOpenpyxl, runPython } from '../support/openpyxl.ts';
import { workbookOf } from './make-xlsx.ts';

const python = pythonWithOpenpyxl();
const dir = mkdtempSync(join(tmpdir(), 'hezheng-openpyxl-'));
afterAll(() => rmSync(dir, { recursive: true }));

const READ = `
import json, sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0]
print(json.dumps([['' if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]))`;
const WRITE = `
import json, sys, openpyxl
book = openpyxl.Workbook()
for row in json.load(open(sys.argv[1])): book.active.append(row)
book.save(sys.argv[2])`;

/** Enough rows for several windows; rare characters, repeats, blanks and what XML must escape. */
const table = Array.from({ length: 3_000 }, (_, i) => [
  `张${'子丑寅卯'[i % 4]}𠮷${i % 97}`,
  '居民身份证',
  `1301021990${String(i).padStart(8, '0')}`,
  i % 3 === 0 ? '' : `<${i % 50}> & "引号" ·—`,
  ' 前后空格 ',
  `两\n行${'长'.repeat(i % 120)}`,
  i % 5 === 0 ? '' : `é${i}`,
]);

async function exceljs(useSharedStrings: boolean): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('数据');
  for (const cells of table) sheet.addRow(cells);
  return Buffer.from(await workbook.xlsx.writeBuffer({ useSharedStrings }));
}

function openpyxl(): Buffer {
  writeFileSync(join(dir, 'table.json'), JSON.stringify(table));
  runPython(python ?? '', WRITE, join(dir, 'table.json'), join(dir, 'written.xlsx'));
  return readFileSync(join(dir, 'written.xlsx'));
}

function inline(): Buffer {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&#60;').replaceAll('𠮷', '&#x20BB7;');
  const cell = (text: string) => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
  return workbookOf(table.map((cells, i) => `<row r="${i + 1}">${cells.map(cell).join('')}</row>`).join(''));
}

test.skipIf(python === null).each([
  ['exceljs with shared strings', () => exceljs(true)],
  ['exceljs without shared strings', () => exceljs(false)],
  ['openpyxl', openpyxl],
  ['a program that writes inline strings and references', inline],
])('every cell of a workbook by %s says what openpyxl reads there', async (_, make) => {
  const bytes = await make();
  writeFileSync(join(dir, 'read.xlsx'), bytes);

  const theirs: unknown = JSON.parse(runPython(python ?? '', READ, join(dir, 'read.xlsx')));
  const ours = [];
  for await (const { cells } of rows(bytes)) {
    const texts = cells.map((cell) => cellText(cell));
    ours.push([...texts, ...(table[0]?.slice(texts.length).map(() => '') ?? [])]);
  }

  expect(ours).toEqual(theirs);
});

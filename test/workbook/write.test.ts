// The workbooks that we hand out, read back with our own reader.
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { shippedCalendar } from '../../config/calendars.ts';
import { divisions } from '../../config/divisions.ts';
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate } from '../../domain/certificate.ts';
import { exampleContext } from '../../domain/example.ts';
import type { SheetRow } from '../../domain/sheet.ts';
import { withoutOwnMarks } from '../../workbook/own-marks.ts';
import { rows } from '../../workbook/read.ts';
import type { SheetFacts } from '../../workbook/sheet-facts.ts';
import { writeExport } from '../../workbook/write-export.ts';
import { writeTemplate } from '../../workbook/write-template.ts';
import { checkSheet } from '../support/certificates.ts';

async function read(bytes: Uint8Array): Promise<SheetRow[]> {
  const found: SheetRow[] = [];
  for await (const row of rows(bytes)) found.push(row);
  return found;
}

const HEADERS = hebei2022.fields.map((field) => field.header);

const certificate: Certificate = {
  name: '张三',
  documentType: '居民身份证',
  documentNumber: '130102199003070011',
  employer: '=HYPERLINK("http://example.invalid")',
  occupation: '+1',
  workType: '-1',
  level: '三级',
  number: '@SUM(A1)',
  issuedOn: '2026-02-09',
  institution: '\t=1',
  issuer: '\n=1',
};

test('an export holds the standard’s columns in order, every value as plain text, never a formula', async () => {
  const bytes = await writeExport(hebei2022, [certificate]);

  const [header, row, ...more] = await read(bytes);
  expect(header?.cells).toEqual(HEADERS);
  expect(row?.cells).toEqual(hebei2022.fields.map((field) => certificate[field.key]));
  expect(more).toEqual([]);
});

test('an export’s cells carry the text format', async () => {
  const bytes = await writeExport(hebei2022, [certificate]);

  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  const formats = HEADERS.map((_, i) => workbook.worksheets[0]?.getCell(2, i + 1).numFmt);
  expect(new Set(formats)).toEqual(new Set(['@']));
});

test('the template holds the header alone on its first sheet, with text cells, notes and drop-downs', async () => {
  const bytes = await writeTemplate(hebei2022);

  const first = (await read(bytes)).filter((row) => row.sheet === '证书数据');
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  const sheet = workbook.getWorksheet('证书数据');
  expect(first.map((row) => row.cells)).toEqual([HEADERS]);
  expect(sheet?.getCell('A1').note).toBeTruthy();
  expect(sheet?.getColumn(9).numFmt).toBe('@');
  expect(sheet?.getCell('B2').dataValidation?.formulae).toEqual([
    `'核证填写说明'!$D$2:$D$${hebei2022.documentTypes.length + 1}`,
  ]);
  expect(sheet?.getCell('G10001').dataValidation?.type).toBe('list');
});

test('the filled example passes the whole check of the example institution, a row for each kind of document', async () => {
  const bytes = await writeTemplate(hebei2022, { filled: true });

  const read: SheetRow[] = [];
  const sheets: SheetFacts[] = [];
  const from = rows(bytes, { onSheet: (sheet) => sheets.push(sheet) });
  for await (const row of withoutOwnMarks(from)) read.push(row);
  const context = { ...exampleContext({}, hebei2022, shippedCalendar), divisions, layout: () => sheets };
  const { findings, summary, rows: checked } = await checkSheet(read, context);
  expect(findings).toEqual([]);
  expect(summary.skipped).toEqual([]);
  expect(checked.map(({ certificate }) => certificate?.documentType)).toEqual(
    hebei2022.documentTypes.map((type) => type.name),
  );
});

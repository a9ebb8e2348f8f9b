// Checked certificates as the workbook that is uploaded further: the standard's columns, in its order, all text.
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import type { Certificate } from '../domain/certificate.ts';
import type { Standard } from '../domain/standard.ts';
import { inParts } from './in-parts.ts';

const TEXT_FORMAT = '@';
export const DATA_SHEET = '证书数据';

/**
 * An .xlsx with one sheet: header row, then a row for each certificate. Every cell is stored as text, so that a value
 * that begins with `=`, `+`, `-` or `@` is shown and never computed.
 */
export async function writeExport(
  standard: Standard,
  certificates: Iterable<Certificate> | AsyncIterable<Certificate>,
): Promise<Buffer> {
  const stream = new PassThrough();
  const written = buffer(stream);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet(DATA_SHEET, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = standard.fields.map((field) => ({
    width: columnWidth(field.maxLength),
    style: { numFmt: TEXT_FORMAT },
  }));
  sheet.addRow(standard.fields.map((field) => field.header)).commit();
  for await (const certificate of certificates) {
    sheet.addRow(standard.fields.map((field) => certificate[field.key])).commit();
  }
  sheet.commit();
  await workbook.commit();
  return written;
}

/**
 * The same in numbered workbooks of at most `maxBytes`, a single one where that is enough. `certificates` is asked for
 * them anew each time.
 */
export function writeExportInParts(
  standard: Standard,
  certificates: () => AsyncIterable<Certificate>,
  maxBytes: number,
): Promise<Buffer[]> {
  return inParts(async (from, to) => {
    let seen = 0;
    let rows = 0;
    async function* some() {
      for await (const one of certificates()) {
        if (seen >= to) return;
        seen += 1;
        if (seen <= from) continue;
        rows += 1;
        yield one;
      }
    }
    const bytes = await writeExport(standard, some());
    return { bytes, rows };
  }, maxBytes);
}

/** Wide enough for usual values, never absurd. */
export function columnWidth(maxLength: number): number {
  return Math.min(Math.max(maxLength + 2, 12), 30);
}

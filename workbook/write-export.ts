// Checked certificates as the workbook that is uploaded further: the standard's columns, in its order, all text.
import type { Certificate } from '../domain/certificate.ts';
import type { Standard } from '../domain/standard.ts';
import { inParts } from './in-parts.ts';
import { HEADED, streamedWorkbook, TEXT } from './write-workbook.ts';

export const DATA_SHEET = '证书数据';

/**
 * An .xlsx with one sheet: header row, then a row for each certificate. Every cell is stored as text, so that a value
 * that begins with `=`, `+`, `-` or `@` is shown and never computed.
 */
export async function writeExport(
  standard: Standard,
  certificates: Iterable<Certificate> | AsyncIterable<Certificate>,
): Promise<Buffer> {
  const { workbook, finish } = streamedWorkbook({ useSharedStrings: false });
  const sheet = workbook.addWorksheet(DATA_SHEET, HEADED);
  sheet.columns = standard.fields.map((field) => ({
    width: columnWidth(field.maxLength),
    style: { numFmt: TEXT },
  }));
  sheet.addRow(standard.fields.map((field) => field.header)).commit();
  for await (const certificate of certificates) {
    sheet.addRow(standard.fields.map((field) => certificate[field.key])).commit();
  }
  sheet.commit();
  return finish();
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

// A list of sentences as a small workbook, for what is too long for a card. Every cell is text: nothing is a formula.
import ExcelJS from 'exceljs';
import { bytesOf, HEADED, TEXT } from './write-workbook.ts';

const WIDTHS = [8, 120] as const;

/** An .xlsx with one sheet: the lines, numbered from 1, under the header. */
export async function writeList(
  sheetName: string,
  header: readonly [number: string, words: string],
  lines: readonly string[],
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(sheetName, HEADED);
  sheet.columns = WIDTHS.map((width) => ({ width, style: { numFmt: TEXT, alignment: { wrapText: true } } }));
  sheet.addRow([...header]).font = { bold: true };
  for (const [i, line] of lines.entries()) sheet.addRow([String(i + 1), line]);
  return bytesOf(workbook);
}

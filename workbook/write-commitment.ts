// The 诚信承诺书 as a page to print and sign. Every cell is text: nothing is a formula.
import ExcelJS from 'exceljs';
import { bytesOf, TEXT } from './write-workbook.ts';

const A4 = 9;
/** Characters of 12 points that stand on one line of the page. */
const LINE_CHARACTERS = 38;
const LINE_POINTS = 24;
/** Room to sign by hand. */
const SIGNATURE_POINTS = 48;

export type CommitmentForm = { title: string; lines: readonly string[]; signatures: readonly string[] };

/** An .xlsx with one sheet that prints on one A4 page (冀职鉴字〔2022〕2号, annex 2). */
export async function writeCommitment({ title, lines, signatures }: CommitmentForm): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('诚信承诺书', {
    pageSetup: { paperSize: A4, orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 1 },
    views: [{ showGridLines: false }],
  });
  sheet.columns = [{ width: LINE_CHARACTERS * 2 + 4, style: { numFmt: TEXT, font: { size: 12 } } }];
  const put = (text: string, height: number) => {
    const row = sheet.addRow([text]);
    row.height = height;
    row.alignment = { wrapText: true, vertical: 'middle' };
    return row;
  };
  const head = put(title, SIGNATURE_POINTS);
  head.font = { size: 16, bold: true };
  head.alignment = { horizontal: 'center', vertical: 'middle' };
  for (const line of lines) put(line, Math.ceil(line.length / LINE_CHARACTERS) * LINE_POINTS);
  for (const line of signatures) put(line, SIGNATURE_POINTS);
  return bytesOf(workbook);
}

// What our writers of workbooks share: text cells, a header that stays in sight, the finished bytes.
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';

/** The format of cells that are text: nothing in them is a formula or a number. */
export const TEXT = '@';

/** For a sheet whose first row is its header. */
export const HEADED: Partial<ExcelJS.AddWorksheetOptions> = { views: [{ state: 'frozen', ySplit: 1 }] };

export async function bytesOf(workbook: ExcelJS.Workbook): Promise<Buffer> {
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A workbook written row by row, for many rows; `finish` commits it, all sheets having been, and answers its bytes. */
export function streamedWorkbook({ useSharedStrings }: { useSharedStrings: boolean }) {
  const stream = new PassThrough();
  const written = buffer(stream);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings });
  const finish = async (): Promise<Buffer> => {
    await workbook.commit();
    return written;
  };
  return { workbook, finish };
}

// A clerk's file, findings in it, and what an answer shows of both.
import ExcelJS from 'exceljs';
import type { Finding } from '../../domain/finding.ts';
import type { SheetRow } from '../../domain/sheet.ts';
import { rows } from '../../workbook/read.ts';

export const wording = (finding: Finding) => ({
  title: `名${finding.code}`,
  short: `短${finding.code}`,
  full: `长<${finding.code}>`,
  next: `改${finding.code}`,
});

export function found(row: number | null, column: number | null, change: Partial<Finding> = {}): Finding {
  return { code: 'N1', severity: 'error', sheet: row === null ? null : '数据', row, column, field: null, ...change };
}

export async function collect(source: AsyncIterable<SheetRow>): Promise<SheetRow[]> {
  const all: SheetRow[] = [];
  for await (const row of source) all.push(row);
  return all;
}

export async function cellsOf(bytes: Uint8Array, sheet: string) {
  return (await collect(rows(bytes))).filter((row) => row.sheet === sheet).map((row) => row.cells);
}

export async function opened(bytes: Uint8Array): Promise<ExcelJS.Worksheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  const sheet = workbook.getWorksheet('数据');
  if (!sheet) throw new Error('no sheet');
  return sheet;
}

export async function clerksFile(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('数据');
  sheet.addRow(['姓名', '证件号码', '工种']);
  sheet.addRow(['张三', '123', '电工']);
  sheet.addRow(['李四 & <𠮷>', '456']);
  sheet.addRow(['王五', '789', '车工']);
  sheet.getCell('A2').font = { bold: true };
  sheet.getCell('B4').numFmt = '@';
  workbook.addWorksheet('说明').addRow(['请填写']);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

export const FINDINGS = [
  found(2, 0),
  found(2, 0, { code: 'N2', severity: 'warning' }),
  found(3, 2, { code: 'N3', severity: 'note' }),
  found(null, null, { code: 'F1' }),
];

export function fillOf(sheet: ExcelJS.Worksheet, cell: string): string | undefined {
  const { fill } = sheet.getCell(cell);
  return fill?.type === 'pattern' ? fill.fgColor?.argb : undefined;
}

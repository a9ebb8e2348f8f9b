// Workbooks at hand in the demo: clean ones, a faulty one and its correction, a late one, one that cannot be read. Made-up people only.
import ExcelJS from 'exceljs';
import type { Certificate, FieldKey } from '../domain/certificate.ts';
import type { CheckedInstitution } from '../domain/context.ts';
import type { Standard } from '../domain/standard.ts';
import { writeExport } from '../workbook/write-export.ts';
import { validCertificate } from './sample-certificates.ts';

export type DemoFile = { name: string; content_base64: string; note: string };

const msPerDay = 86_400_000;
/** Issued this long ago: in time, and past the 20 working days of article 10. */
const daysAgo = { fresh: 7, late: 60 };
/** Sample certificates kept apart for each day, so that a demo that goes on tomorrow uses no number twice. */
const perDay = 400;
const daysApart = 600;

/** The files of a clerk who has mistakes to make, as of `today`. */
export async function demoFiles(
  institution: CheckedInstitution,
  today: string,
  standard: Standard,
): Promise<DemoFile[]> {
  const { batch, month } = samples(institution, today, standard);
  const second = batch(100, 40, daysAgo.fresh);
  return [
    await file(`${month}月第一批.xlsx`, '60 行，没有问题', standard, batch(0, 60, daysAgo.fresh)),
    {
      name: `${month}月第二批.xlsx`,
      note: '40 行，有几处要改',
      content_base64: (await spoiled(standard, second)).toString('base64'),
    },
    await file(`${month}月第二批-改好.xlsx`, '上一份改好之后', standard, second),
    await file('补报.xlsx', '25 行，已过上报期限', standard, batch(200, 25, daysAgo.late)),
    {
      name: '学员名册.pdf',
      note: '不是表格，读不了',
      content_base64: Buffer.from('%PDF-1.4\n%demo\n').toString('base64'),
    },
  ];
}

/** One sound file, for a clerk beside the first. */
export async function demoFile(institution: CheckedInstitution, today: string, standard: Standard): Promise<DemoFile> {
  const { batch, month } = samples(institution, today, standard);
  return file(`${month}月鉴定合格名单.xlsx`, '30 行，没有问题', standard, batch(300, 30, daysAgo.fresh));
}

function samples(institution: CheckedInstitution, today: string, standard: Standard) {
  const dayNumber = Math.floor(Date.parse(`${today}T00:00:00Z`) / msPerDay);
  const first = (dayNumber % daysApart) * perDay;
  const dayBefore = (days: number) => new Date((dayNumber - days) * msPerDay).toISOString().slice(0, 10);
  const batch = (from: number, size: number, days: number) =>
    Array.from({ length: size }, (_, i) => ({
      ...validCertificate(first + from + i, institution, dayBefore(days), standard),
      name: nameOf(from + i),
    }));
  return { batch, month: Number(dayBefore(daysAgo.fresh).slice(5, 7)) };
}

async function file(
  name: string,
  note: string,
  standard: Standard,
  certificates: readonly Certificate[],
): Promise<DemoFile> {
  return { name, note, content_base64: (await writeExport(standard, certificates)).toString('base64') };
}

const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'];
const terms = '立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降'.split(' ');

/** A surname and a term of the solar year: reads like a name, and is nobody's. */
function nameOf(i: number): string {
  return `${surnames[i % surnames.length]}${terms[(i * 5 + Math.floor(i / surnames.length)) % terms.length]}`;
}

/** The rows with mistakes clerks really make: in what is written, and in how the cell is stored. */
async function spoiled(standard: Standard, rows: readonly Certificate[]): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  // exceljs declares a Buffer of its own, older than Node's.
  const bytes = await writeExport(standard, rows.map(misspelt));
  await workbook.xlsx.load(bytes as unknown as Parameters<typeof workbook.xlsx.load>[0]);
  const sheet = workbook.worksheets[0];
  if (sheet === undefined) throw new Error('an export has a sheet');
  const cell = (row: number, field: FieldKey) =>
    sheet.getCell(row, standard.fields.findIndex(({ key }) => key === field) + 1);
  for (const [row, field] of [
    [22, 'documentNumber'],
    [30, 'issuedOn'],
  ] as const) {
    const stored = cell(row, field);
    stored.numFmt = field === 'issuedOn' ? 'yyyy-mm-dd' : '0';
    stored.value = field === 'issuedOn' ? new Date(`${stored.text}T00:00:00Z`) : Number(stored.text.replace('X', '0'));
  }
  cell(1, 'workType').value = '工种';
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function misspelt(row: Certificate, i: number, rows: readonly Certificate[]): Certificate {
  switch (i) {
    case 3:
      return { ...row, documentNumber: otherDigit(row.documentNumber) };
    case 7:
      return { ...row, name: '' };
    case 11:
      return { ...row, issuedOn: row.issuedOn.replaceAll('-', '/') };
    case 17:
      return { ...row, occupation: '面点师', workType: '' };
    case 25:
      return { ...row, number: rows.slice(0, i).findLast(({ level }) => level === row.level)?.number ?? row.number };
    case 33:
      return { ...row, documentType: '身份证件' };
    default:
      return row;
  }
}

/** The last character as it cannot be: the check digit no longer fits. */
function otherDigit(documentNumber: string): string {
  return `${documentNumber.slice(0, 17)}${documentNumber[17] === '1' ? '2' : '1'}`;
}

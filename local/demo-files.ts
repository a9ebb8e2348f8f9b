// Workbooks at hand in the demo: a clean one, a faulty one and its correction, and one that cannot be read. Made-up people only.
import type { Certificate } from '../domain/certificate.ts';
import type { CheckedInstitution } from '../domain/context.ts';
import type { Standard } from '../domain/standard.ts';
import { writeExport } from '../workbook/write-export.ts';
import { validCertificate } from './sample-certificates.ts';

export type DemoFile = { name: string; content_base64: string; note: string };

/** The files of the demo's clerk, for certificates issued on `day`. */
export async function demoFiles(institution: CheckedInstitution, day: string, standard: Standard): Promise<DemoFile[]> {
  const batch = (from: number, size: number) =>
    Array.from({ length: size }, (_, i) => validCertificate(from + i, institution, day, standard));
  const second = batch(100, 40);
  const file = async (name: string, note: string, rows: readonly Certificate[]): Promise<DemoFile> => ({
    name,
    note,
    content_base64: (await writeExport(standard, rows)).toString('base64'),
  });
  return [
    await file('十一月第一批.xlsx', '60 行，没有问题', batch(0, 60)),
    await file('十一月第二批.xlsx', '40 行，有几处要改', spoil(second)),
    await file('十一月第二批-已改.xlsx', '上一份改好之后', second),
    await file('十月补报.xlsx', '25 行，没有问题', batch(200, 25)),
    {
      name: '名册照片.pdf',
      note: '不是表格，读不了',
      content_base64: Buffer.from('%PDF-1.4\n%demo\n').toString('base64'),
    },
  ];
}

/** Mistakes clerks really make. */
function spoil(rows: readonly Certificate[]): Certificate[] {
  return rows.map((row, i) => {
    switch (i) {
      case 3:
        return { ...row, documentNumber: `${row.documentNumber.slice(0, 16)}${flip(row.documentNumber)}` };
      case 7:
        return { ...row, name: '' };
      case 11:
        return { ...row, issuedOn: row.issuedOn.replaceAll('-', '/') };
      case 18:
        return { ...row, occupation: '面点师' };
      case 25:
        return { ...row, number: rows[24]?.number ?? row.number };
      case 31:
        return { ...row, documentType: '身份证件' };
      default:
        return row;
    }
  });
}

function flip(documentNumber: string): string {
  return `${documentNumber[16]}${documentNumber[17] === '1' ? '2' : '1'}`;
}

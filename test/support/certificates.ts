// Rows and files for tests of the check: sound by construction, then broken on purpose. Made-up people only.
import fc from 'fast-check';
import { shippedCalendar } from '../../config/calendars.ts';
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate, FieldKey } from '../../domain/certificate.ts';
import { type CheckedRow, type CheckSummary, checkRows } from '../../domain/check.ts';
import type { CheckContext } from '../../domain/context.ts';
import { exampleInstitution, exampleToday } from '../../domain/example.ts';
import type { Finding } from '../../domain/finding.ts';
import { checkDigitOf } from '../../domain/identity.ts';
import type { Cell, SheetRow } from '../../domain/sheet.ts';
import { validCertificate } from '../../local/sample-certificates.ts';

export const exampleCheck: CheckContext = {
  standard: hebei2022,
  calendar: shippedCalendar,
  today: exampleToday,
  institution: exampleInstitution,
};

/** A row's cells by field, in place of a certificate's own values. */
export type RowCells = Record<FieldKey, Cell>;

/** A file of one sheet: the standard's header, then these rows from row 2 on. */
export function sheetOf(rows: readonly RowCells[]): SheetRow[] {
  const header = hebei2022.fields.map((field) => field.header);
  const cells = rows.map((row) => hebei2022.fields.map((field) => row[field.key]));
  return [header, ...cells].map((row, i) => ({ sheet: '证书数据', row: i + 1, cells: row }));
}

export type Checked = { rows: CheckedRow[]; summary: CheckSummary; findings: Finding[]; codes: string[] };

/** Runs the whole check over rows already in memory. */
export async function checkSheet(rows: readonly SheetRow[], context: CheckContext = exampleCheck): Promise<Checked> {
  const checked: CheckedRow[] = [];
  const check = checkRows([rows], context);
  for (;;) {
    const step = await check.next();
    if (step.done) {
      const findings = [...step.value.findings, ...checked.flatMap((row) => row.findings)];
      return { rows: checked, summary: step.value, findings, codes: findings.map((finding) => finding.code) };
    }
    checked.push(...step.value);
  }
}

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const birth = fc
  .integer({ min: 0, max: 12_000 })
  .map((n) => new Date(Date.UTC(1960, 0, 1 + n)).toISOString().slice(0, 10).replaceAll('-', ''));
const eighteen = (prefix: fc.Arbitrary<string>) =>
  fc.tuple(prefix, birth, digits(3)).map(([first, day, serial]) => {
    const first17 = first + day + serial;
    return first17 + checkDigitOf(first17);
  });

/** A document type with a number that is sound for it. */
export const documents: fc.Arbitrary<Pick<Certificate, 'documentType' | 'documentNumber'>> = fc.oneof(
  fc.record({
    documentType: fc.constant('居民身份证'),
    documentNumber: eighteen(fc.constantFrom('130102', '510202', '650101')),
  }),
  fc.record({
    documentType: fc.constant('港澳居民居住证'),
    documentNumber: eighteen(fc.constantFrom('810000', '820000')),
  }),
  fc.record({ documentType: fc.constant('台湾居民居住证'), documentNumber: eighteen(fc.constant('830000')) }),
  fc.record({
    documentType: fc.constant('外国人永久居留身份证'),
    documentNumber: eighteen(fc.constantFrom('932682', '911840')),
  }),
  fc.record({ documentType: fc.constant('中国护照'), documentNumber: digits(8).map((d) => `E${d}`) }),
  fc.record({ documentType: fc.constant('港澳居民来往内地通行证'), documentNumber: digits(8).map((d) => `H${d}`) }),
  fc.record({ documentType: fc.constant('台湾居民来往大陆通行证'), documentNumber: digits(8) }),
  fc.record({ documentType: fc.constant('外国护照'), documentNumber: digits(7).map((d) => `X${d}`) }),
);

/** Names as people bear them: common and rare Han, with and without separator. */
export const names: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...'甲乙丙丁戊己庚辛壬癸'), fc.constantFrom('子丑', '寅', '\u{20BB7}', '〇卯', '辰·巳午'))
  .map(([first, rest]) => first + rest);

/** A certificate that passes every rule of `exampleCheck`. */
export const soundCertificates: fc.Arbitrary<Certificate> = fc
  .record({
    i: fc.nat(900_000),
    issuedOn: fc.constantFrom('2026-10-23', '2026-11-02', '2026-11-20'),
    name: names,
    document: documents,
    employer: fc.constantFrom('', '某某示例厂'),
  })
  .map(({ i, issuedOn, name, document, employer }) => ({
    ...validCertificate(i, exampleInstitution, issuedOn, hebei2022),
    ...document,
    name,
    employer,
  }));

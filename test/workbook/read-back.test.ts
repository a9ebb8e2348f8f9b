// The workbooks we hand out, opened by programs that are not ours and read back cell by cell. Skipped, one test by one,
// where LibreOffice or Gnumeric is not installed (Debian: libreoffice-calc, gnumeric).
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate } from '../../domain/certificate.ts';
import type { Finding } from '../../domain/finding.ts';
import { type Cell, cellText } from '../../domain/sheet.ts';
import { exampleCertificates } from '../../workbook/example-certificates.ts';
import { LIMITS } from '../../workbook/limits.ts';
import { rows } from '../../workbook/read.ts';
import { annotate } from '../../workbook/write-annotated.ts';
import { writeExport } from '../../workbook/write-export.ts';
import { writeFailedRows } from '../../workbook/write-failed-rows.ts';
import { writeTemplate } from '../../workbook/write-template.ts';
import { openZip } from '../../workbook/xlsx/zip.ts';

const run = promisify(execFile);
/** A cold start of LibreOffice on a busy machine. */
const patience = 240_000;

const programs = {
  LibreOffice: {
    command: 'soffice',
    convert: async (dir: string, names: readonly string[], out: string) => {
      const profile = `-env:UserInstallation=file://${join(dir, 'profile')}`;
      const files = names.map((name) => join(dir, name));
      await run('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', out, ...files], {
        timeout: patience,
      });
    },
  },
  Gnumeric: {
    command: 'ssconvert',
    convert: async (dir: string, names: readonly string[], out: string) => {
      for (const name of names) {
        const options = ['--export-type=Gnumeric_Excel:xlsx2', join(dir, name), join(out, name)];
        await run('ssconvert', options, { timeout: patience, env: { ...process.env, HOME: dir } });
      }
    },
  },
};

const isInstalled = (command: string) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));

/** What a spreadsheet would compute, were it not text. */
const dangerous = ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1+1', '\r=1+1', '=HYPERLINK("http://example.invalid","甲")'];

const [sound] = exampleCertificates(hebei2022);
if (sound === undefined) throw new Error('no example');
const certificates: Certificate[] = dangerous.map((employer, i) => ({
  ...sound,
  name: '𠮷甲乙',
  employer,
  workType: `'${i}`,
}));

const found = (row: number, column: number, change: Partial<Finding> = {}): Finding => {
  return { code: 'N1', severity: 'error', sheet: '证书数据', row, column, field: null, ...change };
};
const findings = dangerous.map((_, i) => found(i + 2, 3, { code: `N${i}` }));
const wording = ({ code }: Finding) => {
  const text = dangerous[Number(code.slice(1))] ?? '';
  return { title: text, short: text, full: text, next: text };
};

async function clerksFile(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('证书数据');
  sheet.addRow(hebei2022.fields.map(({ header }) => header));
  for (const one of certificates) sheet.addRow(hebei2022.fields.map(({ key }) => one[key]));
  sheet.getCell('A2').font = { bold: true };
  sheet.getCell('I3').value = new Date(Date.UTC(2026, 10, 2));
  sheet.getCell('I3').numFmt = 'yyyy-mm-dd';
  sheet.getCell('G4').value = 3;
  workbook.addWorksheet('其他').addRow(['不动']);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function clerksText(): Buffer {
  const lines = [
    hebei2022.fields.map(({ header }) => header),
    ...certificates.map((one) => hebei2022.fields.map(({ key }) => one[key])),
  ];
  return Buffer.from(lines.map((line) => line.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n'));
}

async function* each<T>(items: readonly T[]) {
  yield* items;
}

const made: Readonly<Record<string, () => Promise<Buffer>>> = {
  'annotated.xlsx': async () => annotate(await clerksFile(), findings, wording),
  'twice.xlsx': async () => annotate(await annotate(await clerksFile(), findings, wording), findings.slice(2), wording),
  'from-text.xlsx': () =>
    annotate(
      clerksText(),
      findings.map((one) => ({ ...one, sheet: '文本' })),
      wording,
    ),
  'failed-rows.xlsx': async () => {
    const asked = { findings, wording, standard: hebei2022, maxBytes: 10_000_000 };
    return (await writeFailedRows(await clerksFile(), asked))[0] ?? Buffer.alloc(0);
  },
  'template.xlsx': () => writeTemplate(hebei2022),
  'example.xlsx': () => writeTemplate(hebei2022, { filled: true }),
  // What is stored has no blanks at its ends.
  'export.xlsx': () =>
    writeExport(hebei2022, each(certificates.map((one) => ({ ...one, employer: one.employer.trim() })))),
};

/** Every cell that holds something, by sheet, row and column; formulas and numbers stay what they are. */
async function cellsOf(bytes: Uint8Array): Promise<string[]> {
  const cells: string[] = [];
  for await (const { sheet, row, cells: line } of rows(bytes)) {
    line.forEach((cell, column) => {
      if (cellText(cell) !== '') cells.push(`${sheet} ${row} ${column} ${kindOf(cell)} ${cellText(cell)}`);
    });
  }
  return cells;
}

/** Runs of letters are no other kind of cell than letters. */
function kindOf(cell: Cell): string {
  return typeof cell === 'string' || cell.stored === 'rich-text' ? 'text' : cell.stored;
}

describe.each(Object.entries(programs))('%s', (program, { command, convert }) => {
  const it = test.skipIf(!isInstalled(command));
  let dir: string;
  let out: string;

  beforeAll(async () => {
    if (!isInstalled(command)) return;
    dir = mkdtempSync(join(tmpdir(), 'hezheng-read-back-'));
    out = join(dir, 'out');
    mkdirSync(out);
    for (const [name, make] of Object.entries(made)) writeFileSync(join(dir, name), await make());
    await convert(dir, Object.keys(made), out);
  }, patience);

  afterAll(() => {
    if (dir !== undefined) rmSync(dir, { recursive: true, force: true });
  });

  it.each(Object.keys(made))(`${program} reads %s as we wrote it, and computes none of it`, async (name) => {
    const ours = await cellsOf(readFileSync(join(dir, name)));
    const theirs = await cellsOf(readFileSync(join(out, name)));

    expect(ours.length).toBeGreaterThan(10);
    expect(theirs).toEqual(ours);
    expect(ours.filter((cell) => / formula /.test(cell))).toEqual([]);
  });

  it(`${program} finds drop-downs and notes in the template`, async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(Uint8Array.from(readFileSync(join(out, 'template.xlsx'))).buffer);

    const sheet = workbook.getWorksheet('证书数据');
    expect(sheet?.getCell('B2').dataValidation?.type).toBe('list');
    expect(sheet?.getCell('G1000').dataValidation?.type).toBe('list');
    // Gnumeric writes notes in a form that exceljs does not read.
    const zip = openZip(readFileSync(join(out, 'template.xlsx')), LIMITS);
    const notes = [...zip.entries.values()].find(({ name }) => /comments\d*\.xml$/.test(name));
    const xml = notes === undefined ? '' : (await zip.whole(notes)).toString();
    expect(xml.match(/<(?:\w+:)?comment /g)).toHaveLength(hebei2022.fields.length);
    expect(xml).toContain('必填');
  });
});

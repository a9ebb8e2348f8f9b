// What strict programs ask of a package, held for every workbook we hand out: each part has a type, each relation leads
// somewhere, each sheet has a place, each cell stands once and in order, and ranges of drop-downs do not overlap.
import { posix } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import { exampleCertificates } from '../../workbook/example-certificates.ts';
import { LIMITS } from '../../workbook/limits.ts';
import { cellRange } from '../../workbook/sheet-facts.ts';
import { annotate } from '../../workbook/write-annotated.ts';
import { writeDirectoryTemplate } from '../../workbook/write-directory-template.ts';
import { writeExport } from '../../workbook/write-export.ts';
import { writeFailedRows } from '../../workbook/write-failed-rows.ts';
import { writeTemplate } from '../../workbook/write-template.ts';
import { openZip } from '../../workbook/xlsx/zip.ts';

const findings = [2, 3].map((row) => {
  return { code: 'T11', severity: 'error', sheet: '证书数据', row, column: 2, field: null } as const;
});
const wording = () => ({ title: '名', short: '短', full: '长', next: '改' });
const example = () => writeTemplate(hebei2022, { filled: true });

const made = {
  'annotated workbook': async () => annotate(await example(), findings, wording),
  'workbook annotated twice': async () =>
    annotate(await annotate(await example(), findings, wording), findings, wording),
  'failed rows': async () => {
    const asked = { findings, wording, standard: hebei2022, maxBytes: 10_000_000 };
    return (await writeFailedRows(await example(), asked))[0] ?? Buffer.alloc(0);
  },
  template: () => writeTemplate(hebei2022),
  'filled example': example,
  export: () => writeExport(hebei2022, exampleCertificates(hebei2022)),
  'directory template': () => writeDirectoryTemplate(true),
};

async function partsOf(bytes: Uint8Array): Promise<Map<string, string>> {
  const zip = openZip(bytes, LIMITS);
  const parts = new Map<string, string>();
  for (const entry of zip.entries.values()) {
    if (!entry.name.endsWith('/')) parts.set(entry.name, (await zip.whole(entry)).toString('utf8'));
  }
  return parts;
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

test.each(Object.entries(made))('the %s is a package that a strict program opens', async (_, make) => {
  const bytes = await make();

  const parts = await partsOf(bytes);
  const types = parts.get('[Content_Types].xml') ?? '';
  const overrides = all(types, /PartName="\/?([^"]+)"/g);
  const defaults = new Set(all(types, /Extension="([^"]+)"/g));
  expect(overrides.filter((name) => !parts.has(name))).toEqual([]);
  expect(new Set(overrides).size).toBe(overrides.length);
  for (const name of parts.keys()) {
    if (name === '[Content_Types].xml') continue;
    expect(overrides.includes(name) || defaults.has(name.slice(name.lastIndexOf('.') + 1)), `${name} has a type`).toBe(
      true,
    );
  }
  for (const [name, xml] of parts) {
    if (!name.endsWith('.rels')) continue;
    const base = posix.dirname(posix.dirname(name));
    const targets = all(xml, /<Relationship\b(?![^>]*External)[^>]*Target="([^"]+)"/g);
    const reached = targets.map((target) => (target.startsWith('/') ? target.slice(1) : posix.join(base, target)));
    expect(reached.filter((target) => !parts.has(target))).toEqual([]);
    const ids = all(xml, /\bId="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
  }
  const workbook = parts.get('xl/workbook.xml') ?? '';
  const ids = all(workbook, /<sheet\b[^>]*\bsheetId="(\d+)"/g);
  expect(ids.length).toBeGreaterThan(0);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each(Object.entries(made))('the sheets of the %s have rows and cells once and in order', async (_, make) => {
  const parts = await partsOf(await make());

  for (const [name, xml] of parts) {
    if (!/worksheets\/[^/]+\.xml$/.test(name)) continue;
    const cells = all(xml, /<c\b[^>]*?\br="([A-Z]+\d+)"/g).map((reference) => cellRange(reference));
    const places = cells.map((cell) => (cell ? cell.firstRow * 16_384 + cell.firstColumn : -1));
    expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
    const order = all(
      xml,
      /<(sheetPr|dimension|sheetViews|sheetFormatPr|cols|sheetData|dataValidations|pageMargins|legacyDrawing)\b/g,
    );
    const lawful = [
      'sheetPr',
      'dimension',
      'sheetViews',
      'sheetFormatPr',
      'cols',
      'sheetData',
      'dataValidations',
      'pageMargins',
      'legacyDrawing',
    ];
    expect(order).toEqual(lawful.filter((element) => order.includes(element)));
    const ranges = all(xml, /<dataValidation\b[^>]*\bsqref="([^"]+)"/g);
    expect(new Set(ranges.map((range) => cellRange(range)?.firstColumn)).size).toBe(ranges.length);
  }
});

test.each(Object.entries(made))('exceljs opens the %s, its sheets in our order', async (name, make) => {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(await make()).buffer);

  const sheets = workbook.worksheets.map((sheet) => sheet.name);
  const expected: Readonly<Record<string, string[]>> = {
    'annotated workbook': ['核证结果', '证书数据', '核证填写说明'],
    'workbook annotated twice': ['核证结果', '证书数据', '核证填写说明'],
    'failed rows': ['核证结果', '核证未通过的行'],
    template: ['证书数据', '核证填写说明'],
    'filled example': ['证书数据', '核证填写说明'],
    export: ['证书数据'],
    'directory template': ['机构', '评价范围', '办公室', '岗位', '人员'],
  };
  expect(sheets).toEqual(expected[name]);
});

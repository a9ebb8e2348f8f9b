// Workbooks too large for one message: failed rows alone, or numbered parts.
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { Certificate } from '../../domain/certificate.ts';
import type { Finding } from '../../domain/finding.ts';
import { cellText, type SheetRow } from '../../domain/sheet.ts';
import { exampleCertificates } from '../../workbook/example-certificates.ts';
import { inParts } from '../../workbook/in-parts.ts';
import { withoutOwnMarks } from '../../workbook/own-marks.ts';
import { rows } from '../../workbook/read.ts';
import { writeExport, writeExportInParts } from '../../workbook/write-export.ts';
import { writeFailedRows } from '../../workbook/write-failed-rows.ts';

const [sound] = exampleCertificates(hebei2022);
if (sound === undefined) throw new Error('no example');
const certificates: Certificate[] = Array.from({ length: 400 }, (_, i) => ({ ...sound, number: `编号${i * 7919}` }));

async function* source() {
  yield* certificates;
}

async function read(bytes: Uint8Array, sheet: string): Promise<string[][]> {
  const found: SheetRow[] = [];
  for await (const row of rows(bytes)) if (row.sheet === sheet) found.push(row);
  return found.map(({ cells }) => cells.map(cellText));
}

const wording = ({ code }: Finding) => ({
  title: `名${code}`,
  short: `短${code}`,
  full: `长${code}`,
  next: `改${code}`,
});

function found(row: number | null, change: Partial<Finding> = {}): Finding {
  const column = row === null ? null : 7;
  return { code: 'N20', severity: 'error', sheet: '证书数据', row, column, field: null, ...change };
}

test('what fits stays whole; what does not is cut into parts that hold every row once, in order', async () => {
  const whole = await writeExportInParts(hebei2022, source, 1_000_000);
  const bound = Math.ceil((whole[0]?.length ?? 0) * 0.7);

  const parts = await writeExportInParts(hebei2022, source, bound);

  expect(whole).toHaveLength(1);
  expect(parts.length).toBeGreaterThan(1);
  const tables = await Promise.all(parts.map((part) => read(part, '证书数据')));
  for (const [i, part] of parts.entries()) {
    expect(part.length).toBeLessThanOrEqual(bound);
    expect(tables[i]?.[0]).toEqual(hebei2022.fields.map(({ header }) => header));
  }
  expect(tables.flatMap((table) => table.slice(1).map((cells) => cells[7]))).toEqual(
    certificates.map(({ number }) => number),
  );
});

test('a single row is sent whatever its size, and cutting comes to an end', async () => {
  const made: string[] = [];
  const parts = await inParts(async (from, to) => {
    const count = Math.min(to, 3) - from;
    made.push(`${from}-${to}`);
    return { bytes: Buffer.alloc(count * 100), rows: count };
  }, 10);

  expect(parts.map((part) => part.length)).toEqual([100, 100, 100]);
  expect(made[0]).toBe('0-Infinity');
});

test('failed rows stand alone under the numbers of the clerk’s file, with findings beside them and the summary first', async () => {
  const bytes = await writeExport(hebei2022, certificates);
  const findings = [
    found(null, { code: 'R01', column: 0 }),
    found(3),
    found(9, { severity: 'warning' }),
    found(20, { severity: 'note' }),
  ];

  const [part, ...more] = await writeFailedRows(bytes, { findings, wording, standard: hebei2022, maxBytes: 1_000_000 });

  expect(more).toEqual([]);
  const table = await read(part ?? Buffer.alloc(0), '核证未通过的行');
  expect(table.map((cells) => [cells[0], cells[8], cells[12], cells[13]])).toEqual([
    ['原行号', '证书编号', '核证：问题', '核证：怎么改'],
    ['3', certificates[1]?.number, '错误：短N20', '改N20'],
    ['9', certificates[7]?.number, '提醒：短N20', '改N20'],
  ]);
  const summary = (await read(part ?? Buffer.alloc(0), '核证结果')).flat();
  expect(summary).toContain('名R01（R01）');
  expect(summary.join()).toMatch(/原行号/);
  expect(summary.join()).not.toMatch(/说明”列/);
});

test('too many failed rows go out in parts, each with its own summary', async () => {
  const bytes = await writeExport(hebei2022, certificates);
  const findings = certificates.map((_, i) => found(i + 2));
  const asked = { findings, wording, standard: hebei2022 };
  const [whole] = await writeFailedRows(bytes, { ...asked, maxBytes: 1_000_000 });

  const parts = await writeFailedRows(bytes, { ...asked, maxBytes: Math.ceil((whole?.length ?? 0) * 0.7) });

  expect(parts.length).toBeGreaterThan(1);
  const tables = await Promise.all(parts.map((part) => read(part, '核证未通过的行')));
  expect(tables.flatMap((table) => table.slice(1).map(([row]) => Number(row)))).toEqual(findings.map(({ row }) => row));
  for (const part of parts) expect((await read(part, '核证结果')).length).toBeGreaterThan(3);
});

test('failed rows sent back are not taken for the data', async () => {
  const bytes = await writeExport(hebei2022, certificates);
  const asked = { findings: [found(3)], wording, standard: hebei2022, maxBytes: 1_000_000 };
  const [part] = await writeFailedRows(bytes, asked);

  const left: SheetRow[] = [];
  for await (const row of withoutOwnMarks(rows(part ?? Buffer.alloc(0)))) left.push(row);

  expect(left).toEqual([]);
});

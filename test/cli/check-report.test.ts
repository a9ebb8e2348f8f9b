// The JSON object of `npx hezheng check` on its way out: piece by piece, as fast as it is read.
import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { put, reportAsJson } from '../../cli/check-report.ts';
import { hebei2022 as standard } from '../../config/standards.ts';
import type { CheckSummary } from '../../domain/check.ts';
import type { Finding } from '../../domain/finding.ts';

const finding = (row: number): Finding => ({
  code: 'P01',
  severity: 'error',
  sheet: '数据\u2028表',
  row,
  column: 0,
  field: 'name',
  facts: {},
});
const summary: CheckSummary = {
  sheet: '数据',
  headerRow: 1,
  rows: 9,
  findings: [],
  delta: null,
  cause: null,
  earliestIssuedOn: null,
  skipped: [],
  counts: { error: 9, warning: 0, note: 0 },
  countsByCode: { P01: 9 },
  rowsWith: { errors: 9, warnings: 0 },
  cellsWith: { errors: 9, warnings: 0 },
  offeredByCode: {},
  repairedByCode: {},
};
const report = (count: number) => ({
  file: 'a.xlsx',
  scope: null,
  on: '2026-03-02',
  out: null,
  standard,
  institution: null,
  refused: null,
  summary,
  findings: Array.from({ length: count }, (_, i) => finding(i + 2)),
  repairs: new Map(),
});

test.each([0, 1, 3])('%i findings come out as JSON.stringify would print the whole object', (count) => {
  const text = [...reportAsJson(report(count))].join('');

  expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  expect(JSON.parse(text).findings).toHaveLength(count);
});

test('to a slow reader nothing is made before it is taken', async () => {
  let made = 0;
  let ahead = 0;
  let taken = 0;
  function* counted() {
    for (const piece of reportAsJson(report(2_000))) {
      made++;
      yield piece;
    }
  }
  const slow = new Writable({
    highWaterMark: 1_000,
    write: (_chunk, _encoding, done) => {
      taken++;
      ahead = Math.max(ahead, made - taken);
      setImmediate(done);
    },
  });

  await put(counted(), slow);

  expect(made).toBe(2_002);
  expect(ahead).toBeLessThan(100);
});

test('a reader who has seen enough ends it without a fault; any other trouble is one', async () => {
  const failing = (code: string) =>
    new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('write failed'), { code })) });

  await expect(put(reportAsJson(report(3)), failing('EPIPE'))).resolves.toBeUndefined();
  await expect(put(reportAsJson(report(3)), failing('ENOSPC'))).rejects.toThrow('write failed');
});

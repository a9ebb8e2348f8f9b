// Writing findings into a workbook of 100,000 rows, 2 % of them faulty: ours, and exceljs' load, change and write.
// Each run is a process of its own, so that its peak of memory is its own too.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { z } from 'zod';
import type { Finding } from '../domain/finding.ts';
import { withoutOwnMarks } from '../workbook/own-marks.ts';
import { rows } from '../workbook/read.ts';
import { annotate as write } from '../workbook/write-annotated.ts';
import { workbook } from './cast.ts';
import { asNumber, asTable, type Bench, median } from './figure.ts';
import { peakMegabytes } from './used.ts';

const ROWS = 100_000;
const RUNS = 5;
const EVERY = 50;
const COLUMNS = 11;
const SHEET = '证书数据';
const words = {
  title: '证件号码的校验码不对',
  short: '证件号码的校验码不对',
  full: '按国家标准计算，最后一位校验码与前17位不符，说明至少有一位写错了或前后颠倒。',
  next: '请对照证件逐位核对号码。',
};

const findings = Array.from({ length: ROWS / EVERY }, (_, i): Finding => {
  return { code: 'P25', severity: 'error', sheet: SHEET, row: 2 + i * EVERY, column: i % COLUMNS, field: null };
});

const ways = { ours, 'exceljs load and write': exceljs } as const;
type Way = keyof typeof ways;
/** As the docs call them. */
const names: Record<Way, string> = { ours: 'ours', 'exceljs load and write': 'exceljs: load, change, write' };
const Run = z.object({ ms: z.number(), peakMegabytes: z.number() });

/** Times and peaks of memory; throws when an answer does not hold the clerk's rows or the findings. */
export const annotate: Bench = async (tell, show) => {
  const dir = mkdtempSync(join(tmpdir(), 'hezheng-bench-annotate-'));
  const path = join(dir, 'clerk.xlsx');
  writeFileSync(path, await workbook(0, 0, ROWS));
  const runs: Record<Way, z.infer<typeof Run>[]> = { ours: [], 'exceljs load and write': [] };
  for (let run = 0; run < RUNS; run++) {
    for (const name of Object.keys(ways) as Way[]) runs[name].push(await inProcess(name, path, join(dir, 'out.xlsx')));
    if (run === 0) await compare(path, join(dir, 'out.xlsx'));
  }
  const ratioTo = median(runs.ours.map(({ ms }) => ms));
  const table: string[][] = [];
  for (const [name, samples] of Object.entries(runs)) {
    const ms = median(samples.map((sample) => sample.ms));
    const peak = Math.round(Math.max(...samples.map((sample) => sample.peakMegabytes)));
    tell({ case: `100,000 rows, 2 % faulty, ${name} (${peak} MB)`, median: ms, unit: 'ms', ratio: ms / ratioTo });
    table.push([names[name as Way], asNumber(ms), asNumber(peak), `${(ms / ratioTo).toFixed(1)} x`]);
  }
  rmSync(dir, { recursive: true });
  show(asTable(['', 'ms', 'peak MB', ''], table));
};

async function inProcess(way: Way, from: string, to: string): Promise<z.infer<typeof Run>> {
  const program = fileURLToPath(import.meta.url);
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, way, from, to]);
  return Run.parse(JSON.parse(stdout));
}

/** exceljs wrote last; ours is written again here: both must say the same of every row. */
async function compare(from: string, exceljsPath: string): Promise<void> {
  const clerks = await texts(rows(readFileSync(from)));
  const answer = await ours(readFileSync(from));
  const own = rows(answer);
  if ((await texts(withoutOwnMarks(rows(answer)))) !== clerks) throw new Error('ours changed the rows');
  const beside = async (source: AsyncIterable<{ sheet: string; cells: readonly unknown[] }>) => {
    const all = [];
    for await (const row of source) if (row.sheet === SHEET) all.push(row.cells.slice(COLUMNS, COLUMNS + 2));
    return JSON.stringify(all.slice(1));
  };
  if ((await beside(own)) !== (await beside(rows(readFileSync(exceljsPath))))) throw new Error('the findings differ');
}

async function texts(source: AsyncIterable<unknown>): Promise<string> {
  const all = [];
  for await (const row of source) all.push(row);
  return JSON.stringify(all);
}

function ours(bytes: Uint8Array): Promise<Uint8Array> {
  return write(bytes, findings, () => words);
}

async function exceljs(bytes: Uint8Array): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Uint8Array.from(bytes).buffer);
  const sheet = book.getWorksheet(SHEET);
  for (const { row, column } of findings) {
    if (row === null || column === null || sheet === undefined) throw new Error('nothing to write to');
    const cell = sheet.getCell(row, column + 1);
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CD' } };
    cell.note = `错误：${words.full}\n怎么改：${words.next}`;
    sheet.getCell(row, COLUMNS + 1).value = `错误：${words.short}`;
    sheet.getCell(row, COLUMNS + 2).value = words.next;
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , way = '', from = '', to = ''] = process.argv;
  const bytes = readFileSync(from);
  const before = performance.now();
  const answer = await ways[way as Way](bytes);
  const ms = performance.now() - before;
  writeFileSync(to, answer);
  process.stdout.write(JSON.stringify({ ms, peakMegabytes: peakMegabytes() }));
}

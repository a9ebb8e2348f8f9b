// Reading all cells of a workbook as text: ours, other readers, and the floor, which is inflating the sheet alone.
// Each run is a process of its own, so that its peak of memory is its own too.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { z } from 'zod';
import { hebei2022 } from '../config/standards.ts';
import { pythonWithOpenpyxl, runPython } from '../test/support/openpyxl.ts';
import { certificates } from './cast.ts';
import { asNumber, asTable, type Bench, median } from './figure.ts';
import { type Reader, readers } from './readers.ts';

const RUNS = 5;
const FLOOR = 'inflate alone';
const OPENPYXL = 'openpyxl, read only';
type Way = Reader | typeof OPENPYXL;
/** As the docs call them. */
const names: Partial<Record<Way, string>> = {
  'inflate alone': 'inflating the sheet alone (the floor)',
  hucre: 'hucre, stream',
  'exceljs stream': 'exceljs, streaming reader',
  'exceljs load': 'exceljs, load',
};
const Run = z.object({ ms: z.number(), rows: z.number(), megabytes: z.number() });

/** Made-up people at a time: all at once they would outweigh the workbook. */
const PORTION = 50_000;
const few: readonly Way[] = [FLOOR, 'ours', 'hucre', 'exceljs stream'];

/** Of the largest files, which take the others half a minute each, the others read one. */
const files = [
  { rows: 100_000, strings: 'shared', ways: [...(Object.keys(readers) as Reader[]), OPENPYXL] },
  { rows: 100_000, strings: 'inline', ways: [...(Object.keys(readers) as Reader[]), OPENPYXL] },
  { rows: 500_000, strings: 'shared', ways: few },
  { rows: 500_000, strings: 'inline', ways: few },
] as const satisfies { rows: number; strings: string; ways: readonly Way[] }[];

/** Times, peaks of memory, and how many rows say something else than ours; throws when a reader misses rows. */
export const read: Bench = async (tell, show) => {
  const dir = mkdtempSync(join(tmpdir(), 'hezheng-bench-read-'));
  const python = pythonWithOpenpyxl();
  if (python === null) process.stderr.write('openpyxl is left out: no Python here has it (Debian: python3-openpyxl)\n');
  for (const { rows, strings, ways } of files) {
    const table: string[][] = [];
    const path = join(dir, 'clerk.xlsx');
    await write(path, strings === 'shared', rows);
    const runs = new Map<Way, z.infer<typeof Run>[]>();
    const present = ways.filter((way) => way !== OPENPYXL || python !== null);
    // Taken in turn, so that whatever else the machine does meets all of them.
    for (let run = 0; run < RUNS; run++) {
      for (const way of run > 0 && ways === few ? few.slice(0, 2) : present)
        runs.set(way, [...(runs.get(way) ?? []), await inProcess(way, python, path)]);
    }
    const times = (way: Way) => median((runs.get(way) ?? []).map(({ ms }) => ms));
    const sums = await sumsOf('ours', python, path, dir);
    for (const [way, samples] of runs) {
      const [first] = samples;
      if (way !== FLOOR && first?.rows !== rows + 1) throw new Error(`${way} read ${first?.rows} rows`);
      const peak = Math.round(Math.max(...samples.map(({ megabytes }) => megabytes)));
      const differing = way === FLOOR ? 0 : differences(sums, await sumsOf(way, python, path, dir));
      const once = samples.length < RUNS ? ', one run' : '';
      const about = `(${peak} MB${once}${differing > 0 ? `, ${differing} rows differ` : ''})`;
      const name = `${rows.toLocaleString('en-US')} rows, ${strings}, ${way} ${about}`;
      const ratio = times(way) / times(FLOOR);
      tell({ case: name, median: times(way), unit: 'ms', ratio });
      const told = differing > 0 ? `${differing} rows differ` : '';
      table.push([names[way] ?? way, asNumber(times(way)), `${ratio.toFixed(1)} x`, String(peak), told]);
    }
    show(asTable([`${rows.toLocaleString('en-US')} rows, ${strings}`, 'ms', 'to the floor', 'peak MB', ''], table));
  }
  rmSync(dir, { recursive: true });
};

async function write(filename: string, useSharedStrings: boolean, rows: number): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename, useSharedStrings });
  const sheet = workbook.addWorksheet('证书数据');
  sheet.addRow(hebei2022.fields.map((field) => field.header)).commit();
  for (let from = 0; from < rows; from += PORTION) {
    for (const certificate of certificates(0, from, Math.min(PORTION, rows - from))) {
      sheet.addRow(hebei2022.fields.map((field) => certificate[field.key])).commit();
    }
  }
  sheet.commit();
  await workbook.commit();
}

async function inProcess(way: Way, python: string | null, path: string, sums?: string): Promise<z.infer<typeof Run>> {
  const args = sums === undefined ? [path] : [path, sums];
  if (way === OPENPYXL) return Run.parse(JSON.parse(runPython(python ?? '', READ_ONLY, ...args)));
  const program = fileURLToPath(new URL('readers.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, way, ...args]);
  return Run.parse(JSON.parse(stdout));
}

/** A checksum for each row, by a run that is not timed. */
async function sumsOf(way: Way, python: string | null, path: string, dir: string): Promise<Uint32Array> {
  const sums = join(dir, 'sums');
  await inProcess(way, python, path, sums);
  const bytes = readFileSync(sums);
  return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function differences(one: Uint32Array, other: Uint32Array): number {
  return (
    Math.abs(one.length - other.length) + one.filter((sum, row) => row < other.length && sum !== other[row]).length
  );
}

/** The same as the program of readers.ts. */
const READ_ONLY = `
import array, json, re, resource, sys, time, zlib, openpyxl
before = time.perf_counter()
sums, rows, wanted = array.array('I'), 0, len(sys.argv) > 2
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0].iter_rows(values_only=True):
    rows += 1
    if wanted: sums.append(zlib.crc32('\\t'.join('' if cell is None else str(cell) for cell in row).rstrip('\\t').encode()))
if wanted: sums.tofile(open(sys.argv[2], 'wb'))
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
if sys.platform == 'linux': megabytes = int(re.search('VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) / 1024
print(json.dumps({'ms': (time.perf_counter() - before) * 1000, 'rows': rows, 'megabytes': megabytes}))`;

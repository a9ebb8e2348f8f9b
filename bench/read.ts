// Reading 100,000 rows of eleven text cells: ours, exceljs' stream, and the floor, which is inflating the sheet alone.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import ExcelJS from 'exceljs';
import { hebei2022 } from '../config/standards.ts';
import { rowBatches } from '../workbook/read.ts';
import { certificates } from './cast.ts';
import { type Bench, median } from './figure.ts';

const ROWS = 100_000;
const RUNS = 5;
const CHUNK_BYTES = 256 * 1024;

export const read: Bench = async (tell) => {
  const dir = mkdtempSync(join(tmpdir(), 'hezheng-bench-read-'));
  for (const strings of ['shared', 'inline'] as const) {
    const path = join(dir, `${strings}.xlsx`);
    await write(path, strings === 'shared');
    const bytes = readFileSync(path);
    const ways = {
      'inflate alone': () => inflate(bytes),
      ours: () => ours(bytes),
      'exceljs stream': () => exceljs(path),
    };
    const took: Record<keyof typeof ways, number[]> = { 'inflate alone': [], ours: [], 'exceljs stream': [] };
    // Taken in turn, so that whatever else the machine does meets all of them.
    for (let run = 0; run < RUNS; run++) {
      for (const [name, way] of Object.entries(ways)) {
        const before = performance.now();
        const rows = await way();
        took[name as keyof typeof ways].push(performance.now() - before);
        if (rows !== null && rows !== ROWS + 1) throw new Error(`${name} read ${rows} rows`);
      }
    }
    const floor = median(took['inflate alone']);
    for (const [name, samples] of Object.entries(took)) {
      const each = median(samples);
      tell({ case: `100,000 rows, ${strings} strings, ${name}`, median: each, unit: 'ms', ratio: each / floor });
    }
  }
  rmSync(dir, { recursive: true });
};

async function write(filename: string, useSharedStrings: boolean): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename, useSharedStrings });
  const sheet = workbook.addWorksheet('证书数据');
  sheet.addRow(hebei2022.fields.map((field) => field.header)).commit();
  for (const certificate of certificates(0, 0, ROWS)) {
    sheet.addRow(hebei2022.fields.map((field) => certificate[field.key])).commit();
  }
  sheet.commit();
  await workbook.commit();
}

async function ours(bytes: Uint8Array): Promise<number> {
  let rows = 0;
  for await (const batch of rowBatches(bytes)) rows += batch.length;
  return rows;
}

async function exceljs(path: string): Promise<number> {
  const options = { worksheets: 'emit', sharedStrings: 'cache', hyperlinks: 'ignore', styles: 'ignore' } as const;
  let rows = 0;
  for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(path, { ...options, entries: 'ignore' })) {
    for await (const row of sheet) {
      // As a check would: every cell as text.
      row.eachCell((cell) => cell.text);
      rows += 1;
    }
  }
  return rows;
}

/** Finds the sheet by the archive's central directory and inflates it; tells no rows. */
async function inflate(bytes: Buffer): Promise<null> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    if (name === 'xl/worksheets/sheet1.xml') {
      const size = bytes.readUInt32LE(at + 20);
      const header = bytes.readUInt32LE(at + 42);
      const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
      await pipeline(
        [bytes.subarray(start, start + size)],
        createInflateRaw({ chunkSize: CHUNK_BYTES }),
        async (parts) => {
          for await (const _ of parts);
        },
      );
      return null;
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  throw new Error('the workbook has no sheet');
}

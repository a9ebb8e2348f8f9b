// The ways to read a workbook that bench/read.ts measures. Run as a program it reads one file one way and tells the time,
// the peak of memory and, with a third argument, a checksum of each row's texts into that file.
import { readFileSync, writeFileSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { crc32, createInflateRaw } from 'node:zlib';
import { peakMegabytes } from './used.ts';

/** Hands out each row of the first sheet as the reader gives it. */
type Read = (path: string, row: (cells: readonly unknown[]) => void) => void | Promise<void>;

const CHUNK_BYTES = 256 * 1024;

/** Each loads its own library, which counts into its peak of memory and not into its time. */
export const readers = {
  'inflate alone': async () => inflate,
  ours: async () => {
    const { rowBatches } = await import('../workbook/read.ts');
    return async (path, row) => {
      for await (const batch of rowBatches(readFileSync(path))) for (const { cells } of batch) row(cells);
    };
  },
  hucre: async () => {
    const { streamXlsxRows } = await import('hucre/xlsx');
    return async (path, row) => {
      for await (const { values } of streamXlsxRows(readFileSync(path))) row(values);
    };
  },
  'read-excel-file': async () => {
    const { readSheet } = await import('read-excel-file/node');
    return async (path, row) => {
      for (const cells of await readSheet(path)) row(cells);
    };
  },
  SheetJS: async () => {
    const { read, utils } = await import('@e965/xlsx');
    return async (path, row) => {
      const book = read(readFileSync(path), { dense: true });
      const sheet = book.Sheets[book.SheetNames[0] ?? ''];
      if (sheet === undefined) throw new Error('no sheet');
      for (const cells of utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false })) row(cells);
    };
  },
  'exceljs stream': async () => {
    const { default: ExcelJS } = await import('exceljs');
    return async (path, row) => {
      const options = { worksheets: 'emit', sharedStrings: 'cache', hyperlinks: 'ignore', styles: 'ignore' } as const;
      for await (const sheet of new ExcelJS.stream.xlsx.WorkbookReader(path, { ...options, entries: 'ignore' })) {
        for await (const line of sheet) row(textsOf(line));
      }
    };
  },
  'exceljs load': async () => {
    const { default: ExcelJS } = await import('exceljs');
    return async (path, row) => {
      const book = new ExcelJS.Workbook();
      await book.xlsx.readFile(path);
      book.worksheets[0]?.eachRow((line) => row(textsOf(line)));
    };
  },
} satisfies Record<string, () => Promise<Read>>;
export type Reader = keyof typeof readers;

function textsOf(row: import('exceljs').Row): string[] {
  const texts: string[] = [];
  row.eachCell((cell, column) => {
    texts[column - 1] = cell.text;
  });
  return texts;
}

/** The floor: finds the sheet by the archive's central directory and inflates it; reads no rows. */
async function inflate(path: string): Promise<void> {
  const bytes = readFileSync(path);
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = bytes.readUInt16LE(at + 28);
    if (bytes.toString('utf8', at + 46, at + 46 + nameLength) === 'xl/worksheets/sheet1.xml') {
      const size = bytes.readUInt32LE(at + 20);
      const header = bytes.readUInt32LE(at + 42);
      const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
      const packed = bytes.subarray(start, start + size);
      return pipeline([packed], createInflateRaw({ chunkSize: CHUNK_BYTES }), async (parts) => {
        for await (const _ of parts);
      });
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  throw new Error('the workbook has no sheet');
}

/** What every reader must agree on, openpyxl too: the texts with a tab between them, trailing blanks left out. */
function checksum(cells: readonly unknown[]): number {
  const texts = Array.from(cells, (cell) => {
    if (typeof cell === 'object' && cell !== null && 'text' in cell) return String(cell.text);
    return cell === null || cell === undefined ? '' : String(cell);
  });
  return crc32(texts.join('\t').replace(/\t+$/, ''));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , reader = '', path = '', sumsPath] = process.argv;
  const sums: number[] = [];
  let rows = 0;
  const take = sumsPath === undefined ? () => rows++ : (cells: readonly unknown[]) => sums.push(checksum(cells));
  const read: Read = await readers[reader as Reader]();
  const before = performance.now();
  await read(path, take);
  const ms = performance.now() - before;
  if (sumsPath !== undefined) writeFileSync(sumsPath, Uint32Array.from(sums));
  process.stdout.write(JSON.stringify({ ms, rows, megabytes: peakMegabytes() }));
}

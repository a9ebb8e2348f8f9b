// An old .xls as rows. SheetJS reads it in a process of its own, with bounds on heap and time: some files kill it.
import { type ChildProcess, spawn } from 'node:child_process';
import { extname } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { SheetRow } from '../../domain/sheet.ts';
import { LIMITS, type Limits } from '../limits.ts';
import type { ReadOptions } from '../read.ts';
import { UnreadableFile } from '../unreadable.ts';

const Stored = z.enum(['rich-text', 'number', 'boolean', 'date', 'formula', 'error']);
const StoredCellLine = z.object({ stored: Stored, text: z.string(), raw: z.string().exactOptional() });
const Row = z.object({
  sheet: z.string(),
  row: z.int().positive(),
  cells: z.array(z.union([z.string(), StoredCellLine])),
  hidden: z.literal(true).exactOptional(),
});
const Range = z.object({ firstRow: z.int(), lastRow: z.int(), firstColumn: z.int(), lastColumn: z.int() });
const Facts = z.object({
  name: z.string(),
  visibility: z.enum(['visible', 'hidden', 'very-hidden']),
  rows: z.int(),
  hiddenRows: z.int(),
  hiddenColumns: z.array(z.tuple([z.int(), z.int()])),
  filter: Range.nullable(),
  mergedRanges: z.array(Range),
});

/** What the child is told to keep to. */
export type XlsBounds = Pick<Limits, 'rowBytes' | 'mergedRanges'>;

/** A line of the child's output; `done` comes last. */
const Line = z.union([
  z.object({ rows: z.array(Row) }),
  z.object({ sheet: Facts }),
  z.object({ refused: z.enum(['encrypted', 'row-too-long', 'xls']) }),
  z.literal('done'),
]);
export type XlsLine = z.infer<typeof Line>;

const MB = 1024 * 1024;
const LINE_END = 0x0a;

/** Batches of rows of all visible sheets. Throws UnreadableFile, also when the file is the death of its reader. */
export async function* xlsRows(bytes: Uint8Array, options: ReadOptions): AsyncGenerator<SheetRow[], void, undefined> {
  const limits = { ...LIMITS, ...options.limits };
  const child = startChild(limits);
  const clock = new Countdown(limits.xlsSeconds * 1000, () => child.kill('SIGKILL'));
  let rows = 0;
  let sheets = 0;
  let unpacked = 0;
  let isDone = false;
  child.stdin.end(bytes);
  try {
    for await (const json of linesOf(child.stdout)) {
      unpacked += json.length;
      if (unpacked > limits.unpackedBytes) {
        throw new UnreadableFile('too-much-unpacked', { limit: Math.round(limits.unpackedBytes / MB) });
      }
      const line = Line.parse(JSON.parse(json.toString('utf8')));
      if (line === 'done') isDone = true;
      else if ('refused' in line) {
        throw new UnreadableFile(line.refused, { limit: Math.round(limits.rowBytes / MB) });
      } else if ('rows' in line) {
        rows += line.rows.length;
        if (rows > limits.rows) throw new UnreadableFile('too-many-rows', { limit: limits.rows });
        for (const row of line.rows) checkRow(row, limits);
        clock.pause();
        yield line.rows;
        clock.resume();
      } else {
        if (++sheets > limits.sheets) throw new UnreadableFile('too-many-sheets', { limit: limits.sheets });
        if (line.sheet.mergedRanges.length > limits.mergedRanges) {
          throw new UnreadableFile('too-many-merges', { limit: limits.mergedRanges });
        }
        options.onSheet?.(line.sheet);
      }
    }
    if (!isDone) throw new UnreadableFile('xls');
  } finally {
    clock.pause();
    child.kill('SIGKILL');
  }
}

/** Time for reading alone: it stands still while the rows are being checked. */
class Countdown {
  private left: number;
  private started = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly onEnd: () => void;

  constructor(milliseconds: number, onEnd: () => void) {
    this.left = milliseconds;
    this.onEnd = onEnd;
    this.resume();
  }

  pause(): void {
    clearTimeout(this.timer);
    this.left -= performance.now() - this.started;
  }

  resume(): void {
    this.started = performance.now();
    this.timer = setTimeout(this.onEnd, Math.max(0, this.left));
  }
}

function startChild(limits: Limits) {
  // In a clone this file is TypeScript and so is the child; in a build both are JavaScript.
  const kind = extname(fileURLToPath(import.meta.url));
  const loader = kind === '.ts' ? ['--import', 'tsx'] : [];
  const program = fileURLToPath(new URL(`./xls-child${kind}`, import.meta.url));
  const heap = `--max-old-space-size=${limits.xlsHeapMegabytes}`;
  const { rowBytes, mergedRanges } = limits;
  const bounds = JSON.stringify({ rowBytes, mergedRanges } satisfies XlsBounds);
  const child = spawn(process.execPath, [heap, ...loader, program, bounds], {
    stdio: ['pipe', 'pipe', 'ignore'],
    // Where the loader is found; and none of our secrets.
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: process.platform === 'win32' ? { SystemRoot: process.env.SystemRoot } : {},
  });
  child.on('error', (cause) => child.stdout.destroy(new Error('the reader of .xls did not start', { cause })));
  // A reader that dies takes no more bytes; its silence is what tells.
  child.stdin.on('error', () => {});
  return child satisfies ChildProcess;
}

/** Lines as bytes: a long one comes in many pieces, which are put together once. */
async function* linesOf(output: Readable): AsyncGenerator<Buffer, void, undefined> {
  let pieces: Buffer[] = [];
  for await (const chunk of output as AsyncIterable<Buffer>) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, from)) {
      yield Buffer.concat([...pieces, chunk.subarray(from, end)]);
      pieces = [];
      from = end + 1;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
  }
}

function checkRow({ row, cells }: SheetRow, { columns, cellCharacters }: Limits): void {
  if (cells.length > columns) throw new UnreadableFile('too-many-columns', { limit: columns, where: row });
  for (const cell of cells) {
    if ((typeof cell === 'string' ? cell : cell.text).length > cellCharacters) {
      throw new UnreadableFile('cell-too-long', { limit: cellCharacters, where: row });
    }
  }
}

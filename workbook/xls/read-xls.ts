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

/** A line of the child's output. `started` comes once the parser is through; `done` comes last. */
const Line = z.union([
  z.object({ rows: z.array(Row) }),
  z.object({ sheet: Facts }),
  z.object({ refused: z.enum(['encrypted', 'xls']) }),
  z.enum(['started', 'done']),
]);
export type XlsLine = z.infer<typeof Line>;

/** Batches of rows of all visible sheets. Throws UnreadableFile, also when the file is the death of its reader. */
export async function* xlsRows(bytes: Uint8Array, options: ReadOptions): AsyncGenerator<SheetRow[], void, undefined> {
  const limits = { ...LIMITS, ...options.limits };
  const child = startChild(limits);
  const timer = setTimeout(() => child.kill('SIGKILL'), limits.xlsSeconds * 1000);
  let rows = 0;
  let sheets = 0;
  let isDone = false;
  child.stdin.end(bytes);
  try {
    for await (const line of parsedLines(child.stdout)) {
      if (line === 'started') clearTimeout(timer);
      else if (line === 'done') isDone = true;
      else if ('refused' in line) throw new UnreadableFile(line.refused);
      else if ('rows' in line) {
        rows += line.rows.length;
        if (rows > limits.rows) throw new UnreadableFile('too-many-rows', { limit: limits.rows });
        for (const row of line.rows) checkRow(row, limits);
        yield line.rows;
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
    clearTimeout(timer);
    child.kill('SIGKILL');
  }
}

function startChild(limits: Limits) {
  // In a clone this file is TypeScript and so is the child; in a build both are JavaScript.
  const kind = extname(fileURLToPath(import.meta.url));
  const loader = kind === '.ts' ? ['--import', 'tsx'] : [];
  const program = fileURLToPath(new URL(`./xls-child${kind}`, import.meta.url));
  const child = spawn(process.execPath, [`--max-old-space-size=${limits.xlsHeapMegabytes}`, ...loader, program], {
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

async function* parsedLines(output: Readable): AsyncGenerator<XlsLine, void, undefined> {
  let rest = '';
  for await (const chunk of output.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield Line.parse(JSON.parse(line));
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

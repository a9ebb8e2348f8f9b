// Rows as PostgreSQL's COPY takes them in binary format: half the bytes of the text format where much is sealed. Pure.
import { storable } from './copy-text.ts';

/** Five hundred sealed certificates take about 230 KB. */
const USUAL_BYTES = 262_144;
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const NULL_LENGTH = -1;
/** UTF-8 takes at most three bytes for each unit of a text. */
const MOST_BYTES_OF_UNIT = 3;

/** Bytes stand for `bytea`, and for `uuid` (16 of them); numbers are `integer`. */
export type BinaryField = string | number | Uint8Array | null;

/** The chunks of a COPY with `(format binary)` whose rows are these, some of them in each piece. */
export async function* copyBinary(pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield SIGNATURE;
  yield* pieces;
  yield TRAILER;
}

/** One tuple per row, its fields in the order of the columns; the bytes are in memory of their own. */
export function binaryTuples(rows: Iterable<readonly BinaryField[]>): Buffer<ArrayBuffer> {
  let piece = Buffer.allocUnsafeSlow(USUAL_BYTES);
  let used = 0;
  for (const row of rows) {
    const most = used + mostBytes(row);
    if (most > piece.length) {
      const longer = Buffer.allocUnsafeSlow(Math.max(most, piece.length * 2));
      piece.copy(longer, 0, 0, used);
      piece = longer;
    }
    used = writeRow(piece, used, row);
  }
  return piece.subarray(0, used);
}

function mostBytes(row: readonly BinaryField[]): number {
  let most = 2;
  for (const field of row) {
    most += 4;
    if (typeof field === 'string') most += field.length * MOST_BYTES_OF_UNIT;
    else if (typeof field === 'number') most += 4;
    else if (field !== null) most += field.length;
  }
  return most;
}

function writeRow(chunk: Buffer, start: number, row: readonly BinaryField[]): number {
  let at = chunk.writeInt16BE(row.length, start);
  for (const field of row) {
    const content = at + 4;
    let length = NULL_LENGTH;
    if (typeof field === 'string') length = chunk.write(storable(field), content, 'utf8');
    else if (typeof field === 'number') length = chunk.writeInt32BE(field, content) - content;
    else if (field !== null) {
      chunk.set(field, content);
      length = field.length;
    }
    chunk.writeInt32BE(length, at);
    at = content + Math.max(0, length);
  }
  return at;
}

// Rows as PostgreSQL's COPY takes them in binary format: half the bytes of the text format where much is sealed. Pure.
import { storable } from './copy-text.ts';

/** Rows are handed on in pieces of at least this size; a row that does not fit makes its piece longer. */
const CHUNK_BYTES = 131_072;
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
const NULL_LENGTH = -1;
/** UTF-8 takes at most three bytes for each unit of a text. */
const MOST_BYTES_OF_UNIT = 3;

/** Bytes stand for `bytea`, and for `uuid` (16 of them); numbers are `integer`. */
export type BinaryField = string | number | Uint8Array | null;

/** The chunks of a COPY with `(format binary)`: one tuple per row, its fields in the order of the columns. */
export async function* copyBinary<Row>(
  batches: AsyncIterable<Iterable<Row>> | Iterable<Iterable<Row>>,
  fieldsOf: (row: Row) => readonly BinaryField[],
): AsyncGenerator<Buffer> {
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let used = SIGNATURE.copy(chunk);
  for await (const batch of batches) {
    for (const row of batch) {
      const fields = fieldsOf(row);
      const most = mostBytes(fields);
      if (used + most > chunk.length) {
        yield chunk.subarray(0, used);
        chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, most));
        used = 0;
      }
      used = writeRow(chunk, used, fields);
    }
  }
  yield chunk.subarray(0, used);
  yield TRAILER;
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

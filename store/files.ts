// Files, sealed, behind put and get; the same bytes are kept once. Knows nothing of what is in them.
import { randomUUID } from 'node:crypto';
import type { Queryable, Tx } from './database.ts';
import type { Sealer } from './sealing.ts';

/** What the platform lets a message carry (30 MB), and a little for annotated workbooks that grew. */
const MAX_FILE_BYTES = 40 * 1024 * 1024;
/** Read at a time: the protocol writes each byte as two digits, which a whole file would hold in memory twice. */
const SLICE_BYTES = 2 * 1024 * 1024;

export type StoredFile = { id: string; byteLength: number; createdAt: Date; lastHandedAt: Date | null };

/** Seals and stores the bytes; `fresh` is false, and `id` the earlier one's, when the same bytes are there already. */
export async function putFile(
  tx: Tx,
  sealer: Sealer,
  bytes: Uint8Array,
  now: Date,
): Promise<{ id: string; fresh: boolean }> {
  if (bytes.length > MAX_FILE_BYTES) throw new Error(`a file of ${bytes.length} bytes is too long to store`);
  const digest = (await sealer.hashes(tx, now)).ofFile(bytes);
  const known = await idOf(tx, digest);
  if (known !== null) return { id: known, fresh: false };
  const id = randomUUID();
  const key = await sealer.newDataKey(tx, now);
  const { rowCount } = await tx.query(
    `insert into files (id, digest, byte_length, data_key, sealed, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (digest) do nothing`,
    [id, digest, bytes.length, key.id, sealer.seal(key, placeOf(id), bytes), now],
  );
  if (rowCount === 1) return { id, fresh: true };
  // Two at once, the other was first; our data key stays behind unused.
  const theirs = await idOf(tx, digest);
  if (theirs === null) throw new Error('a file can neither be stored nor found');
  return { id: theirs, fresh: false };
}

/** The bytes as they were put in. Throws when there is no such file. */
export async function getFile(q: Queryable, sealer: Sealer, id: string): Promise<Buffer> {
  const first = await readSlice(q, id, 0);
  return sealer.openPieces(q, placeOf(id), first.length, slicesFrom(q, id, first));
}

async function* slicesFrom(q: Queryable, id: string, first: Slice): AsyncGenerator<Buffer> {
  let read = 0;
  for (let next = first; ; next = await readSlice(q, id, read)) {
    yield next.slice;
    read += next.slice.length;
    if (read >= first.length) return;
  }
}

type Slice = { length: number; slice: Buffer };

/** Sealed bytes from `start` on, and how many there are in all. */
async function readSlice(q: Queryable, id: string, start: number): Promise<Slice> {
  const { rows } = await q.query<Slice>(
    'select length(sealed) as length, substr(sealed, $2, $3) as slice from files where id = $1',
    [id, start + 1, SLICE_BYTES],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`file ${id} does not exist`);
  return row;
}

/** Length and dates of a file without its bytes; null when there is none. */
export async function describeFile(q: Queryable, id: string): Promise<StoredFile | null> {
  const { rows } = await q.query<StoredFile>(
    `select id, byte_length as "byteLength", created_at as "createdAt", last_handed_at as "lastHandedAt"
     from files where id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** Notes that the file was given to somebody outside. */
export async function markHanded(q: Queryable, id: string, now: Date): Promise<void> {
  await q.query('update files set last_handed_at = $2 where id = $1', [id, now]);
}

async function idOf(q: Queryable, digest: Buffer): Promise<string | null> {
  const { rows } = await q.query<{ id: string }>('select id from files where digest = $1', [digest]);
  return rows[0]?.id ?? null;
}

function placeOf(id: string) {
  return { table: 'files', id, version: 1 };
}

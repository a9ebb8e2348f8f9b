// Streams of events (kind, id, seq), each event carrying the digest of the one before. Appends and reads; never changes.
import { createHash } from 'node:crypto';
import { canonicalBytes, type Json } from './canonical.ts';
import { isUniqueViolation, type Queryable, type Tx } from './database.ts';
import { frame } from './frame.ts';

/** Bodies hold ids, codes and digests; a longer one holds something that belongs elsewhere. */
const MAX_BODY_BYTES = 65_536;
const FORMAT = 'hezheng.event.1';
const START = Buffer.alloc(32);

export type Stream = { kind: string; id: string };

/** `version` counts the shapes of a type's body, from 1. */
export type NewEvent = { type: string; version: number; body: { readonly [key: string]: Json } };

/** `position` grows over all streams in the order of writing, which is not quite that of commits. */
export type StoredEvent = {
  seq: number;
  type: string;
  version: number;
  at: Date;
  body: unknown;
  digest: string;
  position: number;
};

export type StreamVerdict = { ok: true; length: number; head: string } | { ok: false; brokenAt: number };

/** Somebody else appended first: read the stream again and decide again. The transaction can only be rolled back. */
export class StreamConflict extends Error {
  constructor(stream: Stream, after: number, options?: ErrorOptions) {
    super(`stream ${stream.kind} ${stream.id} has moved on from ${after}`, options);
    this.name = 'StreamConflict';
  }
}

type Row = {
  seq: number;
  type: string;
  version: number;
  at: Date;
  body: Buffer;
  previous: Buffer;
  digest: Buffer;
  position: number;
};

/**
 * Writes `events` as `after` + 1 and on; `after` is the last seq the writer has seen, 0 for a new stream.
 * Returns the last seq written. Throws StreamConflict when the stream does not end at `after`.
 */
export async function append(
  tx: Tx,
  stream: Stream,
  after: number,
  events: readonly NewEvent[],
  at: Date,
): Promise<number> {
  const head = await headOf(tx, stream);
  if (head.seq !== after) throw new StreamConflict(stream, after);
  let previous: Buffer = head.digest;
  const rows = events.map(({ type, version, body }, index) => {
    const row = { seq: after + 1 + index, type, version, at, body: canonicalBytes(body), previous };
    if (row.body.length > MAX_BODY_BYTES) throw new Error(`body of ${type} in ${stream.kind} ${stream.id} is too long`);
    previous = digestOf(stream, row);
    return { ...row, digest: previous };
  });
  try {
    await tx.query(
      `insert into events (kind, id, seq, type, version, at, body, previous, digest)
       select $1, $2, e.seq, e.type, e.version, $3, e.body, e.previous, e.digest
       from unnest($4::int[], $5::text[], $6::int[], $7::bytea[], $8::bytea[], $9::bytea[])
         with ordinality as e (seq, type, version, body, previous, digest, n)
       order by e.n`,
      [
        stream.kind,
        stream.id,
        at,
        rows.map((row) => row.seq),
        rows.map((row) => row.type),
        rows.map((row) => row.version),
        rows.map((row) => row.body),
        rows.map((row) => row.previous),
        rows.map((row) => row.digest),
      ],
    );
  } catch (cause) {
    if (isUniqueViolation(cause)) throw new StreamConflict(stream, after, { cause });
    throw cause;
  }
  return after + rows.length;
}

/** All events of a stream in order; empty when there is none. */
export async function readStream(q: Queryable, stream: Stream): Promise<StoredEvent[]> {
  const rows = await readRows(q, stream);
  return rows.map(({ seq, type, version, at, body, digest, position }) => ({
    seq,
    type,
    version,
    at,
    body: JSON.parse(body.toString('utf8')) as unknown,
    digest: digest.toString('hex'),
    position,
  }));
}

/**
 * Computes every digest anew. `brokenAt` is the first seq that is missing or not what was written.
 * That events were cut off at the end shows only against a `head` kept elsewhere.
 */
export async function verifyStream(q: Queryable, stream: Stream): Promise<StreamVerdict> {
  let previous: Buffer = START;
  let length = 0;
  for (const row of await readRows(q, stream)) {
    const expected = length + 1;
    const intact = row.seq === expected && row.previous.equals(previous) && row.digest.equals(digestOf(stream, row));
    if (!intact) return { ok: false, brokenAt: expected };
    previous = row.digest;
    length = expected;
  }
  return { ok: true, length, head: previous.toString('hex') };
}

async function headOf(q: Queryable, { kind, id }: Stream): Promise<{ seq: number; digest: Buffer }> {
  const { rows } = await q.query<{ seq: number; digest: Buffer }>(
    'select seq, digest from events where kind = $1 and id = $2 order by seq desc limit 1',
    [kind, id],
  );
  return rows[0] ?? { seq: 0, digest: START };
}

async function readRows(q: Queryable, { kind, id }: Stream): Promise<Row[]> {
  const { rows } = await q.query<Row>(
    `select seq, type, version, at, body, previous, digest, position
     from events where kind = $1 and id = $2 order by seq`,
    [kind, id],
  );
  return rows;
}

function digestOf({ kind, id }: Stream, row: Omit<Row, 'digest' | 'position'>): Buffer {
  const fields = [
    FORMAT,
    row.previous,
    kind,
    id,
    String(row.seq),
    row.type,
    String(row.version),
    row.at.toISOString(),
    row.body,
  ];
  return createHash('sha256').update(frame(fields)).digest();
}

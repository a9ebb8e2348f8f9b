// What came from outside, kept and acknowledged before anything is done about it. A repeat changes nothing.
import { randomUUID } from 'node:crypto';
import type { Database, Queryable, Tx } from './database.ts';
import { leave } from './outbox.ts';
import type { Sealer } from './sealing.ts';

/** The platform repeats an event for about seven hours; what is known must be known for longer. */
const MIN_KEEP_DAYS = 7;
const DAY_MS = 86_400_000;

/** `key` tells repeats: the message_id of a message, the event_id of anything else. `payload` is any JSON value. */
export type Incoming = { key: string; kind: string; payload: unknown };

export type TakenIncoming = { id: string; key: string; kind: string; payload: unknown; receivedAt: Date };

/**
 * Stores the payload, sealed, and leaves the job `handle-incoming` with `{ incoming: id }`, all in one transaction.
 * `fresh` is false, and nothing was written, when the key is known; `id` is then that of the first time.
 */
export async function receive(
  db: Database,
  sealer: Sealer,
  { key, kind, payload }: Incoming,
  now: Date,
): Promise<{ id: string; fresh: boolean }> {
  const known = await idOf(db, key);
  if (known !== null) return { id: known, fresh: false };
  return db.transaction(async (tx) => {
    const id = randomUUID();
    // A key a month: the inbox is pruned long before a key has sealed too much.
    const dataKey = await sealer.sharedDataKey(tx, `inbox/${now.toISOString().slice(0, 7)}`, now);
    const sealed = sealer.seal(dataKey, placeOf(id), JSON.stringify(payload));
    const { rowCount } = await tx.query(
      `insert into inbox (id, key, kind, payload, received_at) values ($1, $2, $3, $4, $5)
       on conflict (key) do nothing`,
      [id, key, kind, sealed, now],
    );
    if (rowCount === 0) {
      // The same event on two connections at once: the other was first.
      const theirs = await idOf(tx, key);
      if (theirs === null) throw new Error('an incoming event can neither be stored nor found');
      return { id: theirs, fresh: false };
    }
    await leave(tx, { job: 'handle-incoming', payload: { incoming: id } }, now);
    return { id, fresh: true };
  });
}

/** Locks and opens what came in; null when it was handled already (or has been pruned since). */
export async function takeIncoming(tx: Tx, sealer: Sealer, id: string): Promise<TakenIncoming | null> {
  const { rows } = await tx.query<{ key: string; kind: string; payload: Buffer; received_at: Date }>(
    'select key, kind, payload, received_at from inbox where id = $1 and done_at is null for update',
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const payload: unknown = JSON.parse((await sealer.open(tx, placeOf(id), row.payload)).toString('utf8'));
  return { id, key: row.key, kind: row.kind, payload, receivedAt: row.received_at };
}

/** Says that it was handled, in the transaction that handled it. */
export async function finishIncoming(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.query('update inbox set done_at = $2 where id = $1', [id, now]);
}

/** Counts a failed attempt; `code` is a short word, never a message that may hold what somebody typed. */
export async function failIncoming(q: Queryable, id: string, code: string): Promise<void> {
  await q.query('update inbox set attempts = attempts + 1, last_error = $2 where id = $1', [id, code]);
}

/** Deletes what was handled more than `days` (at least 7) days ago, and returns how many. What waits is never deleted. */
export async function pruneInbox(q: Queryable, now: Date, days: number): Promise<number> {
  if (days < MIN_KEEP_DAYS) throw new Error(`the inbox is kept for at least ${MIN_KEEP_DAYS} days`);
  const { rowCount } = await q.query('delete from inbox where done_at < $1', [new Date(now.getTime() - days * DAY_MS)]);
  return rowCount ?? 0;
}

async function idOf(q: Queryable, key: string): Promise<string | null> {
  const { rows } = await q.query<{ id: string }>('select id from inbox where key = $1', [key]);
  return rows[0]?.id ?? null;
}

function placeOf(id: string) {
  return { table: 'inbox', id, version: 1 };
}

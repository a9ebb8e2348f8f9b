// Work promised in the transaction that caused it; the relay queues it, the job that did it says so. Never runs a job.
import type { Queryable, Tx } from './database.ts';

/** A job not done this long after it was queued is queued again: the queue may have been emptied. */
const REQUEUE_AFTER_MS = 5 * 60_000;
/** Each time it waits longer, up to this many times as long, so that a job that always fails does not crowd. */
const MAX_REQUEUE_FACTOR = 12;
const DAY_MS = 86_400_000;

/** What a job is told: ids and numbers that lead to the data, never the data. */
export type JobPayload = { readonly [key: string]: string | number };

export type NewWork = {
  job: string;
  payload: JobPayload;
  /** Work with a key that was left before, done or not, is not left again. */
  key?: string;
  /** Default: at once. */
  availableAt?: Date;
};

/** `attempt` counts from 1 how often the row was queued, this time included. */
export type WaitingWork = { id: number; job: string; payload: JobPayload; attempt: number };

/** Leaves work for the relay; the row's id, or null when work with this key had been left already. */
export async function leave(tx: Tx, work: NewWork, now: Date): Promise<number | null> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into outbox (job, payload, key, created_at, available_at) values ($1, $2, $3, $4, $5)
     on conflict (key) do nothing returning id`,
    [work.job, JSON.stringify(work.payload), work.key ?? null, now, work.availableAt ?? now],
  );
  return rows[0]?.id ?? null;
}

/**
 * Locks up to `limit` rows of these jobs that are due and either not queued or queued long ago. Rows another relay holds
 * are skipped; so are jobs that only a newer version knows, which must not hold up the rest.
 * To be followed by `markQueued` in the same transaction.
 */
export async function takeBatch(tx: Tx, now: Date, limit: number, jobs: readonly string[]): Promise<WaitingWork[]> {
  const { rows } = await tx.query<WaitingWork>(
    `select id, job, payload, attempts + 1 as attempt from outbox
     where done_at is null and available_at <= $1 and job = any($5)
       and (queued_at is null
         or queued_at + least(attempts, $3) * $2 * interval '1 millisecond' <= $1)
     order by available_at, id limit $4 for update skip locked`,
    [now, REQUEUE_AFTER_MS, MAX_REQUEUE_FACTOR, limit, jobs],
  );
  return rows;
}

/** Says that the queue has accepted these rows. */
export async function markQueued(tx: Tx, ids: readonly number[], now: Date): Promise<void> {
  await tx.query('update outbox set queued_at = $2, attempts = attempts + 1 where id = any($1)', [ids, now]);
}

/** Forgets that anything was queued: the queue has been emptied. Jobs that survived change nothing when they run twice. */
export async function forgetQueued(tx: Tx): Promise<void> {
  await tx.query('update outbox set queued_at = null where done_at is null and queued_at is not null');
}

/**
 * Says in the job's own transaction that its work is done. False when it was done already: then the job must change
 * nothing. A second run of the same job waits here until the first has committed.
 */
export async function finish(tx: Tx, id: number, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query('update outbox set done_at = $2 where id = $1 and done_at is null', [id, now]);
  return rowCount === 1;
}

/** Whether the work is still to be done: for jobs that act outside the database before they can say so. */
export async function isWaiting(q: Queryable, id: number): Promise<boolean> {
  const { rows } = await q.query('select from outbox where id = $1 and done_at is null', [id]);
  return rows.length === 1;
}

/** How many due rows are not done, and since when (ms) the oldest has been due; 0 and 0 when there are none. */
export async function waitingWork(q: Queryable, now: Date): Promise<{ count: number; oldestMs: number }> {
  const { rows } = await q.query<{ count: number; oldest: Date | null }>(
    'select count(*) as count, min(available_at) as oldest from outbox where done_at is null and available_at <= $1',
    [now],
  );
  const [{ count, oldest } = { count: 0, oldest: null }] = rows;
  return { count, oldestMs: oldest === null ? 0 : now.getTime() - oldest.getTime() };
}

/** Deletes rows done more than `days` days ago, and returns how many. Their keys may be used again. */
export async function purgeOutbox(q: Queryable, now: Date, days: number): Promise<number> {
  const { rowCount } = await q.query('delete from outbox where done_at < $1', [
    new Date(now.getTime() - days * DAY_MS),
  ]);
  return rowCount ?? 0;
}

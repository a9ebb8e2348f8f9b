// What /healthz says of the record: whether the database answers, how the workers' queue was, when the sweep last ran.
import type { Database } from './database.ts';
import { readHeartbeats } from './heartbeats.ts';
import { waitingWork } from './outbox.ts';

export type Health = {
  database: boolean;
  /** As the workers last said, and when; not `ok` once they have said nothing for a while. */
  queueSeen: { ok: boolean; at: string } | null;
  lastSweep: string | null;
  waiting: { count: number; oldestMs: number } | null;
};

/** The workers say how they are every ten seconds. */
const freshMs = 60_000;

function isFresh(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() <= freshMs;
}

/** Never throws: a database that does not answer is an answer. */
export async function healthOf(db: Database, now: Date): Promise<Health> {
  try {
    const beats = new Map((await readHeartbeats(db)).map((beat) => [beat.name, beat]));
    const queue = beats.get('queue');
    return {
      database: true,
      queueSeen: queue ? { ok: queue.detail.ok === true && isFresh(queue.at, now), at: queue.at.toISOString() } : null,
      lastSweep: beats.get('sweep')?.at.toISOString() ?? null,
      waiting: await waitingWork(db, now),
    };
  } catch {
    return { database: false, queueSeen: null, lastSweep: null, waiting: null };
  }
}

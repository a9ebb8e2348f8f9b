// Takes work from the outbox to the queue. The queue is only a bell: a row is done when its job says so in the database.
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Database } from '../store/database.ts';
import { forgetQueued, markQueued, takeBatch } from '../store/outbox.ts';
import { jobCalled, jobs, type QueueName } from './jobs.ts';

export type Queues = Readonly<Record<QueueName, Queue>>;

const batchSize = 200;
/** Tries in the queue before the row waits in the outbox to be queued anew. */
const attempts = 8;
const firstBackoffMs = 500;
/** Kept for the board; the record is in the database. */
const keepDone = { count: 200 };
const keepFailed = { count: 500 };
/** Its absence tells that Redis was emptied, and with it every job that had been queued. */
const marker = 'hezheng:relay';

/** Queues what waits, and returns how many rows that were. Safe with several relays: each takes other rows. */
export async function relayOnce(db: Database, redis: Redis, queues: Queues, now: Date): Promise<number> {
  await noticeEmptied(db, redis);
  return db.transaction(async (tx) => {
    const waiting = await takeBatch(tx, now, batchSize, Object.keys(jobs));
    for (const [name, queue] of Object.entries(queues)) {
      const rows = waiting.filter(({ job }) => jobCalled(job).queue === name);
      if (rows.length === 0) continue;
      await queue.addBulk(
        rows.map(({ id, job, payload, attempt }) => ({
          name: job,
          data: { work: id, payload },
          opts: {
            // Saves work when two relays queue the same row; what must not happen twice is held by the database.
            jobId: `work-${id}-${attempt}`,
            attempts,
            backoff: { type: 'exponential', delay: firstBackoffMs },
            removeOnComplete: keepDone,
            removeOnFail: keepFailed,
          },
        })),
      );
    }
    await markQueued(
      tx,
      waiting.map(({ id }) => id),
      now,
    );
    return waiting.length;
  });
}

/** The mark is set last: a relay that dies before the rows are forgotten leaves the noticing to the next one. */
async function noticeEmptied(db: Database, redis: Redis): Promise<void> {
  if ((await redis.exists(marker)) === 1) return;
  await db.transaction((tx) => forgetQueued(tx));
  await redis.set(marker, '1');
}

export type Relay = { wake: () => void; close: () => Promise<void> };

/** Runs until closed: at every notification, and at least every `pollMs`. Faults are logged and tried again. */
export function startRelay(
  run: () => Promise<number>,
  options: { pollMs: number; onFault: (error: unknown) => void },
): Relay {
  let closed = false;
  let ring = () => {};
  const loop = (async () => {
    while (!closed) {
      const woken = new Promise<void>((resolve) => {
        ring = resolve;
      });
      let moved = 0;
      try {
        moved = await run();
      } catch (error) {
        options.onFault(error);
      }
      if (moved >= batchSize) continue;
      const timer = setTimeout(() => ring(), options.pollMs);
      await woken;
      clearTimeout(timer);
    }
  })();
  return {
    wake: () => ring(),
    close: async () => {
      closed = true;
      ring();
      await loop;
    },
  };
}

// The workers' process, stepped by hand: the real relay and the real queues, but a job runs only when a test says so.
import { randomBytes } from 'node:crypto';
import { type Job, Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { jobCalled, type QueueName } from '../../workers/jobs.ts';
import type { WorkerParts } from '../../workers/parts.ts';
import { relayOnce } from '../../workers/relay.ts';
import { sweep } from '../../workers/sweep.ts';
import type { Life } from './mortal-database.ts';

const names: readonly QueueName[] = ['checks', 'messages'];
/** Work that goes on for longer than this goes round in circles. */
const maxJobs = 3_000;
/** Under which jobs are held while they run. */
const token = 'test';

export type Failure = { job: string; error: Error };
export type Workers = ReturnType<typeof steppedWorkers>;

/** @param redisUrl shared with other tests: everything of this world lives under a prefix of its own */
export function steppedWorkers(parts: WorkerParts, life: Life, redisUrl: string) {
  const prefix = `{test-${randomBytes(6).toString('hex')}}`;
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  /** The relay's mark in Redis has one name: prefixed, so that worlds do not see each other's. */
  const marking = new Redis(redisUrl, { maxRetriesPerRequest: null, keyPrefix: `${prefix}:` });
  const queueOf = (name: QueueName) => new Queue(name, { connection: redis, prefix });
  const queues = { checks: queueOf('checks'), messages: queueOf('messages') };
  const workers = names.map((name) => new Worker(name, null, { connection: redis, prefix, autorun: false }));
  const failures: Failure[] = [];
  const ran: string[] = [];
  let beforeJob: (job: string, attempt: number) => void = () => {};

  async function run(job: Job): Promise<void> {
    ran.push(job.name);
    beforeJob(job.name, job.attemptsMade + 1);
    try {
      await jobCalled(job.name).run(parts, job.data.payload, job.data.work);
      await job.moveToCompleted(null, token, false);
    } catch (error) {
      // A killed process says nothing to the queue; the queue finds the job stalled and gives it out again, as here.
      failures.push({ job: job.name, error: error instanceof Error ? error : new Error(String(error)) });
      await job.moveToFailed(error as Error, token, false);
    }
    life.spare();
    life.revive();
  }

  /** Runs what the queues hold, jobs that wait for another try included. Returns how many jobs ran. */
  async function runQueued(): Promise<number> {
    let done = 0;
    for (const worker of workers) {
      for (;;) {
        const job = await worker.getNextJob(token, { block: false });
        if (!job) break;
        await run(job);
        done += 1;
      }
    }
    for (const queue of Object.values(queues)) for (const job of await queue.getDelayed()) await job.promote();
    return done;
  }

  async function relay(): Promise<number> {
    try {
      return await relayOnce(parts.store.db, marking, queues, await parts.clock.now());
    } catch (error) {
      if (!life.revive()) throw error;
      failures.push({ job: 'relay', error: error as Error });
      return 1;
    }
  }

  return {
    /** What failed since it was last asked for. */
    takeFailures: (): Failure[] => failures.splice(0),
    /** Names of the jobs that ran since it was last asked for. */
    takeRan: (): string[] => ran.splice(0),
    /** Called before each job, with how often it has been begun, this time included. */
    beforeJobs: (act: typeof beforeJob): void => {
      beforeJob = act;
    },
    /** Outbox to queue, and nothing more. */
    relay,
    /** Everything there is to do, until nothing is left. */
    work: async (): Promise<void> => {
      for (let done = 0; done < maxJobs; ) {
        const moved = await relay();
        const jobs = await runQueued();
        if (moved + jobs === 0) return;
        done += jobs;
      }
      throw new Error(`the work does not end; last: ${ran.slice(-10).join(', ')}`);
    },
    sweep: () => sweep(parts),
    /** Jobs that a queue still holds. */
    left: async (): Promise<number> => {
      const counts = await Promise.all(
        Object.values(queues).map((queue) => queue.getJobCountByTypes('wait', 'active', 'delayed')),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
    /** Every key and value that Redis holds for this world, as text. */
    dump: async (): Promise<string> => {
      const parts = await Promise.all((await keys()).map(async (key) => `${key} ${await dumpOf(redis, key)}`));
      return parts.join('\n');
    },
    /** Redis is emptied, as by FLUSHALL. */
    flush: async (): Promise<void> => {
      const all = await keys();
      if (all.length > 0) await redis.del(all);
    },
    close: async (): Promise<void> => {
      await Promise.all(workers.map((worker) => worker.close()));
      const all = await keys();
      if (all.length > 0) await redis.del(all);
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await Promise.all([redis.quit(), marking.quit()]);
    },
  };

  async function keys(): Promise<string[]> {
    return redis.keys(`${prefix}:*`);
  }
}

async function dumpOf(redis: Redis, key: string): Promise<string> {
  switch (await redis.type(key)) {
    case 'hash':
      return JSON.stringify(await redis.hgetall(key));
    case 'list':
      return JSON.stringify(await redis.lrange(key, 0, -1));
    case 'zset':
      return JSON.stringify(await redis.zrange(key, '0', '-1'));
    case 'set':
      return JSON.stringify(await redis.smembers(key));
    case 'stream':
      return JSON.stringify(await redis.xrange(key, '-', '+'));
    default:
      return String(await redis.get(key));
  }
}

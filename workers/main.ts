// The workers' process: wiring only.
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { followedClock, systemClock } from '../bot/clock.ts';
import { connectFeishu } from '../bot/feishu/feishu.ts';
import { createLog } from '../bot/log.ts';
import { runUntilStopped } from '../bot/run-until-stopped.ts';
import { loadEnv } from '../config/env.ts';
import { partsOf } from '../messages/parts-of.ts';
import { startBoard } from './board.ts';
import { jobCalled, jobs, type QueueName } from './jobs.ts';
import { wasLastTry } from './last-try.ts';
import type { WorkerParts } from './parts.ts';
import { relayOnce, startRelay } from './relay.ts';
import { startSweeping } from './sweeping.ts';

const relayPollMs = 2_000;
/** A Redis that hangs must not hang the relay or /healthz. */
const redisAnswerMs = 10_000;
const concurrency: Record<QueueName, number> = { checks: 2, messages: 16 };
/**
 * A job whose worker was killed is given to another after at most the sum of the two times. Taking one from a worker
 * that is only slow does no harm: the database lets one of them write.
 */
const recovery = { lockDuration: 15_000, stalledInterval: 10_000, maxStalledCount: 3 };

const env = loadEnv(process.env, 'workers');
const log = createLog({ level: env.LOG_LEVEL, secrets: [env.FEISHU_APP_SECRET, env.HEZHENG_ADMIN_TOKEN] });
const clock = env.HEZHENG_CLOCK_URL ? followedClock(env.HEZHENG_CLOCK_URL) : systemClock();
const feishu = connectFeishu(
  { appId: env.FEISHU_APP_ID, appSecret: env.FEISHU_APP_SECRET, domain: env.FEISHU_DOMAIN },
  log,
);
const parts: WorkerParts = { ...(await partsOf(env, 'hezheng-workers', await clock.now())), feishu, clock, log };

const waiting = new Redis(env.REDIS_URL, { maxRetriesPerRequest: null });
const asking = new Redis(env.REDIS_URL, { maxRetriesPerRequest: 1, commandTimeout: redisAnswerMs });
for (const redis of [waiting, asking]) redis.on('error', (error) => log.warn({ err: error }, 'redis'));

const queues = {
  checks: new Queue('checks', { connection: asking, prefix: '{hezheng}' }),
  messages: new Queue('messages', { connection: asking, prefix: '{hezheng}' }),
};
const workers = (['checks', 'messages'] as const).map(
  (name) =>
    new Worker<{ work: number; payload: unknown }>(
      name,
      (job) => jobCalled(job.name).run(parts, job.data.payload, job.data.work),
      { connection: waiting, prefix: '{hezheng}', concurrency: concurrency[name], ...recovery },
    ),
);
for (const worker of workers) {
  worker.on('failed', (job, error) => {
    log.error({ job: job?.name, work: job?.data.work, err: error }, 'job failed');
    if (job === undefined || !wasLastTry(job, error)) return;
    const givenUp = jobs[job.name]?.giveUp?.(parts, job.data.payload, job.data.work);
    givenUp?.catch((fault: unknown) => log.error({ err: fault }, 'give up'));
  });
  worker.on('error', (error) => log.warn({ err: error }, 'queue'));
}

const relay = startRelay(async () => relayOnce(parts.store.db, asking, queues, await clock.now()), {
  pollMs: relayPollMs,
  onFault: (error) => log.error({ err: error }, 'relay'),
});
const unlisten = await parts.store.db.listen('outbox', () => relay.wake());
const sweeping = startSweeping(parts);
const board = await startBoard(parts, {
  queues,
  redis: asking,
  port: env.WORKERS_PORT,
  token: env.HEZHENG_ADMIN_TOKEN,
});
log.info({ port: board.port }, 'workers ready');

runUntilStopped(log, async () => {
  await unlisten();
  await sweeping.close();
  await relay.close();
  await Promise.all(workers.map((worker) => worker.close()));
  await board.close();
  await Promise.all(Object.values(queues).map((queue) => queue.close()));
  waiting.disconnect();
  asking.disconnect();
  clock.close();
  await parts.store.db.close();
});

// From the outbox to the queue: emptied queues, several relays, faults, and work that only a newer version knows.
import { randomBytes } from 'node:crypto';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { leave } from '../../store/outbox.ts';
import { relayOnce, startRelay } from '../../workers/relay.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

const redisUrl = process.env.HEZHENG_TEST_REDIS_URL ?? '';
const now = new Date('2026-03-05T01:00:00Z');
const prefix = `{test-${randomBytes(6).toString('hex')}}`;
const payload = { submission: '00000000-0000-4000-8000-000000000001', version: 1 };

let fresh: TestDatabase;
let db: Database;
let redis: Redis;
let marking: Redis;
let queues: { checks: Queue; messages: Queue };

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url);
  redis = new Redis(redisUrl, { maxRetriesPerRequest: null });
  marking = new Redis(redisUrl, { maxRetriesPerRequest: null, keyPrefix: `${prefix}:` });
  queues = {
    checks: new Queue('checks', { connection: redis, prefix }),
    messages: new Queue('messages', { connection: redis, prefix }),
  };
});

beforeEach(async () => {
  await db.query('delete from outbox');
  await empty();
});

afterAll(async () => {
  await Promise.all(Object.values(queues ?? {}).map((queue) => queue.obliterate({ force: true })));
  await Promise.all(Object.values(queues ?? {}).map((queue) => queue.close()));
  await empty();
  redis?.disconnect();
  marking?.disconnect();
  await db?.close();
  await fresh?.drop();
});

/** What an emptied Redis holds of us: nothing. */
async function empty(): Promise<void> {
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length > 0) await redis.del(keys);
}

const relay = (over: Database = db) => relayOnce(over, marking, queues, now);
const left = (job: string) => db.transaction((tx) => leave(tx, { job, payload }, now));
const queued = async (name: 'checks' | 'messages') => (await queues[name].getJobs()).map(({ data }) => data.work);

test('work goes to the queue of its job, once', async () => {
  const check = await left('check-file');
  const message = await left('deliver');

  expect([await relay(), await relay()]).toEqual([2, 0]);

  expect(await queued('checks')).toEqual([check]);
  expect(await queued('messages')).toEqual([message]);
});

test('two relays at once queue each row once', async () => {
  await relay();
  for (let i = 0; i < 20; i += 1) await left('check-file');

  const moved = await Promise.all([relay(), relay()]);

  expect(moved[0] + moved[1]).toBe(20);
  expect(new Set(await queued('checks')).size).toBe(20);
});

test('a Redis that was emptied is noticed, and everything is queued anew', async () => {
  const check = await left('check-file');
  await relay();

  await empty();
  await relay();

  expect(await queued('checks')).toEqual([check]);
});

test('a database that fails at that moment does not make the relay forget that Redis was emptied', async () => {
  const check = await left('check-file');
  await relay();
  await empty();
  const failing: Database = { ...db, transaction: () => Promise.reject(new Error('gone')) };

  await expect(relay(failing)).rejects.toThrow('gone');
  await relay();

  expect(await queued('checks')).toEqual([check]);
});

test('work of a newer version waits for it, and holds up nothing', async () => {
  await left('what-nobody-knows-yet');
  const check = await left('check-file');

  expect(await relay()).toBe(1);

  expect(await queued('checks')).toEqual([check]);
  const { rows } = await db.query('select from outbox where queued_at is null');
  expect(rows).toHaveLength(1);
});

test('a relay runs when it is woken, and again after a fault', async () => {
  const faults: unknown[] = [];
  let runs = 0;
  const running = startRelay(
    async () => {
      runs += 1;
      if (runs === 1) throw new Error('once');
      return 0;
    },
    { pollMs: 3_600_000, onFault: (error) => faults.push(error) },
  );
  await until(() => faults.length === 1);

  running.wake();
  await until(() => runs === 2);
  await running.close();

  expect(faults).toHaveLength(1);
});

test('a relay that nobody wakes runs all the same', async () => {
  let runs = 0;
  const running = startRelay(async () => ++runs, { pollMs: 1, onFault: () => {} });

  await until(() => runs > 2);
  await running.close();

  expect(runs).toBeGreaterThan(2);
});

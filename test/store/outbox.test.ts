// Work left, taken by relays, lost by the queue, done once.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import {
  finish,
  isWaiting,
  leave,
  markQueued,
  type NewWork,
  purgeOutbox,
  takeBatch,
  waitingWork,
} from '../../store/outbox.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

let fresh: TestDatabase;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url, { max: 6 });
});

beforeEach(() => db.query('delete from outbox'));

afterAll(async () => {
  await db?.close();
  await fresh?.drop();
});

const now = new Date('2026-03-05T08:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const work: NewWork = { job: 'check-file', payload: { submission: 's-1', version: 2 } };
const left = (given: NewWork = work) => db.transaction((tx) => leave(tx, given, now));
const take = (at: Date, limit = 10) =>
  db.transaction(async (tx) => {
    const batch = await takeBatch(tx, at, limit, [work.job]);
    await markQueued(
      tx,
      batch.map(({ id }) => id),
      at,
    );
    return batch;
  });

test('work that was left is taken once, with what it was left with', async () => {
  const id = await left();

  expect(await take(now)).toEqual([{ id, job: 'check-file', payload: { submission: 's-1', version: 2 }, attempt: 1 }]);
  expect(await take(later(1))).toEqual([]);
});

test('work of a transaction that was rolled back is never taken', async () => {
  const failed = db.transaction(async (tx) => {
    await leave(tx, work, now);
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');

  expect(await take(now)).toEqual([]);
});

test('work is not taken before it is due', async () => {
  await left({ ...work, availableAt: later(10) });

  expect(await take(later(9))).toEqual([]);
  expect(await take(later(10))).toHaveLength(1);
});

test('work with a key is left once, even after it was done', async () => {
  const id = await left({ ...work, key: 'k' });
  await db.transaction((tx) => finish(tx, id ?? 0, now));

  expect(await left({ ...work, key: 'k' })).toBeNull();
  expect(await left()).not.toBeNull();
  expect(await left()).not.toBeNull();
});

test('two relays at once share the rows, and no row goes to both', async () => {
  for (let n = 0; n < 10; n += 1) await left();
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });

  let firstHolds = () => {};
  const firstHas = new Promise<void>((resolve) => {
    firstHolds = resolve;
  });
  const first = db.transaction(async (tx) => {
    const batch = await takeBatch(tx, now, 6, [work.job]);
    firstHolds();
    await held;
    return batch;
  });
  await firstHas;
  const second = await db.transaction((tx) => takeBatch(tx, now, 6, [work.job]));
  release();

  const ids = [...(await first), ...second].map(({ id }) => id);
  expect([(await first).length, second.length]).toEqual([6, 4]);
  expect(new Set(ids).size).toBe(10);
});

test('work the queue lost is taken again after five minutes, then after ever longer, until it is done', async () => {
  const id = await left();
  await take(now);

  expect(await take(later(4))).toEqual([]);
  expect(await take(later(5))).toMatchObject([{ id, attempt: 2 }]);
  expect(await take(later(14))).toEqual([]);
  expect(await take(later(15))).toMatchObject([{ id, attempt: 3 }]);
  await db.transaction((tx) => finish(tx, id ?? 0, later(16)));
  expect(await take(later(10_000))).toEqual([]);
});

test('of two runs of one job only the first may change anything, even when they overlap', async () => {
  const id = (await left()) ?? 0;

  const runs = await Promise.all([1, 2].map(() => db.transaction((tx) => finish(tx, id, now))));

  expect(runs.toSorted()).toEqual([false, true]);
  expect(await isWaiting(db, id)).toBe(false);
});

test('a run that fails leaves the work to be done', async () => {
  const id = (await left()) ?? 0;
  const failed = db.transaction(async (tx) => {
    expect(await finish(tx, id, now)).toBe(true);
    throw new Error('worker died');
  });
  await expect(failed).rejects.toThrow('worker died');

  expect(await isWaiting(db, id)).toBe(true);
});

test('what waits is counted with the age of the oldest', async () => {
  expect(await waitingWork(db, now)).toEqual({ count: 0, oldestMs: 0 });
  await left();
  await left({ ...work, availableAt: later(2) });
  await left({ ...work, availableAt: later(99) });

  expect(await waitingWork(db, later(3))).toEqual({ count: 2, oldestMs: 180_000 });
});

test('only work done long enough ago is purged', async () => {
  const [old, recent, open] = [await left(), await left(), await left()];
  await db.transaction((tx) => finish(tx, old ?? 0, now));
  await db.transaction((tx) => finish(tx, recent ?? 0, later(24 * 60)));

  expect(await purgeOutbox(db, later(24 * 60 + 1), 1)).toBe(1);

  const { rows } = await db.query<{ id: number }>('select id from outbox order by id');
  expect(rows.map(({ id }) => id)).toEqual([recent, open]);
});

test('leaving work wakes who listens', async () => {
  let calls = 0;
  const stop = await db.listen('outbox', () => {
    calls += 1;
  });

  await left();

  await until(() => calls === 2);
  await stop();
});

// What /healthz says of database, queue and sweep.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { healthOf } from '../../store/health.ts';
import { beat } from '../../store/heartbeats.ts';
import { leave } from '../../store/outbox.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

const now = new Date('2026-03-05T01:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

let fresh: TestDatabase;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url);
});
afterAll(async () => {
  await db?.close();
  await fresh?.drop();
});

test('a queue is well as long as the workers say so, and not when they have fallen silent', async () => {
  await beat(db, { name: 'queue', at: now, detail: { ok: true } });

  expect((await healthOf(db, later(20))).queueSeen).toMatchObject({ ok: true });
  expect((await healthOf(db, later(600))).queueSeen).toMatchObject({ ok: false });
});

test('work that waits is counted, with how long the oldest has waited', async () => {
  await db.transaction((tx) => leave(tx, { job: 'urge', payload: {} }, now));

  expect((await healthOf(db, later(5))).waiting).toEqual({ count: 1, oldestMs: 5_000 });
});

test('a database that does not answer is an answer', async () => {
  const gone = openDatabase('postgres://nobody:nothing@127.0.0.1:1/none');

  expect(await healthOf(gone, now)).toMatchObject({ database: false });

  await gone.close();
});

// The pool over a real server: transactions, types, notifications, and what happens when connections are cut.
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../store/database.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let fresh: TestDatabase;
let db: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url, { max: 4, applicationName: 'database-test' });
});

afterAll(async () => {
  await db?.close();
  await fresh?.drop();
});

const beats = async () => (await db.query<{ name: string }>('select name from heartbeats order by name')).rows;

const cutAll = async () => {
  const admin = new pg.Client({ connectionString: fresh.adminUrl });
  await admin.connect();
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'database-test'
      and datname = current_database()`,
  );
  await admin.end();
};

const when = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
};

test('a transaction that throws leaves nothing behind', async () => {
  const failing = db.transaction(async (tx) => {
    await tx.query("insert into heartbeats (name, at) values ('ghost', now())");
    throw new Error('changed my mind');
  });

  await expect(failing).rejects.toThrow('changed my mind');
  expect(await beats()).toEqual([]);
});

test('an error swallowed inside a transaction surfaces at its end', async () => {
  const swallowing = db.transaction(async (tx) => {
    await tx.query('select 1 / 0').catch(() => {});
  });

  await expect(swallowing).rejects.toThrow('swallowed');
});

test('bigint comes as number and date as text; a bigint that does not fit is a fault', async () => {
  const { rows } = await db.query(
    "select 7::bigint as big, array[1, 2]::bigint[] as bigs, date '2026-01-30' as day, array[date '2026-02-28'] as days",
  );

  expect(rows).toEqual([{ big: 7, bigs: [1, 2], day: '2026-01-30', days: ['2026-02-28'] }]);
  await expect(db.query('select 9007199254740993::bigint')).rejects.toThrow('does not fit');
});

test('COPY takes rows inside the transaction', async () => {
  const count = await db
    .transaction(async (tx) => {
      const copied = await tx.copyIn('copy heartbeats (name, at) from stdin', [
        'a\t2026-01-01T00:00:00Z\n',
        'b\t2026-01-01T00:00:00Z\n',
      ]);
      await tx.query('delete from heartbeats').catch(() => {});
      return copied;
    })
    .catch((error: Error) => error.message);

  // The runtime role may not delete heartbeats: the failed statement took the copied rows along.
  expect(count).toContain('swallowed');
  expect(await beats()).toEqual([]);
});

test('a connection cut inside a transaction is a thrown fault, and the next question is answered', async () => {
  const cut = db.transaction(async (tx) => {
    await tx.query("insert into heartbeats (name, at) values ('cut', now())");
    await cutAll();
    await tx.query("insert into heartbeats (name, at) values ('after', now())");
  });

  await expect(cut).rejects.toThrow();
  expect(await beats()).toEqual([]);
});

test('idle connections that are cut are replaced', async () => {
  await Promise.all([1, 2, 3].map(() => db.query('select pg_sleep(0.02)')));

  await cutAll();
  await new Promise((resolve) => setTimeout(resolve, 50));

  expect(await beats()).toEqual([]);
});

test('a listener hears notifications, and is called again after its connection was cut', async () => {
  let calls = 0;
  const stop = await db.listen('bell', () => {
    calls += 1;
  });
  expect(calls).toBe(1);

  await db.query("select pg_notify('bell', '')");
  await when(() => calls === 2);
  await cutAll();
  await when(() => calls === 3);
  await db.query("select pg_notify('bell', '')");
  await when(() => calls === 4);

  await stop();
  expect(calls).toBe(4);
});

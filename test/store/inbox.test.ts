// What comes in is kept once and sealed, handled once, and remembered for long enough.
import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { failIncoming, finishIncoming, pruneInbox, receive, takeIncoming } from '../../store/inbox.ts';
import { createSealer } from '../../store/sealing.ts';
import { databaseOfFile } from '../support/database-of-file.ts';
import { plantedValuesIn } from '../support/planted.ts';
import { until } from '../support/until.ts';

const { fresh, db } = await databaseOfFile();

beforeEach(async () => {
  await db.query('delete from inbox');
  await db.query('delete from outbox');
});

const sealer = createSealer({ masterKeys: [{ name: 'test', key: Buffer.alloc(32, 7) }] });
const now = new Date('2026-03-05T08:00:00Z');
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000);
const message = { key: 'om_1', kind: 'message', payload: { file: '测试甲乙丙名单.xlsx', nested: [1, null] } };

test('what came in is stored with one job, and opens as it came', async () => {
  const { id, fresh: isFresh } = await receive(db, sealer, message, now);

  expect(isFresh).toBe(true);
  const taken = await db.transaction((tx) => takeIncoming(tx, sealer, id));
  expect(taken).toEqual({ id, ...message, receivedAt: now });
  const { rows } = await db.query('select job, payload from outbox');
  expect(rows).toEqual([{ job: 'handle-incoming', payload: { incoming: id } }]);
});

test('a repeat changes nothing, whether it comes later or at the same moment', async () => {
  const outcomes = await Promise.all([1, 2, 3].map(() => receive(db, sealer, message, now)));
  const late = await receive(db, sealer, { ...message, payload: 'other' }, inDays(1));

  expect(outcomes.filter((outcome) => outcome.fresh)).toHaveLength(1);
  expect(new Set([...outcomes, late].map(({ id }) => id)).size).toBe(1);
  expect(late.fresh).toBe(false);
  expect((await db.query('select from inbox')).rows).toHaveLength(1);
  expect((await db.query('select from outbox')).rows).toHaveLength(1);
});

test('of two that store one event at the same moment the second learns that it is known', async () => {
  const admin = openDatabase(fresh.adminUrl, { max: 1 });
  const waiting = async () => {
    const { rows } = await admin.query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rows.length > 0;
  };
  const theirs = randomUUID();
  let second: ReturnType<typeof receive> | undefined;

  await db.transaction(async (tx) => {
    await tx.query("insert into inbox (id, key, kind, payload, received_at) values ($1, $2, 'message', '', $3)", [
      theirs,
      message.key,
      now,
    ]);
    second = receive(db, sealer, message, now);
    await until(waiting);
  });

  expect(await second).toEqual({ id: theirs, fresh: false });
  expect((await db.query('select from outbox')).rows).toEqual([]);
  await admin.close();
});

test('what was handled is not handed out again; what failed is, and its failures are counted', async () => {
  const { id } = await receive(db, sealer, message, now);
  await failIncoming(db, id, 'timeout');
  expect((await db.query('select attempts, last_error from inbox')).rows).toEqual([
    { attempts: 1, last_error: 'timeout' },
  ]);
  expect(await db.transaction((tx) => takeIncoming(tx, sealer, id))).not.toBeNull();

  await db.transaction((tx) => finishIncoming(tx, id, now));

  expect(await db.transaction((tx) => takeIncoming(tx, sealer, id))).toBeNull();
});

test('handled events are forgotten after seven days at the earliest, waiting ones never', async () => {
  const { id } = await receive(db, sealer, message, now);
  await receive(db, sealer, { ...message, key: 'om_2' }, now);
  await db.transaction((tx) => finishIncoming(tx, id, now));

  await expect(pruneInbox(db, inDays(30), 6)).rejects.toThrow('7 days');
  expect(await pruneInbox(db, inDays(7), 7)).toBe(0);
  expect(await pruneInbox(db, inDays(8), 7)).toBe(1);
  expect((await receive(db, sealer, { ...message, key: 'om_2' }, inDays(8))).fresh).toBe(false);
});

test('nothing of the payload can be read in the database', async () => {
  await receive(db, sealer, message, now);
  const admin = openDatabase(fresh.adminUrl, { max: 1 });

  expect(await plantedValuesIn(admin, ['测试甲乙丙'])).toEqual([]);
  expect(await plantedValuesIn(admin, ['om_1'])).toEqual([{ table: 'public.inbox', value: 'om_1' }]);

  await admin.close();
});

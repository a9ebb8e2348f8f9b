// Streams on a real server: the chain of digests, conflicts, and that nobody may change what was written.
import pg from 'pg';
import { expect, test } from 'vitest';
import { append, readStream, type Stream, StreamConflict, verifyStream } from '../../store/events.ts';
import { databaseOfFile } from '../support/database-of-file.ts';
import { asAdmin } from '../support/run-databases.ts';

const { fresh, db } = await databaseOfFile();

const at = new Date('2026-03-05T08:00:00.123Z');
const received = { type: 'received', version: 1, body: { file: 'f-1', by: 'p-1' } };
const submitted = { type: 'submitted', version: 1, body: { round: 1 } };

const written = async (id: string): Promise<Stream> => {
  const stream = { kind: 'test', id };
  await db.transaction((tx) => append(tx, stream, 0, [received, submitted, submitted], at));
  return stream;
};

/** Changes an event behind the triggers' back, as somebody with the superuser's password could. */
const tamper = (sql: string) =>
  asAdmin(fresh.adminUrl, async (admin) => {
    await admin.query('alter table events disable trigger all');
    await admin.query(sql);
    await admin.query('alter table events enable trigger all');
    for (const trigger of ['events_kept', 'events_kept_whole']) {
      await admin.query(`alter table events enable always trigger ${trigger}`);
    }
  });

test('events come back in order as they were written, chained to one another', async () => {
  const stream = await written('whole');

  const last = await db.transaction((tx) => append(tx, stream, 3, [submitted], at));

  expect(last).toBe(4);
  const events = await readStream(db, stream);
  expect(events.map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'received'],
    [2, 'submitted'],
    [3, 'submitted'],
    [4, 'submitted'],
  ]);
  expect(events[0]).toMatchObject({ version: 1, at, body: received.body });
  expect(await verifyStream(db, stream)).toEqual({ ok: true, length: 4, head: events[3]?.digest });
});

test('a stream nobody wrote to is empty and whole', async () => {
  const stream = { kind: 'test', id: 'nothing' };

  expect(await readStream(db, stream)).toEqual([]);
  expect(await verifyStream(db, stream)).toMatchObject({ ok: true, length: 0 });
});

test('appending behind or beyond the end of a stream is a conflict', async () => {
  const stream = await written('stale');

  await expect(db.transaction((tx) => append(tx, stream, 2, [submitted], at))).rejects.toThrow(StreamConflict);
  await expect(db.transaction((tx) => append(tx, stream, 4, [submitted], at))).rejects.toThrow(StreamConflict);
  expect(await readStream(db, stream)).toHaveLength(3);
});

test('of two appends at the same moment one wins and the other is a conflict', async () => {
  const stream = await written('race');
  let bothRead = () => {};
  const gate = new Promise<void>((resolve) => {
    bothRead = resolve;
  });

  // The first holds its transaction open until the second is waiting for it on the index.
  const first = db.transaction(async (tx) => {
    await append(tx, stream, 3, [submitted], at);
    await gate;
  });
  const second = db.transaction(async (tx) => {
    setTimeout(bothRead, 100);
    await append(tx, stream, 3, [received], at);
  });

  const outcomes = await Promise.allSettled([first, second]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect((outcomes[1] as PromiseRejectedResult).reason).toBeInstanceOf(StreamConflict);
  expect(await verifyStream(db, stream)).toMatchObject({ ok: true, length: 4 });
});

// Before the tests that tamper: those switch the triggers off and on again.
test('neither the application nor the owner can update, delete or truncate events', async () => {
  await written('kept');
  const attempts = ["update events set type = 'x'", 'delete from events', 'truncate events'];

  for (const url of [fresh.url, fresh.ownerUrl, fresh.adminUrl]) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    // A superuser's session in replica mode skips ordinary triggers.
    if (url === fresh.adminUrl) await client.query("set session_replication_role = 'replica'");
    for (const attempt of attempts) await expect(client.query(attempt)).rejects.toMatchObject({ code: '42501' });
    await client.end();
  }
});

test.each([
  ['body', "body = convert_to('{\"round\":2}', 'UTF8')"],
  ['time', "at = at + interval '1 millisecond'"],
  ['type', "type = 'approved'"],
  ['version', 'version = 2'],
  ['digest', "digest = sha256('x')"],
  ['link', "previous = sha256('x')"],
])('a changed %s is found at the event it was changed in', async (what, change) => {
  const stream = await written(`tampered-${what}`);

  await tamper(`update events set ${change} where id = 'tampered-${what}' and seq = 2`);

  expect(await verifyStream(db, stream)).toEqual({ ok: false, brokenAt: 2 });
});

test('an event taken out, and a whole event moved to another stream, are found', async () => {
  const stream = await written('robbed');
  const other = await written('moved');

  await tamper("delete from events where id = 'robbed' and seq = 2");
  await tamper("delete from events where id = 'moved'; update events set id = 'moved' where id = 'robbed' and seq = 1");

  expect(await verifyStream(db, stream)).toEqual({ ok: false, brokenAt: 1 });
  expect(await verifyStream(db, other)).toEqual({ ok: false, brokenAt: 1 });
});

test('a body that is too long is a fault', async () => {
  const long = { type: 'long', version: 1, body: { text: 'x'.repeat(70_000) } };

  await expect(db.transaction((tx) => append(tx, { kind: 'test', id: 'long' }, 0, [long], at))).rejects.toThrow('long');
});

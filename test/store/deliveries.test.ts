// Messages as they are ordered: to whom, once, and what is known of them afterwards.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Audience } from '../../domain/consequences.ts';
import { deliveryOfMessage, liveCardsOf, markSent, markUrged, orderMessage } from '../../store/deliveries.ts';
import { loadDirectory } from '../../store/load-directory.ts';
import { act } from '../../store/submissions.ts';
import { openIdOf, openRecord, type Record } from '../support/record.ts';
import { certificates, directory, type Who, workbook } from '../support/world-people.ts';

let record: Record;

beforeAll(async () => {
  record = await openRecord();
});
afterAll(() => record?.close());

const today = '2026-03-05';

async function toldTo(audience: Audience, submission: string, once: string): Promise<string[]> {
  const order = { kind: 'told' as const, audience, about: { seq: 1 }, once, submission };
  await record.db.transaction((tx) => orderMessage(tx, order, today, record.now()));
  const { rows } = await record.db.query<{ open_id: string }>(
    'select open_id from deliveries where submission = $1 and key like $2 order by 1',
    [submission, `told:${submission}:${once}:%`],
  );
  return rows.map((row) => row.open_id);
}
const openIds = (...people: Who[]) => people.map(openIdOf);

test('each audience is found at the moment of the order', async () => {
  const submission = await record.submitted(0);
  const { id: clerk } = await record.standing('甲专管');
  const institution = 'JG-A';

  expect(await toldTo({ of: 'clerk', person: clerk, institution }, submission, 'a')).toEqual(openIds('甲专管'));
  expect(await toldTo({ of: 'post', post: 'city-review' }, submission, 'b')).toEqual(openIds('乙市审', '丙市审'));
  const managers = { of: 'managers', institution, above: false } as const;
  expect(await toldTo({ ...managers, post: 'prov-desk' }, submission, 'c')).toEqual(openIds('庚省管'));
  expect(await toldTo({ ...managers, post: null }, submission, 'd')).toEqual(openIds('丁市管'));
  expect(await toldTo({ ...managers, post: 'city-review', above: true }, submission, 'e')).toEqual(openIds('庚省管'));
  expect(await toldTo({ ...managers, post: 'prov-desk', above: true }, submission, 'f')).toEqual([]);
});

test('the same news twice is one message', async () => {
  const submission = await record.submitted(10);

  const first = await toldTo({ of: 'post', post: 'city-review' }, submission, 'a');
  const again = await toldTo({ of: 'post', post: 'city-review' }, submission, 'a');

  expect([first.length, again.length]).toEqual([2, 2]);
});

test('a colleague who sends the next version gets its card, and can submit it', async () => {
  await loadDirectory(record.store, withColleague(), record.now());
  const { id } = await record.send('甲专管', await workbook(certificates(20, 2)));
  await record.check(id, 1);
  await record.send('辛专管', await workbook(certificates(22, 2)), id);
  await record.check(id, 2);

  const { rows } = await record.db.query<{ open_id: string }>(
    "select open_id from deliveries where submission = $1 and kind = 'result' order by ordered_at, key",
    [id],
  );
  expect(rows.map((row) => row.open_id)).toEqual(openIds('甲专管', '辛专管'));
  const by = await record.standing('辛专管');
  const submit = { type: 'submit' as const, by, version: 2, lateReason: null };
  expect(await act(record.store, id, { command: () => submit }, record.now())).toMatchObject({ ok: true });
});

test('what a clerk who is gone would have been told, the other clerks are told', async () => {
  const submission = await record.submitted(30);
  const { id: clerk } = await record.standing('甲专管');
  const people = withColleague().people.filter(({ name }) => name !== '甲专管');
  await loadDirectory(record.store, { ...directory, people }, record.now());

  const told = await toldTo({ of: 'clerk', person: clerk, institution: 'JG-A' }, submission, 'z');

  await loadDirectory(record.store, directory, record.now());
  expect(told).toEqual(openIds('辛专管'));
});

test('cards are kept up to date once they are out, and a message is known by its id', async () => {
  const submission = await record.submitted(40);
  expect(await liveCardsOf(record.db, submission)).toEqual([]);
  const { rows } = await record.db.query<{ id: string }>(
    "select id from deliveries where submission = $1 and kind in ('result', 'review')",
    [submission],
  );
  const ids = rows.map(({ id }) => id);

  for (const id of ids) await markSent(record.db, id, { messageId: `om_${id}`, chatId: '', shown: null }, record.now());

  expect((await liveCardsOf(record.db, submission)).map(({ id }) => id).sort()).toEqual(ids.sort());
  expect((await deliveryOfMessage(record.db, `om_${ids[0]}`))?.id).toBe(ids[0]);
  expect(await deliveryOfMessage(record.db, 'om_forwarded')).toBeNull();
});

test('of two who want to mark a message urgent, one may', async () => {
  const submission = await record.submitted(50);
  const { rows } = await record.db.query<{ id: string }>('select id from deliveries where submission = $1 limit 1', [
    submission,
  ]);
  const id = rows[0]?.id ?? '';

  const claims = await Promise.all([1, 2].map(() => markUrged(record.db, id, record.now())));

  expect(claims.filter((claimed) => claimed)).toHaveLength(1);
});

/** 辛 also works for 甲's institution. */
function withColleague(): typeof directory {
  const own = directory.people.find(({ name }) => name === '辛专管');
  if (own === undefined) throw new Error('nobody is called that');
  return { ...directory, people: [...directory.people, { ...own, row: 20, institution: 'JG-A' }] };
}

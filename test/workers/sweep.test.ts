// The sweep: every clock that has something to say is heard, once, whatever the others do.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweep } from '../../workers/sweep.ts';
import { openRecord, type Record } from '../support/record.ts';

let record: Record;

beforeAll(async () => {
  record = await openRecord();
});
afterAll(() => record?.close());

test('reminds once per step, and goes through all that are due page by page', async () => {
  for (const from of [0, 10, 20]) await record.submitted(from);
  record.at('2026-03-24T01:00:00Z');

  const first = await sweep(record.parts, 2);
  const second = await sweep(record.parts, 2);

  expect([first, second]).toEqual([3, 0]);
});

test('one that never has anything to say does not keep the others from being heard', async () => {
  await record.submitted(30);
  await record.submitted(40);
  record.at('2026-04-24T01:00:00Z');
  await sweep(record.parts);
  await record.db.query(
    `insert into submissions (id, institution, at, state, seq, wake_on, created_at, changed_at)
     values ('00000000-0000-4000-8000-000000000000', 'JG-A', 'ready', '{}', 0, '2020-01-01', now(), now())`,
  );
  record.at('2026-03-05T01:00:00Z');
  await record.submitted(50);
  record.at('2026-04-24T01:00:00Z');

  expect(await sweep(record.parts, 1)).toBe(1);
});

// A check that cannot be finished: the clerk is told so, and the next file is served.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foldStream } from '../../store/submissions.ts';
import { giveUpCheck } from '../../workers/check-file.ts';
import { openRecord, type Record } from '../support/record.ts';
import { certificates, workbook } from '../support/world-people.ts';

let record: Record;

beforeAll(async () => {
  record = await openRecord();
});
afterAll(() => record?.close());

test('after the last try the clerk is told, and the same file can be checked again', async () => {
  const bytes = await workbook(certificates(0, 3));
  const sent = await record.send('甲专管', bytes);
  const [work] = await record.waiting('check-file');

  await giveUpCheck(record.parts, { submission: sent.id, version: 1 }, work?.id ?? 0);
  await giveUpCheck(record.parts, { submission: sent.id, version: 1 }, work?.id ?? 0);

  const { state, events } = await foldStream(record.db, sent.id);
  expect(state).toMatchObject({ at: 'faulty', check: { unreadable: { code: 'check-failed' } } });
  expect(events.map(({ event }) => event.type)).toEqual(['received', 'checked']);
  const again = await record.send('甲专管', bytes, sent.id);
  expect(again.state).toMatchObject({ at: 'checking', version: 2 });
});

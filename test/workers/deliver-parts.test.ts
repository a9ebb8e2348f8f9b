// Files that one message cannot carry: failed rows alone, numbered parts, and the sentence that says so, each once.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { compose } from '../../messages/compose.ts';
import { type Delivery, orderDelivery, readDelivery } from '../../store/deliveries.ts';
import { act } from '../../store/submissions.ts';
import { MESSAGE_FILE_BYTES } from '../../workbook/limits.ts';
import { openIdOf, opening, openRecord, type Record } from '../support/record.ts';
import { certificates, workbook } from '../support/world-people.ts';

let record: Record;

beforeAll(async () => {
  record = await openRecord();
});
beforeEach(async () => {
  await record.db.query('update deliveries set message_id = null');
  record.at(opening.toISOString());
  record.feishu.messages.splice(0);
  record.feishu.calls.splice(0);
});
afterAll(() => record?.close());

const rows = 60;

/** A checked version whose every row has an error. */
async function faulty(from: number): Promise<string> {
  const broken = certificates(from, rows).map((one) => ({ ...one, name: '' }));
  const { id } = await record.send('甲专管', await workbook(broken));
  await record.check(id, 1);
  await record.db.query('delete from outbox');
  return id;
}

async function order(submission: string, kind: 'annotated' | 'export', about: Delivery['about']): Promise<Delivery> {
  const who = { openId: openIdOf('甲专管'), submission };
  const key = `${kind}:${submission}`;
  const id = await record.db.transaction((tx) => orderDelivery(tx, { key, kind, ...who, about }, record.now()));
  const delivery = await readDelivery(record.db, id ?? '');
  if (delivery === null) throw new Error('nothing was ordered');
  return delivery;
}

/** The bytes of the file as it would go out without any bound. */
async function wholeBytes(delivery: Delivery): Promise<number> {
  const made = await compose(
    record.db,
    { ...record.parts, messageFileBytes: MESSAGE_FILE_BYTES },
    delivery,
    record.now(),
  );
  return made !== null && 'file' in made ? made.file.bytes.length : 0;
}

async function deliverAll(): Promise<void> {
  for (let waiting = await record.waiting('deliver'); waiting.length > 0; waiting = await record.waiting('deliver')) {
    for (const work of waiting) await record.run('deliver', work);
  }
}

const uploads = () => record.feishu.calls.filter(({ call }) => call === 'upload').map(({ subject }) => subject);
const texts = () =>
  record.feishu.messages.map(({ content }) => content).filter((content) => content.includes('"text"'));

test('an annotated workbook that fits goes out whole, without a word', async () => {
  await order(await faulty(0), 'annotated', { version: 1 });

  await deliverAll();

  expect(uploads()).toEqual([expect.stringMatching(/^HZ-\d+-第1版-标注\.xlsx$/)]);
  expect(texts()).toEqual([]);
});

test('one that does not goes out as its failed rows, in parts where needed, and says so once', async () => {
  const delivery = await order(await faulty(100), 'annotated', { version: 1 });
  const small = { ...record.parts, messageFileBytes: Math.ceil((await wholeBytes(delivery)) * 0.8) };
  const made = await compose(record.db, small, delivery, record.now());
  record.parts.messageFileBytes = small.messageFileBytes;

  await deliverAll();
  await deliverAll();
  delete record.parts.messageFileBytes;

  if (made === null || !('file' in made)) throw new Error('no file was made');
  expect(made.parts).toBeGreaterThan(1);
  expect(made.file.bytes.length).toBeLessThanOrEqual(small.messageFileBytes);
  const names = Array.from({ length: made.parts }, (_, i) => `标注-未通过的行-第${i + 1}份共${made.parts}份.xlsx`);
  expect(uploads().map((name) => name.replace(/^.*第1版-/, ''))).toEqual(names);
  expect(texts()).toEqual([expect.stringMatching(/超过 30 MB.*分成了几份/)]);
});

test('an export that does not fit goes to the desk in numbered parts', async () => {
  const id = await record.submitted(200, rows);
  for (const [who, tier] of [
    ['乙市审', 'city'],
    ['戊省审', 'province'],
  ] as const) {
    const by = await record.standing(who);
    const acted = await act(
      record.store,
      id,
      { command: () => ({ type: 'approve', by, round: 1, tier, lateReason: null }) },
      record.now(),
    );
    if (!acted.ok) throw new Error(acted.refusal.refused);
  }
  await record.db.query('delete from outbox');
  const delivery = await order(id, 'export', { round: 1 });
  record.parts.messageFileBytes = Math.ceil((await wholeBytes(delivery)) * 0.8);

  await deliverAll();
  delete record.parts.messageFileBytes;

  const total = uploads().length;
  expect(total).toBeGreaterThan(1);
  expect(uploads().map((name) => name.replace(/^HZ-\d+-/, ''))).toEqual(
    Array.from({ length: total }, (_, i) => `上报部中心-第${i + 1}份共${total}份.xlsx`),
  );
  expect(texts()).toEqual([expect.stringContaining('收齐')]);
});

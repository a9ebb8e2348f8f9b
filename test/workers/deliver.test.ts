// One message, sent once: whatever was lost on the way, however late the second try.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type DeliveryKind, orderDelivery, readDelivery } from '../../store/deliveries.ts';
import type { DeliveryAbout } from '../../store/delivery-about.ts';
import { handOutsOf } from '../../store/hand-outs.ts';
import { refusedWith } from '../support/feishu-in-memory.ts';
import { openIdOf, opening, openRecord, type Record } from '../support/record.ts';
import { certificates, workbook } from '../support/world-people.ts';

let record: Record;
let key = 0;

beforeAll(async () => {
  record = await openRecord();
});
beforeEach(async () => {
  const { hooks, settings, messages, calls } = record.feishu;
  hooks.before = () => {};
  hooks.after = () => {};
  settings.uuidForgotten = false;
  settings.now = () => record.now().getTime();
  messages.splice(0);
  calls.splice(0);
  await record.db.query('delete from outbox');
  await record.db.query('update deliveries set message_id = null');
  record.at(opening.toISOString());
});
afterAll(() => record?.close());

const openId = openIdOf('甲专管');
const words = { kind: 'words', about: { code: 'not-a-file' } } as const;

async function ordered(
  what: { kind: DeliveryKind; about?: DeliveryAbout; submission?: string; person?: string } = words,
): Promise<string> {
  key += 1;
  const id = await record.db.transaction((tx) => orderDelivery(tx, { key: `k-${key}`, openId, ...what }, record.now()));
  return id ?? '';
}
async function deliver(delivery: string): Promise<void> {
  const work = (await record.waiting('deliver')).find(
    ({ payload }) => (payload as { delivery: string }).delivery === delivery,
  );
  if (work !== undefined) await record.run('deliver', work);
}
/** The platform took it, and the answer got lost. */
const loseAnswer = () => {
  record.feishu.hooks.after = (call) => {
    if (call === 'send') throw refusedWith(0, 'unknown-outcome');
  };
};
const find = () => {
  record.feishu.hooks.after = () => {};
};
/** Longer than the platform remembers a uuid. */
const muchLater = () => {
  record.at('2026-03-05T03:00:00Z');
  record.feishu.settings.uuidForgotten = true;
};
const sends = () => record.feishu.calls.filter(({ call }) => call === 'send').length;

test('a lost answer within the hour is asked for again under the same uuid', async () => {
  const id = await ordered();
  loseAnswer();
  await expect(deliver(id)).rejects.toThrow();
  find();

  await deliver(id);

  expect(record.feishu.messages).toHaveLength(1);
  expect((await readDelivery(record.db, id))?.messageId).toBe('om_1');
});

test.each([
  ['a text', words],
  ['a card', { kind: 'help', about: { code: 'asked' } }],
  ['a file', { kind: 'template' }],
] as const)('%s whose answer was lost long ago is found in the chat and not sent again', async (_, what) => {
  await deliver(await ordered());
  const id = await ordered(what);
  loseAnswer();
  await expect(deliver(id)).rejects.toThrow();
  find();
  muchLater();

  await deliver(id);

  expect(sends()).toBe(2);
  expect((await readDelivery(record.db, id))?.messageId).toBe('om_2');
});

test('a message tried long ago that never arrived is sent', async () => {
  await deliver(await ordered());
  const id = await ordered({ kind: 'help', about: { code: 'asked' } });
  record.feishu.hooks.before = (call) => {
    if (call === 'send') throw refusedWith(0, 'unknown-outcome');
  };
  await expect(deliver(id)).rejects.toThrow();
  record.feishu.hooks.before = () => {};
  muchLater();

  await deliver(id);

  expect((await readDelivery(record.db, id))?.messageId).toBe('om_2');
});

test('two workers at once send one message', async () => {
  const id = await ordered();
  const [work] = await record.waiting('deliver');
  if (work === undefined) throw new Error('nothing to deliver');

  await Promise.all([record.run('deliver', work), record.run('deliver', work)]);

  expect(record.feishu.messages).toHaveLength(1);
  expect((await readDelivery(record.db, id))?.sentAt).not.toBeNull();
});

test('whoever stopped the bot is not tried for ever', async () => {
  const id = await ordered();
  record.feishu.hooks.before = () => {
    throw refusedWith(230053, 'gone');
  };

  await deliver(id);

  expect((await readDelivery(record.db, id))?.failedCode).toBe(230053);
  expect(await record.waiting('deliver')).toEqual([]);
});

test('a file that may have gone out, to someone who may not have it any more, is looked for and put on record', async () => {
  const { id: submission } = await record.send('甲专管', await workbook(certificates(0, 2)));
  await record.check(submission, 1);
  await deliver(await ordered());
  const { id: person } = await record.standing('甲专管');
  const of = { kind: 'annotated', submission, person, about: { version: 1 } } as const;
  const [reached, never] = [await ordered(of), await ordered(of)];
  loseAnswer();
  await expect(deliver(reached)).rejects.toThrow();
  record.feishu.hooks.before = (call) => {
    if (call === 'send') throw refusedWith(0, 'unknown-outcome');
  };
  await expect(deliver(never)).rejects.toThrow();
  record.feishu.hooks.before = () => {};
  find();
  await record.db.query('update clerkships set to_on = $1', ['2026-03-04']);

  await deliver(reached);
  await deliver(never);

  expect(sends()).toBe(3);
  expect((await readDelivery(record.db, reached))?.messageId).toBe('om_2');
  expect(await readDelivery(record.db, never)).toMatchObject({ messageId: null, failedCode: 0 });
  expect(await handOutsOf(record.db, submission)).toMatchObject([{ delivery: reached, to: person }]);
});

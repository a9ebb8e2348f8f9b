// Cards that are out show what is true, whoever else changes them at the same time.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { answerClick } from '../../bot/clicks/answer-click.ts';
import { act } from '../../store/submissions.ts';
import { openIdOf, openRecord, type Record } from '../support/record.ts';
import type { Who } from '../support/world-people.ts';

let record: Record;
let from = 0;

beforeAll(async () => {
  record = await openRecord();
});
beforeEach(() => {
  record.feishu.hooks.before = () => {};
  record.feishu.hooks.after = () => {};
  from += 10;
});
afterAll(() => record?.close());

async function runAll(job: string): Promise<void> {
  for (const work of await record.waiting(job)) await record.run(job, work);
}

/** A submission whose cards are out at the city, everything done. */
async function atCity(): Promise<string> {
  const submission = await record.submitted(from);
  await runAll('deliver');
  await runAll('refresh-cards');
  return submission;
}

async function approve(who: Who, submission: string, tier: string): Promise<void> {
  const by = await record.standing(who);
  const command = { type: 'approve' as const, by, round: 1, tier, lateReason: null };
  const acted = await act(record.store, submission, { command: () => command }, record.now());
  expect(acted.ok).toBe(true);
}

async function cardOf(
  kind: string,
  submission: string,
  who: Who,
): Promise<{ messageId: string; chatId: string; content: string }> {
  const { rows } = await record.db.query<{ message_id: string }>(
    'select message_id from deliveries where kind = $1 and submission = $2 and open_id = $3 order by ordered_at limit 1',
    [kind, submission, openIdOf(who)],
  );
  const found = record.feishu.messages.find(({ messageId }) => messageId === rows[0]?.message_id);
  if (found === undefined) throw new Error(`no ${kind} card for ${who}`);
  return found;
}

test('a refresh that was overtaken does not leave the older picture standing', async () => {
  const submission = await atCity();
  const { messageId } = await cardOf('result', submission, '甲专管');
  await approve('乙市审', submission, 'city');
  const [slow] = await record.waiting('refresh-cards');
  if (slow === undefined) throw new Error('nothing to refresh');
  let overtaken = false;
  record.feishu.hooks.before = async (call, subject) => {
    if (call !== 'patch' || subject !== messageId || overtaken) return;
    overtaken = true;
    await approve('戊省审', submission, 'province');
    const fast = (await record.waiting('refresh-cards')).at(-1);
    if (fast !== undefined) await record.run('refresh-cards', fast);
  };

  await record.run('refresh-cards', slow);

  expect(overtaken).toBe(true);
  expect((await cardOf('result', submission, '甲专管')).content).toContain('上报');
});

test('a card whose click was answered into nothing is brought up to date all the same', async () => {
  const submission = await atCity();
  const { messageId, chatId } = await cardOf('review', submission, '乙市审');
  const action = { act: 'approve', submission, round: 1, tier: 'city' };
  const click = {
    kind: 'click' as const,
    eventId: `e-${from}`,
    operator: openIdOf('乙市审'),
    messageId,
    chatId,
    value: action,
  };

  const answer = await answerClick(
    record.parts,
    { ...click, formValue: {}, name: null, option: null, token: '' },
    record.now(),
  );
  await runAll('refresh-cards');

  expect(answer.toast.type).toBe('success');
  expect(JSON.parse((await cardOf('review', submission, '乙市审')).content)).toEqual(answer.card?.data);
});

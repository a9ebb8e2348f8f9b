// Clicks: who may do what on which card, and what is said when something is in the way.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { answerClick } from '../../../bot/clicks/answer-click.ts';
import type { Action } from '../../../cards/action.ts';
import type { DeliveryKind } from '../../../store/deliveries.ts';
import { noteRefusedClick, pruneRefusedClicks, refusedClicks } from '../../../store/refused-clicks.ts';
import { foldStream } from '../../../store/submissions.ts';
import { openIdOf, openRecord, type Record } from '../../support/record.ts';
import { until } from '../../support/until.ts';
import type { Who } from '../../support/world-people.ts';

let record: Record;
let submission: string;
let from = 0;
let clicks = 0;

beforeAll(async () => {
  record = await openRecord();
});
beforeEach(async () => {
  submission = await record.submitted(from);
  from += 10;
  for (const work of await record.waiting('deliver')) await record.run('deliver', work);
});
afterAll(() => record?.close());

async function messageOf(kind: DeliveryKind, who: Who): Promise<string> {
  const { rows } = await record.db.query<{ message_id: string }>(
    'select message_id from deliveries where kind = $1 and submission = $2 and open_id = $3',
    [kind, submission, openIdOf(who)],
  );
  return rows[0]?.message_id ?? '';
}

function click(
  who: Who,
  messageId: string,
  value: Action,
  parts = record.parts,
  withinMs?: number,
  more: { chatId?: string } = {},
) {
  clicks += 1;
  const event = {
    kind: 'click' as const,
    eventId: `e-${clicks}`,
    operator: openIdOf(who),
    messageId,
    chatId: `oc_${openIdOf(who)}`,
    ...more,
  };
  return answerClick(
    parts,
    { ...event, value, formValue: {}, name: null, option: null, token: '' },
    record.now(),
    withinMs,
  );
}
const approve = (): Action => ({ act: 'approve', submission, round: 1, tier: 'city' });
const state = async () => (await foldStream(record.db, submission)).state;

test('of two holders who click at once one decides, and the other is told who did', async () => {
  const cards = { first: await messageOf('review', '乙市审'), second: await messageOf('review', '丙市审') };

  const answers = await Promise.all([
    click('乙市审', cards.first, approve()),
    click('丙市审', cards.second, approve()),
  ]);

  expect(answers.map(({ toast }) => toast.type).sort()).toEqual(['success', 'warning']);
  expect(answers.map(({ toast }) => toast.content).join()).toMatch(/[乙丙]市审已于/);
});

test('nobody acts on a card that was sent to somebody else, or that is not known', async () => {
  const card = await messageOf('review', '乙市审');

  expect((await click('丙市审', card, approve())).toast.content).toContain('不是发给您的');
  expect((await click('乙市审', 'om_forwarded', approve())).toast.content).toContain('再点一次');
  expect(await state()).toMatchObject({ at: 'in-review', tier: 0 });
});

test('clicks that are turned away for who made them or where are on record, once and not without end', async () => {
  const card = await messageOf('review', '乙市审');
  await record.db.query('delete from refused_clicks');
  const elsewhere = { chatId: 'oc_elsewhere' };

  await click('丙市审', card, approve());
  await click('乙市审', 'om_forwarded', approve());
  expect((await click('乙市审', card, approve(), record.parts, undefined, elsewhere)).toast).toEqual({
    type: 'warning',
    content: expect.stringContaining('单聊'),
  });
  await click('甲专管', await messageOf('result', '甲专管'), approve());

  const kept = await refusedClicks(record.db, 10);
  expect(kept.map(({ act, because }) => [act, because]).sort()).toEqual([
    ['approve', 'not-sent-to-them'],
    ['approve', 'other-chat'],
    ['approve', 'outside-post'],
    ['approve', 'unknown-message'],
  ]);
  expect(await state()).toMatchObject({ at: 'in-review', tier: 0 });
  const one = {
    eventId: 'e-x',
    operator: 'ou_x',
    messageId: 'om_x',
    chatId: 'oc_x',
    act: '',
    because: 'stranger',
  } as const;
  for (let i = 0; i < 205; i += 1) await noteRefusedClick(record.db, { ...one, eventId: `e-x-${i}` }, record.now());
  await noteRefusedClick(record.db, { ...one, eventId: 'e-x-1' }, record.now());
  const ofOne = (await refusedClicks(record.db, 1_000)).filter(({ operator }) => operator === 'ou_x');
  expect(ofOne).toHaveLength(200);
  const later = new Date(record.now().getTime() + 181 * 86_400_000);
  expect(await pruneRefusedClicks(record.db, later, 180)).toBe(204);
});

test('a clerk cannot decide with what a reviewer’s button carries', async () => {
  const card = await messageOf('result', '甲专管');

  expect((await click('甲专管', card, approve())).toast.content).toContain('不由您的岗位办理');
  expect(await state()).toMatchObject({ at: 'in-review', tier: 0 });
});

test('files with people’s data go to nobody but the clerk, and the desk while it has to hand them over', async () => {
  const own = await messageOf('result', '甲专管');
  const reviewers = await messageOf('review', '乙市审');

  const annotated: Action = { act: 'workbook', submission, version: 1 };
  const exported: Action = { act: 'export', submission, round: 1 };

  expect((await click('甲专管', own, annotated)).toast.type).toBe('success');
  expect((await click('乙市审', reviewers, annotated)).toast.type).toBe('warning');
  expect((await click('乙市审', reviewers, exported)).toast.type).toBe('warning');
});

test('a history is shown to nobody of another institution', async () => {
  await record.db.query('update deliveries set open_id = $2, chat_id = $3 where message_id = $1', [
    await messageOf('result', '甲专管'),
    openIdOf('辛专管'),
    `oc_${openIdOf('辛专管')}`,
  ]);

  const { toast } = await click('辛专管', await messageOf('result', '辛专管'), { act: 'history', submission });

  expect(toast.content).toContain('没有权限');
});

test('what was done is said to be done, though the card cannot be shown', async () => {
  const card = await messageOf('review', '乙市审');
  const parts = {
    ...record.parts,
    standard: () => {
      throw new Error('no standard');
    },
    get returnReasons(): never {
      throw new Error('no reasons');
    },
  };

  const answer = await click('乙市审', card, approve(), parts);

  expect(answer).toMatchObject({ toast: { type: 'success' } });
  expect(answer.card).toBeUndefined();
  expect(await state()).toMatchObject({ tier: 1 });
});

test('a fault is not told as if nothing had happened', async () => {
  const card = await messageOf('review', '乙市审');
  const lost = { ...record.db, transaction: () => Promise.reject(new Error('connection lost')) };
  const parts = { ...record.parts, store: { ...record.store, db: lost } };

  const { toast } = await click('乙市审', card, approve(), parts);

  expect(toast).toMatchObject({ type: 'error' });
  expect(toast.content).not.toContain('没有作任何改动');
});

test('what takes too long is answered in time, and done all the same', async () => {
  const card = await messageOf('review', '乙市审');
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const slow: typeof record.db = {
    ...record.db,
    transaction: async (work) => {
      await gate;
      return record.db.transaction(work);
    },
  };
  const parts = { ...record.parts, store: { ...record.store, db: slow } };

  const { toast } = await click('乙市审', card, approve(), parts, 50);
  open();

  expect(toast.content).toContain('正在办理');
  await until(async () => 'tier' in (await state()) && JSON.stringify(await state()).includes('"tier":1'));
});

// Clicks on the card of what waits on a person: another page, or a decision on each of the chosen ones, one by one and with
// the same checks as on a card of its own.
import { type Action, fields, readChosen } from '../../cards/action.ts';
import { outcomesOf } from '../../messages/todo.ts';
import { changeAbout } from '../../store/deliveries.ts';
import type { DeliveryAbout } from '../../store/delivery-about.ts';
import { leave } from '../../store/outbox.ts';
import { submissionNo } from '../../store/submission-lists.ts';
import { type Asked, act } from '../../store/submissions.ts';
import type { BotParts } from '../parts.ts';
import { chosenIn } from './answer-check.ts';
import {
  type ClickListener,
  type KnownClick,
  success,
  type Toast,
  type Told,
  turnedAway,
  warning,
} from './answer-click.ts';
import { returnAsked, textOf } from './decide-submission.ts';

type Batching = Extract<Action, { act: 'todo-page' | 'batch-approve' | 'batch-return' }>;
type Chosen = NonNullable<ReturnType<typeof readChosen>>;
type Batch = NonNullable<DeliveryAbout['batch']>;

/** More are not on one page. */
const maxChosen = 20;
/** As many outcomes as a toast has room for; the card shows them all. */
const maxTold = 3;

export const batch: ClickListener<Batching> = async (parts, click, now) => {
  const { action, delivery, form } = click;
  if (action.act === 'todo-page') {
    await parts.store.db.transaction((tx) => changeAbout(tx, delivery.id, { page: action.page }));
    return success(`第 ${action.page} 页`);
  }
  const chosen = chosenIn(form, fields.chosen).flatMap((value) => readChosen(value) ?? []);
  if (chosen.length === 0) return warning('请先选择要办理的数据。');
  const what = action.act === 'batch-approve' ? 'approve' : 'return';
  const deciding = what === 'approve' ? approving(click) : returning(parts, click);
  if ('content' in deciding) return deciding;
  const items: Batch['items'] = [];
  try {
    for (const one of chosen.slice(0, maxChosen)) items.push(await decideOne(parts, one, deciding.asked(one), now));
  } finally {
    // A fault in the middle leaves what was decided before it on record, and the answer may come too late to be shown.
    await parts.store.db.transaction(async (tx) => {
      await changeAbout(tx, delivery.id, { batch: { what, items } });
      await leave(tx, { job: 'refresh-card', payload: { delivery: delivery.id } }, now);
    });
  }
  return told(parts, { what, items });
};

type Deciding = { asked: (one: Chosen) => Asked };

function approving({ standing: by, form }: KnownClick): Deciding {
  const words = textOf(form, fields.lateReason);
  return {
    asked: ({ round, tier }) => ({
      words,
      command: (note) => ({ type: 'approve', by, round, tier, lateReason: note }),
    }),
  };
}

function returning(parts: BotParts, { standing: by, form }: KnownClick): Deciding | Toast {
  const asked = returnAsked(parts, form);
  if ('content' in asked) return asked;
  const { code, words } = asked;
  return {
    asked: ({ round, tier }) => ({
      words,
      command: (note) => ({ type: 'return', by, round, tier, to: null, code, reason: note ?? '' }),
    }),
  };
}

async function decideOne(parts: BotParts, { submission }: Chosen, asked: Asked, now: Date) {
  const { db } = parts.store;
  const acted = await act(parts.store, submission, asked, now);
  const no = acted.no ?? (await submissionNo(db, submission)) ?? '';
  if (!acted.ok) return { no, until: null, refusal: acted.refusal };
  return { no, until: acted.state.at === 'none' ? null : (acted.state.pending?.until ?? null), refusal: null };
}

async function told(parts: BotParts, { what, items }: Batch): Promise<Told> {
  const outcomes = await outcomesOf(parts.store.db, parts, { what, items });
  const failed = outcomes.filter(({ done }) => !done).length;
  const words =
    outcomes.length <= maxTold
      ? outcomes.map((one) => `${one.no} ${one.words}`.replace(/。$/, '')).join('；')
      : `已办理 ${outcomes.length - failed} 件${failed > 0 ? `；${failed} 件未办理，原因见卡片` : ''}`;
  if (items.some(({ refusal }) => refusal?.refused === 'not-yours')) return turnedAway('outside-post', `${words}。`);
  return failed === 0 ? success(`${words}。`) : warning(`${words}。`);
}

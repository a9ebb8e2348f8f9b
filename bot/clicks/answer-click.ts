// A click on a card: who clicked, on which of our messages, asking for what. Always answered, in words, within 3 seconds.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Action, actionSchema } from '../../cards/action.ts';
import type { Card } from '../../cards/kit.ts';
import { dayOf } from '../../domain/calendar.ts';
import { compose } from '../../messages/compose.ts';
import { isReplaced } from '../../store/aging-cards.ts';
import { type Delivery, type DeliveryKind, deliveryOfMessage, readDelivery } from '../../store/deliveries.ts';
import { type Standing, standingOf } from '../../store/directory.ts';
import { noteRefusedClick, type RefusedBecause } from '../../store/refused-clicks.ts';
import type { BotParts } from '../parts.ts';
import type { Click } from '../read-event.ts';
import { acknowledge } from './acknowledge.ts';
import { answerCheck } from './answer-check.ts';
import { batch } from './batch.ts';
import { judgeCommitment, uploadCommitment } from './commitment.ts';
import { consult } from './consult.ts';
import { decideSubmission } from './decide-submission.ts';
import { decideDirectory } from './directory.ts';
import { evidence } from './evidence.ts';
import { leaveClicked } from './leave.ts';
import { look } from './look.ts';
import { placeFile } from './place-file.ts';
import { returnListed } from './return-listed.ts';
import { sendAgain } from './send-again.ts';

export type Toast = { type: 'success' | 'info' | 'warning' | 'error'; content: string };
/** What a click is told; `because` when it was turned away for who made it or where, which is put on record. */
export type Told = Toast & { because?: RefusedBecause };
export type ClickAnswer = { toast: Toast; card?: { type: 'raw'; data: Card } };

/** A click by someone we know, on a message we sent them. */
export type KnownClick<A extends Action = Action> = {
  action: A;
  standing: Standing;
  delivery: Delivery;
  form: Readonly<Record<string, unknown>>;
  eventId: string;
};

/** Does what was asked and says in one sentence what came of it; the card is then shown as it stands. */
export type ClickListener<A extends Action = Action> = (
  parts: BotParts,
  click: KnownClick<A>,
  now: Date,
) => Promise<Told>;

const listeners: { [K in Action['act']]: ClickListener<Extract<Action, { act: K }>> } = {
  submit: decideSubmission,
  withdraw: decideSubmission,
  'answer-warnings': answerCheck,
  accept: answerCheck,
  'name-sheet': answerCheck,
  'check-again': answerCheck,
  'make-real': answerCheck,
  approve: decideSubmission,
  return: decideSubmission,
  'return-rows': decideSubmission,
  'return-listed': returnListed,
  'take-back': decideSubmission,
  'hand-over': decideSubmission,
  publish: decideSubmission,
  ask: consult,
  reply: consult,
  transfer: consult,
  sample: look,
  whole: look,
  acknowledge,
  'ask-admission': consult,
  admit: consult,
  place: placeFile,
  try: placeFile,
  'drop-nothing': placeFile,
  attach: evidence,
  'attach-drop': evidence,
  attachment: evidence,
  workbook: sendAgain,
  repairs: sendAgain,
  export: sendAgain,
  history: sendAgain,
  'directory-confirm': decideDirectory,
  'directory-decline': decideDirectory,
  'directory-list': decideDirectory,
  'upload-commitment': uploadCommitment,
  'record-commitment': uploadCommitment,
  'commitment-scan': judgeCommitment,
  'revoke-commitment': judgeCommitment,
  leave: leaveClicked,
  'leave-cancel': leaveClicked,
  'todo-page': batch,
  'batch-approve': batch,
  'batch-return': batch,
  say: sendAgain,
};

/** The platform gives up on a click after 3 seconds, and so does the person. */
const answerMs = 2_500;
const later: Toast = { type: 'info', content: '正在办理，请稍候；办好后这张卡片会自动更新。' };
const unsure: Toast = { type: 'error', content: '系统没能确认是否办好。请稍后再点一次；已办好的不会重复办理。' };

/** Never throws: a fault is logged, and said to be one. What takes longer goes on after the answer. */
export async function answerClick(parts: BotParts, click: Click, now: Date, withinMs = answerMs): Promise<ClickAnswer> {
  const waiting = new AbortController();
  const tooLate = sleep(withinMs, { toast: later }, { signal: waiting.signal });
  tooLate.catch(() => {});
  const answer = await Promise.race([answerInFull(parts, click, now), tooLate]);
  waiting.abort();
  return answer;
}

async function answerInFull(parts: BotParts, click: Click, now: Date): Promise<ClickAnswer> {
  const failed = (error: unknown) => {
    parts.log.error({ err: error, event: click.eventId }, 'click');
    return null;
  };
  const known = await recognise(parts, click, now).catch(failed);
  if (known === null) return { toast: unsure };
  if ('content' in known) return { toast: await onRecord(parts, click, known, now) };
  const listener = listeners[known.action.act] as ClickListener;
  const told = await listener(parts, known, now).catch(failed);
  if (told === null) return { toast: unsure };
  const toast = await onRecord(parts, click, told, now);
  // Done is done: a card that cannot be shown now is brought up to date by the workers.
  const card = await cardNow(parts, known.delivery, now).catch(failed);
  return card === null ? { toast } : { toast, card: { type: 'raw', data: card } };
}

/** Keeps what was turned away for who made it or where. A record that cannot be kept now does not hold up the answer. */
async function onRecord(parts: BotParts, click: Click, told: Told, now: Date): Promise<Toast> {
  const { because, ...toast } = told;
  if (because === undefined) return toast;
  const { eventId, operator, messageId, chatId } = click;
  const action = actionSchema.safeParse(click.value);
  const refused = { eventId, operator, messageId, chatId, act: action.success ? action.data.act : '', because };
  parts.log.warn({ act: refused.act, because, event: eventId }, 'click turned away');
  await noteRefusedClick(parts.store.db, refused, now).catch((error) =>
    parts.log.error({ err: error, event: eventId }, 'a refused click was not put on record'),
  );
  return toast;
}

/** Who clicked is told by the platform alone; nothing inside a card says who may do what. */
async function recognise(parts: BotParts, click: Click, now: Date): Promise<KnownClick | Told> {
  const { db } = parts.store;
  const action = actionSchema.safeParse(click.value);
  if (!action.success) return warning('这张卡片已失效。请发送「进度」，在最新的卡片上办理。');
  const delivery = await deliveryOfMessage(db, click.messageId);
  if (delivery === null)
    return turnedAway(
      'unknown-message',
      '这张卡片还没有登记好，或是转发来的，没有作任何改动。请稍候再点一次，或发送「进度」。',
    );
  if (delivery.openId !== click.operator)
    return turnedAway('not-sent-to-them', '这张卡片不是发给您的，不能在这里办理，没有作任何改动。');
  if (delivery.chatId !== null && delivery.chatId !== click.chatId)
    return turnedAway('other-chat', '这张卡片不在我发给您的单聊里，不能在这里办理，没有作任何改动。');
  const standing = await standingOf(db, click.operator, dayOf(now));
  if (standing === null) return turnedAway('stranger', '您目前没有登记在册，不能办理，没有作任何改动。请联系管理员。');
  if (await isReplaced(db, delivery))
    return warning('此卡片已换新，没有作任何改动。请在最新的卡片上办理，或发送「进度」。');
  return { action: action.data, standing, delivery, form: click.formValue, eventId: click.eventId };
}

/** Cards that look different once something on them was pressed. */
const shownAnew: ReadonlySet<DeliveryKind> = new Set<DeliveryKind>([
  'result',
  'review',
  'inquiry',
  'admission',
  'question',
  'return-list',
  'directory',
  'leave',
  'delegations',
  'scan',
  'commitment-told',
  'reminder',
  'todo',
  'withdrawals',
]);

/** The clicked card as it now stands. An answer may be lost on its way: that it was shown is for the workers to say. */
async function cardNow(parts: BotParts, { id, kind }: Delivery, now: Date): Promise<Card | null> {
  if (!shownAnew.has(kind)) return null;
  // The click may have changed what the card is about.
  const delivery = await readDelivery(parts.store.db, id);
  if (delivery === null) throw new Error(`delivery ${id} is gone`);
  const made = await compose(parts.store.db, parts, delivery, now);
  return made !== null && 'card' in made ? made.card : null;
}

export function warning(content: string): Toast {
  return { type: 'warning', content };
}

/** A refusal that is put on record. */
export function turnedAway(because: RefusedBecause, content: string): Told {
  return { ...warning(content), because };
}

export function success(content: string): Toast {
  return { type: 'success', content };
}

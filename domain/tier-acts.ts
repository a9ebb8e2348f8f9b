// What the holder of a post may do while a submission waits at a tier. Pure; asked by decide.ts.
import { dayOf, isDay } from './calendar.ts';
import { type Begun, isMove, type Law, type Of, type Refusal, refuse } from './law.ts';
import { passedOn, sentBack } from './passing.ts';
import type { Task } from './route.ts';
import type { AtTier, Command, State, SubmissionEvent } from './submission.ts';

type TierCommand = Of<'approve'> | Of<'return'> | Of<'hand-over'> | Of<'publish'>;
type AtATier = Extract<State, { at: AtTier }>;

/** First whose step it is, then whether it is still to be done: only who may decide is told who decided. */
export function decideAtTier(state: State, command: TierCommand, law: Law): SubmissionEvent[] | Refusal {
  if (state.at === 'none') return refuse(state, 'not-possible');
  const index = law.route.tiers.findIndex((tier) =>
    'tier' in command ? tier.key === command.tier : tier.task === taskOf[command.type],
  );
  const post = 'tier' in state && state.tier === index ? state.post : law.posts[index];
  if (post === undefined || !command.by.posts.includes(post)) return refuse(state, 'not-yours');
  if (command.round < state.round) return refuse(state, 'older-round', decisionBefore(state));
  if (command.round > state.round) return refuse(state, 'not-possible');
  if (!('tier' in state) || index < state.tier) return decidedAlready(state);
  if (index > state.tier || !isMove(state, command)) return refuse(state, 'not-possible');
  switch (command.type) {
    case 'approve':
      return approve(state, command, law);
    case 'return':
      return sendBack(state, command, law);
    case 'hand-over':
      return handOver(state, command, law);
    case 'publish':
      return publish(state, command, law);
  }
}

const taskOf = { 'hand-over': 'hand-over', publish: 'publication' } as const satisfies Partial<
  Record<Command['type'], Task>
>;

function decisionBefore({ lastDecision, round }: Begun): Partial<Refusal> {
  return lastDecision !== null && lastDecision.round < round ? { decision: lastDecision } : {};
}

/** Someone came first; a round that the clerk withdrew has no decision to tell of. */
function decidedAlready(state: Begun): Refusal {
  const { lastDecision: decision, round } = state;
  if (decision === null || decision.round !== round) return refuse(state, 'not-possible');
  return refuse(state, 'already-decided', { decision });
}

function approve(state: AtATier, { by, tier, lateReason }: Of<'approve'>, law: Law): SubmissionEvent[] | Refusal {
  if (state.hands.includes(by.person)) return refuse(state, 'own-submission');
  if (Object.values(state.approvals).includes(by.person)) return refuse(state, 'two-tiers');
  if (unexcused(state, lateReason, law)) return refuse(state, 'late-reason-missing', { due: state.period.due });
  const { round, period } = state;
  return [
    { type: 'approved', round, by: by.person, at: law.now, tier, lateReason },
    passedOn(state.tier + 1, round, period, law),
  ];
}

function sendBack(state: AtATier, { by, tier, code, reason }: Of<'return'>, law: Law): SubmissionEvent[] | Refusal {
  if (state.hands.includes(by.person)) return refuse(state, 'own-submission');
  if (code === '' || reason === '') return refuse(state, 'reason-missing');
  const { round } = state;
  return [{ type: 'returned', round, by: by.person, at: law.now, tier, code, reason }, sentBack(round, law)];
}

/** The province's clock ends on the day this is recorded; the ministry's starts on the day it was handed on. */
function handOver(state: AtATier, command: Of<'hand-over'>, law: Law): SubmissionEvent[] | Refusal {
  const { by, handedOn: on, lateReason } = command;
  const receipt = command.receipt.trim();
  if (!isReceipt(receipt)) return refuse(state, 'receipt-missing');
  if (!liesBetween(on, earliestHandOver(state), law.today)) return refuse(state, 'day-out-of-range');
  if (unexcused(state, lateReason, law)) return refuse(state, 'late-reason-missing', { due: state.period.due });
  const { round, period } = state;
  return [
    { type: 'handed-over', round, by: by.person, at: law.now, on, receipt, lateReason },
    passedOn(state.tier + 1, round, period, law, on),
  ];
}

/** At most 60 characters of a number's kind, no words and nothing like an ID number: events hold it in clear. */
function isReceipt(text: string): boolean {
  return /^[A-Za-z0-9\-_/.()（）〔〕[\]第号字]{1,60}$/.test(text) && !/(?<!\d)(\d{15}|\d{17}[\dXx])(?!\d)/.test(text);
}

/** Not before the approval that brought it to the desk, though the desk's clock has run since before that. */
function earliestHandOver({ period, lastDecision }: AtATier): string {
  return lastDecision === null ? period.from : dayOf(new Date(lastDecision.at));
}

function publish(state: AtATier, { by, publishedOn: on }: Of<'publish'>, law: Law): SubmissionEvent[] | Refusal {
  if (!liesBetween(on, state.period.from, law.today)) return refuse(state, 'day-out-of-range');
  return [{ type: 'published', round: state.round, by: by.person, at: law.now, on }];
}

function liesBetween(day: string, first: string, last: string): boolean {
  return isDay(day) && first <= day && day <= last;
}

/** What is done after its due day says why in writing (article 12). */
function unexcused({ period }: AtATier, lateReason: string | null, law: Law): boolean {
  return law.today > period.due && lateReason === null;
}

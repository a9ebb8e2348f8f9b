// What the holder of a post may do while a submission waits at a tier. Pure; asked by decide.ts.
import { returnRows } from './apart.ts';
import { dayOf, isDay } from './calendar.ts';
import { type Begun, decidedElsewhere, isMove, type Law, type Of, type Refusal, refuse } from './law.ts';
import { goneBack, passedOn, quietUntil } from './passing.ts';
import type { Task } from './route.ts';
import type { AtTier, Command, State, SubmissionEvent } from './submission.ts';

type TierCommand = Of<
  'approve' | 'return' | 'return-rows' | 'take-back' | 'ask' | 'transfer' | 'hand-over' | 'publish'
>;
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
  if (command.type === 'take-back') return takeBack(state, command, law);
  if (state.pending !== null) return decidedAlready(state);
  switch (command.type) {
    case 'approve':
      return approve(state, command, law);
    case 'return':
      return sendBack(state, command, law);
    case 'return-rows':
      return returnRows(state, command, deciding(state, command.by, law), law);
    case 'ask':
      return ask(state, command, law);
    case 'transfer':
      return transfer(state, command, law);
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

/** Who decides, and for whom, if for somebody on leave. */
function deciding(state: AtATier, by: TierCommand['by'], law: Law) {
  return { round: state.round, by: by.person, for: by.standIn?.[state.post] ?? null, at: law.now };
}

function approve(state: AtATier, { by, tier, lateReason }: Of<'approve'>, law: Law): SubmissionEvent[] | Refusal {
  if (state.hands.includes(by.person)) return refuse(state, 'own-submission');
  if (state.approvals[tier]?.includes(by.person)) return refuse(state, 'signed-already');
  if (decidedElsewhere(state, by.person, tier)) return refuse(state, 'two-tiers');
  if (unexcused(state, lateReason, law)) return refuse(state, 'late-reason-missing', { due: state.period.due });
  const isLast = isLastSignature(state, by.person, law);
  const until = isLast ? quietUntil(law) : null;
  const approved: SubmissionEvent = { type: 'approved', ...deciding(state, by, law), tier, lateReason, until };
  const goesOn = isLast && until === null;
  return goesOn ? [approved, passedOn(state.tier + 1, state, law)] : [approved];
}

/** Or-sign: anybody's will do. And-sign: everybody's who holds the post and may sign. */
function isLastSignature(state: AtATier, signer: string, law: Law): boolean {
  const tier = law.route.tiers[state.tier];
  if (tier?.sign !== 'all') return true;
  // Who signed here, and who may not: those who approved at another tier, or sent it.
  const done = [...Object.values(state.approvals).flat(), ...state.hands, signer];
  return law.holders.every((person) => done.includes(person));
}

/** To the clerk, or to an earlier tier, which then decides anew. */
function sendBack(state: AtATier, command: Of<'return'>, law: Law): SubmissionEvent[] | Refusal {
  const { by, tier, to, code, reason } = command;
  if (state.hands.includes(by.person)) return refuse(state, 'own-submission');
  if (decidedElsewhere(state, by.person, tier)) return refuse(state, 'two-tiers');
  if (code === '' || reason === '') return refuse(state, 'reason-missing');
  if (to !== null && !law.route.tiers.slice(0, state.tier).some(({ key }) => key === to))
    return refuse(state, 'not-possible');
  const until = quietUntil(law);
  const returned: SubmissionEvent = { type: 'returned', ...deciding(state, by, law), tier, to, code, reason, until };
  return until === null ? [returned, goneBack(to, state, law)] : [returned];
}

/** By whoever decided, as long as the next one has not heard of it. */
function takeBack(state: AtATier, { by, tier, round }: Of<'take-back'>, law: Law): SubmissionEvent[] | Refusal {
  const { pending } = state;
  if (pending === null || law.now >= pending.until) return refuse(state, 'too-late-to-take-back');
  if (pending.by !== by.person) return decidedAlready(state);
  return [{ type: 'taken-back', round, tier, by: by.person, at: law.now }];
}

/** The clerk is asked; no clock stops by it. */
function ask(state: AtATier, { by, tier, round, question }: Of<'ask'>, law: Law): SubmissionEvent[] | Refusal {
  if (question === '') return refuse(state, 'words-missing');
  const no = state.questions.length + 1;
  return [{ type: 'asked', round, tier, by: by.person, at: law.now, no, question }];
}

/** To somebody who holds the same post. */
function transfer(state: AtATier, { by, tier, round, to }: Of<'transfer'>, law: Law): SubmissionEvent[] | Refusal {
  if (!law.holders.includes(to) || state.hands.includes(to)) return refuse(state, 'not-in-post');
  if (state.assignee === to) return [];
  return [{ type: 'transferred', round, tier, by: by.person, at: law.now, to }];
}

/** The province's clock ends on the day this is recorded; the ministry's starts on the day it was handed on. */
function handOver(state: AtATier, command: Of<'hand-over'>, law: Law): SubmissionEvent[] | Refusal {
  const { by, handedOn: on, lateReason } = command;
  const receipt = command.receipt.trim();
  if (!isReceipt(receipt)) return refuse(state, 'receipt-missing');
  if (!liesBetween(on, earliestHandOver(state), law.today)) return refuse(state, 'day-out-of-range');
  if (unexcused(state, lateReason, law)) return refuse(state, 'late-reason-missing', { due: state.period.due });
  return [
    { type: 'handed-over', ...deciding(state, by, law), on, receipt, lateReason },
    passedOn(state.tier + 1, state, law, on),
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
  return [{ type: 'published', ...deciding(state, by, law), on }];
}

function liesBetween(day: string, first: string, last: string): boolean {
  return isDay(day) && first <= day && day <= last;
}

/** What is done after its due day says why in writing (article 12). */
function unexcused({ period }: AtATier, lateReason: string | null, law: Law): boolean {
  return law.today > period.due && lateReason === null;
}

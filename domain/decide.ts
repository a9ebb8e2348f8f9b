// Whether a command is allowed, and what follows: events, or a refusal with the facts to word it. Pure.
import type { Calendar } from './calendar.ts';
import {
  addMonths,
  addWorkingDays,
  type DueDay,
  dayOf,
  isDay,
  nextDay,
  rollForward,
  workingDaysBetween,
} from './calendar.ts';
import { passedOn, sentBack } from './passing.ts';
import type { Route, Task } from './route.ts';
import type { At, AtTier, Command, Decision, State, Step, SubmissionEvent } from './submission.ts';
import { moves } from './submission.ts';

/** What the decision is measured against: the moment, the frozen route, the calendar in force, the post of each tier. */
export type Law = { now: string; today: string; route: Route; calendar: Calendar; posts: readonly string[] };

/** A business "no", told to the person in words (see `refusals.ts`); it changes nothing. */
export type Refusal = {
  refused:
    | 'not-possible'
    | 'not-yours'
    | 'older-version'
    | 'older-round'
    | 'already-decided'
    | 'own-submission'
    | 'two-tiers'
    | 'still-faulty'
    | 'late-reason-missing'
    | 'reason-missing'
    | 'beyond-six-months'
    | 'approved-already'
    | 'day-out-of-range'
    | 'receipt-missing'
    | 'number-taken';
  at: At;
  decision?: Decision;
  due?: string;
  rows?: readonly number[];
};

/** The due day of the first 提交: 20 working days from the earliest issue date (article 10). */
export function uploadDue(earliestIssuedOn: string, law: Pick<Law, 'route' | 'calendar'>): DueDay {
  return addWorkingDays(law.calendar, earliestIssuedOn, law.route.upload.workingDays);
}

/** The last day on which a first 提交 is admissible: six months from the earliest issue date (article 12). */
export function refusalDay(earliestIssuedOn: string, law: Pick<Law, 'route' | 'calendar'>): string {
  return rollForward(law.calendar, addMonths(earliestIssuedOn, law.route.refusal.months)).day;
}

/** Whether a 提交 today would be late, and so needs a written reason (articles 10-12). */
export function isLate(state: State, law: Pick<Law, 'route' | 'calendar' | 'today'>): boolean {
  if (state.at === 'none' || state.at === 'published' || state.at === 'withdrawn' || 'tier' in state) return false;
  if (state.period !== null) return law.today > state.period.due;
  const issued = state.check?.earliestIssuedOn ?? null;
  return issued !== null && law.today > uploadDue(issued, law).day;
}

/**
 * Answers a command: the events that follow, or a refusal. Never changes anything and never throws on a person's doing.
 * An empty list means: rightly asked, nothing left to do (a job that runs twice, a tick with nothing due).
 */
export function decide(state: State, command: Command, law: Law): SubmissionEvent[] | Refusal {
  switch (command.type) {
    case 'tick':
      return tick(state, law);
    case 'record-check':
      return recordCheck(state, command);
    case 'receive':
      return receive(state, command);
    case 'submit':
      return submit(state, command, law);
    case 'withdraw':
      return withdraw(state, command, law);
    default:
      return decideAtTier(state, command, law);
  }
}

function isMove(state: State, command: Command): boolean {
  return command.type in moves[state.at];
}

function refuse(state: State, refused: Refusal['refused'], more: Partial<Refusal> = {}): Refusal {
  return { refused, at: state.at, ...more };
}

type Of<T extends Command['type']> = Extract<Command, { type: T }>;
type Begun = Exclude<State, { at: 'none' }>;

function receive(state: State, command: Of<'receive'>): SubmissionEvent[] | Refusal {
  const institution = state.at === 'none' ? command.institution : state.institution;
  if (!command.by.institutions.includes(institution)) return refuse(state, 'not-yours');
  if (!isMove(state, command)) return refuse(state, 'not-possible');
  const { file, standard } = command;
  const version = state.at === 'none' ? 1 : state.version + 1;
  const route = state.at === 'none' ? command.route : state.route;
  return [{ type: 'received', version, by: command.by.person, institution, file, standard, route }];
}

/** A check that ends after the next file came, or twice, is a stale job and no error. */
function recordCheck(state: State, command: Of<'record-check'>): SubmissionEvent[] {
  if (!isMove(state, command) || state.at === 'none' || command.version !== state.version) return [];
  return [{ type: 'checked', version: command.version, ...command.outcome }];
}

/** What stands in the clerk's way before anything else: not theirs, an older file's card, or no such move now. */
function barred(state: State, command: Of<'submit'> | Of<'withdraw'>): Refusal | null {
  if (state.at === 'none') return refuse(state, 'not-possible');
  if (!command.by.institutions.includes(state.institution)) return refuse(state, 'not-yours');
  if (command.version !== state.version) return refuse(state, 'older-version');
  return isMove(state, command) ? null : refuse(state, 'not-possible');
}

function submit(state: State, command: Of<'submit'>, law: Law): SubmissionEvent[] | Refusal {
  const bar = barred(state, command);
  if (bar !== null) return bar;
  if (state.at !== 'ready') return refuse(state, 'not-possible');
  const issued = state.check?.earliestIssuedOn ?? null;
  if (issued === null) return refuse(state, 'still-faulty');
  if (state.firstSubmittedOn === null && law.today > refusalDay(issued, law)) return refuse(state, 'beyond-six-months');
  const { lateReason } = command;
  if (isLate(state, law) && lateReason === null)
    return refuse(state, 'late-reason-missing', { due: state.period?.due ?? uploadDue(issued, law).day });
  const round = state.round + 1;
  return [
    { type: 'submitted', version: state.version, round, by: command.by.person, on: law.today, lateReason },
    passedOn(0, round, null, law),
  ];
}

/** Until the first approval of this round; what was returned is with the clerk again, who may give it up. */
function withdraw(state: State, command: Of<'withdraw'>, law: Law): SubmissionEvent[] | Refusal {
  const bar = barred(state, command);
  if (bar !== null) return bar;
  if (state.at === 'in-review' && Object.keys(state.approvals).length > 0) return refuse(state, 'approved-already');
  return [{ type: 'withdrawn', by: command.by.person, at: law.now }];
}

type TierCommand = Of<'approve'> | Of<'return'> | Of<'hand-over'> | Of<'publish'>;
type AtATier = Extract<State, { at: AtTier }>;

/** First whose step it is, then whether it is still to be done: only who may decide is told who decided. */
function decideAtTier(state: State, command: TierCommand, law: Law): SubmissionEvent[] | Refusal {
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

/** The ladder: the latest step whose day has come and that was not taken yet; steps slept through are not made up for. */
function tick(state: State, law: Law): SubmissionEvent[] {
  if (state.at === 'none' || state.period === null) return [];
  const { due, notified } = state.period;
  const step = stepOn(due, law);
  if (step === null || notified.includes(step)) return [];
  return [{ type: step === 'overdue' ? 'alerted' : 'reminded', round: state.round, step, due }];
}

function stepOn(due: string, law: Law): Step | null {
  if (law.today > due) return 'overdue';
  const left = workingDaysBetween(law.calendar, law.today, due);
  const come = law.route.remindBefore.filter((days) => left <= days);
  return come.length === 0 ? null : `before-${Math.min(...come)}`;
}

/** The first day on which `tick` may have something to do, for the sweep's index; null when no clock runs. */
export function nextStepDay(state: State, law: Pick<Law, 'route' | 'calendar'>): string | null {
  if (state.at === 'none' || state.period === null) return null;
  const { from, due, notified } = state.period;
  if (notified.includes('overdue')) return null;
  const taken = notified.map((step) => Number(step.slice('before-'.length)));
  const ahead = law.route.remindBefore.filter((days) => taken.every((t) => days < t));
  if (ahead.length === 0) return nextDay(due);
  let day = from;
  while (workingDaysBetween(law.calendar, day, due) > Math.max(...ahead)) day = nextDay(day);
  return day;
}

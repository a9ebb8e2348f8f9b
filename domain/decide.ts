// Whether a command is allowed, and what follows: events, or a refusal with the facts to word it. Pure.
import type { Calendar } from './calendar.ts';
import { addMonths, addWorkingDays, type DueDay, nextDay, rollForward, workingDaysBetween } from './calendar.ts';
import type { Route, Task } from './route.ts';
import type { At, AtTier, Command, Decision, NewPeriod, Period, State, Step, SubmissionEvent } from './submission.ts';
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

const stateOf: Record<Task, AtTier> = {
  review: 'in-review',
  'hand-over': 'in-hand-over',
  publication: 'at-ministry',
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
  if (state.at === 'none' || state.at === 'published' || state.at === 'withdrawn') return false;
  if (state.period !== null) return law.today > state.period.due;
  const issued = state.check?.earliestIssuedOn ?? null;
  return issued !== null && law.today > uploadDue(issued, law).day;
}

/**
 * Answers a command: the events that follow, or a refusal. Never changes anything and never throws on a person's doing.
 * An empty list means: rightly asked, nothing left to do (a job that runs twice, a tick with nothing due).
 */
export function decide(state: State, command: Command, law: Law): SubmissionEvent[] | Refusal {
  if (!(command.type in moves[state.at])) return notPossible(state, command);
  switch (command.type) {
    case 'receive':
      return receive(state, command);
    case 'record-check':
      return recordCheck(state, command);
    case 'submit':
      return submit(state, command, law);
    case 'withdraw':
      return withdraw(state, command, law);
    case 'tick':
      return tick(state, law);
    default:
      return decideAtTier(state, command, law);
  }
}

/** A stale job is not an error; a person who comes too late is told who decided. */
function notPossible(state: State, command: Command): SubmissionEvent[] | Refusal {
  if (command.type === 'tick' || command.type === 'record-check') return [];
  const decision = state.at === 'none' ? null : state.lastDecision;
  const asked = 'round' in command ? command.round : null;
  if (decision && asked !== null) return refuse(state, 'already-decided', { decision });
  return refuse(state, 'not-possible', decision ? { decision } : {});
}

function refuse(state: State, refused: Refusal['refused'], more: Partial<Refusal> = {}): Refusal {
  return { refused, at: state.at, ...more };
}

type Of<T extends Command['type']> = Extract<Command, { type: T }>;

function receive(state: State, command: Of<'receive'>): SubmissionEvent[] | Refusal {
  const institution = state.at === 'none' ? command.institution : state.institution;
  if (!command.by.institutions.includes(institution)) return refuse(state, 'not-yours');
  const { file, standard, route } = command;
  const version = state.at === 'none' ? 1 : state.version + 1;
  return [
    {
      type: 'received',
      version,
      by: command.by.person,
      institution,
      file,
      standard,
      route: state.at === 'none' ? route : state.route,
    },
  ];
}

function recordCheck(state: State, command: Of<'record-check'>): SubmissionEvent[] {
  if (state.at === 'none' || command.version !== state.version) return [];
  return [{ type: 'checked', version: command.version, ...command.outcome }];
}

function submit(state: State, command: Of<'submit'>, law: Law): SubmissionEvent[] | Refusal {
  if (state.at !== 'ready') return notPossible(state, command);
  if (!command.by.institutions.includes(state.institution)) return refuse(state, 'not-yours');
  if (command.version !== state.version) return refuse(state, 'older-version');
  const issued = state.check?.earliestIssuedOn ?? null;
  if (state.check === null || state.check.errors > 0 || issued === null) return refuse(state, 'still-faulty');
  if (state.firstSubmittedOn === null && law.today > refusalDay(issued, law)) return refuse(state, 'beyond-six-months');
  if (isLate(state, law) && command.lateReason === null)
    return refuse(state, 'late-reason-missing', { due: state.period?.due ?? uploadDue(issued, law).day });
  const round = state.round + 1;
  return [
    {
      type: 'submitted',
      version: state.version,
      round,
      by: command.by.person,
      on: law.today,
      lateReason: command.lateReason,
    },
    passedOn(0, round, null, law),
  ];
}

function withdraw(state: State, command: Of<'withdraw'>, law: Law): SubmissionEvent[] | Refusal {
  if (state.at === 'none') return notPossible(state, command);
  if (!command.by.institutions.includes(state.institution)) return refuse(state, 'not-yours');
  if (command.version !== state.version) return refuse(state, 'older-version');
  if (Object.keys(state.approvals).length > 0 && state.at === 'in-review') return refuse(state, 'approved-already');
  return [{ type: 'withdrawn', by: command.by.person, at: law.now }];
}

type TierCommand = Of<'approve'> | Of<'return'> | Of<'hand-over'> | Of<'publish'>;

function decideAtTier(state: State, command: TierCommand, law: Law): SubmissionEvent[] | Refusal {
  if (!('tier' in state)) return notPossible(state, command);
  const tier = law.route.tiers[state.tier];
  if (tier === undefined) throw new Error(`route ${law.route.id} has no tier ${state.tier}`);
  if (!command.by.posts.includes(state.post)) return refuse(state, 'not-yours');
  const decision = state.lastDecision ? { decision: state.lastDecision } : {};
  if (command.round !== state.round) return refuse(state, 'older-round', decision);
  if ('tier' in command && command.tier !== tier.key) return refuse(state, 'already-decided', decision);
  const { person } = command.by;
  const decided = { round: state.round, by: person, at: law.now };
  if (command.type === 'return') {
    if (person === state.clerk) return refuse(state, 'own-submission');
    return [
      { type: 'returned', ...decided, tier: tier.key, code: command.code, reason: command.reason },
      sentBack(state.round, law),
    ];
  }
  if (command.type === 'publish') {
    if (command.publishedOn > law.today || command.publishedOn < state.period.from)
      return refuse(state, 'day-out-of-range');
    return [{ type: 'published', ...decided, on: command.publishedOn }];
  }
  if (law.today > state.period.due && command.lateReason === null)
    return refuse(state, 'late-reason-missing', { due: state.period.due });
  const { lateReason } = command;
  if (command.type === 'hand-over') {
    if (command.receipt.trim() === '') return refuse(state, 'receipt-missing');
    if (command.handedOn > law.today || command.handedOn < state.period.from) return refuse(state, 'day-out-of-range');
    const { handedOn: on, receipt } = command;
    return [
      { type: 'handed-over', ...decided, on, receipt, lateReason },
      passedOn(state.tier + 1, state.round, state.period, law, on),
    ];
  }
  if (person === state.clerk) return refuse(state, 'own-submission');
  if (Object.values(state.approvals).includes(person)) return refuse(state, 'two-tiers');
  return [
    { type: 'approved', ...decided, tier: tier.key, lateReason },
    passedOn(state.tier + 1, state.round, state.period, law),
  ];
}

/** The next tier's receipt. Its own clock starts there (the day of receipt is not counted), or the running one goes on. */
function passedOn(
  index: number,
  round: number,
  running: Period | null,
  law: Law,
  from: string = law.today,
): SubmissionEvent {
  const tier = law.route.tiers[index];
  const post = law.posts[index];
  if (tier === undefined || post === undefined) throw new Error(`route ${law.route.id}: no tier or post at ${index}`);
  return {
    type: 'passed-on',
    round,
    to: stateOf[tier.task],
    tier: index,
    post,
    period: periodFor('post', from, tier.workingDays, running, law),
  };
}

function sentBack(round: number, law: Law): SubmissionEvent {
  return {
    type: 'sent-back',
    round,
    period: periodFor('clerk', law.today, law.route.correction.workingDays, null, law),
  };
}

function periodFor(
  holder: Period['holder'],
  from: string,
  days: number | null,
  running: Period | null,
  law: Law,
): NewPeriod {
  if (days === null) {
    if (running === null) throw new Error(`route ${law.route.id}: a tier without a clock cannot come first`);
    const { notified: _, ...rest } = running;
    return rest;
  }
  const due = addWorkingDays(law.calendar, from, days);
  return { holder, from, due: due.day, provisional: due.provisional, calendar: law.calendar.version };
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

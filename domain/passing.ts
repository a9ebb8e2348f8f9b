// How a submission changes hands: to the next tier or back to the clerk, and the clock that starts or goes on. Pure.
import { addCalendarDays, addWorkingDays, type Calendar, type DueDay } from './calendar.ts';
import type { Begun, Law } from './law.ts';
import type { Length, Route, Task, Term } from './route.ts';
import type { AtTier, NewPeriod, Period, State, SubmissionEvent } from './submission.ts';

const stateOf: Record<Task, AtTier> = {
  review: 'in-review',
  'hand-over': 'in-hand-over',
  publication: 'at-ministry',
};

/** What a clock needs to know of a submission: the one that runs, and the earliest issue date. */
type Timed = Pick<Begun, 'round' | 'period' | 'check'>;

/** The receipt at tier `index`. Its own clock starts (its first day is not counted), or the running one goes on. */
export function passedOn(
  index: number,
  timed: Timed,
  law: Law,
  from: string = law.today,
): Extract<SubmissionEvent, { type: 'passed-on' }> {
  const tier = law.route.tiers[index];
  const post = law.posts[index];
  if (tier === undefined || post === undefined) throw new Error(`route ${law.route.id}: no tier or post at ${index}`);
  return {
    type: 'passed-on',
    round: timed.round,
    to: stateOf[tier.task],
    tier: index,
    post,
    period:
      tier.term === null ? goingOn(timed, law) : periodFor('post', firstDay(tier.term, timed, from), tier.term, law),
    reopens: [],
  };
}

/** The instant until which a decision may be taken back; null where it takes effect at once. */
export function quietUntil({ now, quietMinutes }: Law): string | null {
  return quietMinutes === 0 ? null : new Date(Date.parse(now) + quietMinutes * 60_000).toISOString();
}

/** Once the quiet minutes are over the decision takes effect: that is the moment of the next one's receipt. */
export function settle(state: State, law: Law): SubmissionEvent[] {
  if (!('tier' in state) || state.pending === null || law.now < state.pending.until) return [];
  const { pending, tier } = state;
  if (pending.rows !== null) return [{ type: 'rows-departed', ...pending.rows, route: law.route.id }];
  return [pending.what === 'approved' ? passedOn(tier + 1, state, law) : goneBack(pending.to, state, law)];
}

/** A return's other half: back to an earlier tier, whose clock starts anew, or to the clerk. */
export function goneBack(to: string | null, timed: Timed, law: Law): SubmissionEvent {
  if (to === null) return sentBack(timed.round, law);
  const { tiers } = law.route;
  const index = tiers.findIndex(({ key }) => key === to);
  const term = termAt(index, law.route);
  // A tier without a clock of its own that gets something back has the time of the tier before it.
  const period = term && {
    ...periodFor('post', firstDay(term, timed, law.today), term, law),
    notified: [],
    seen: null,
  };
  return { ...passedOn(index, { ...timed, period }, law), reopens: tiers.slice(index).map(({ key }) => key) };
}

/** The clock a tier runs under: its own, or that of the tier before it; null when none has. */
function termAt(index: number, { tiers }: Route): Term | null {
  return tiers.slice(0, index + 1).findLast(({ term }) => term !== null)?.term ?? null;
}

function firstDay({ from }: Term, { check }: Timed, received: string): string {
  if (from === 'receipt') return received;
  const issued = check?.earliestIssuedOn ?? null;
  if (issued === null) throw new Error('a clock runs from an issue date that nobody knows');
  return issued;
}

/**
 * The running period counted anew by the calendar in force: one event when its due day or its provisional mark is
 * another, none otherwise. The past is left as it was: where it began, and what was decided or found late meanwhile.
 */
export function recount(state: State, { route, calendar }: Pick<Law, 'route' | 'calendar'>): SubmissionEvent[] {
  if (state.at === 'none' || state.period === null) return [];
  const { holder, from, due, provisional, calendar: before } = state.period;
  const length = holder === 'clerk' || !('tier' in state) ? route.correction : termAt(state.tier, route);
  if (length === null) throw new Error(`route ${route.id}: a clock runs where no tier has one`);
  const now = endOf(calendar, from, length);
  if (now.day === due && now.provisional === provisional) return [];
  const counted = { due: now.day, provisional: now.provisional, calendar: calendar.version };
  return [{ type: 'due-moved', round: state.round, from: due, ...counted, before }];
}

/** Back to the clerk, whose correction clock starts (article 11). */
export function sentBack(round: number, law: Law): Extract<SubmissionEvent, { type: 'sent-back' }> {
  return { type: 'sent-back', round, period: periodFor('clerk', law.today, law.route.correction, law) };
}

function goingOn({ period }: Timed, law: Law): NewPeriod {
  if (period === null) throw new Error(`route ${law.route.id}: a tier without a clock cannot come first`);
  const { notified: _, seen: __, ...rest } = period;
  return rest;
}

function periodFor(holder: Period['holder'], from: string, length: Length, { calendar }: Law): NewPeriod {
  const due = endOf(calendar, from, length);
  return { holder, from, due: due.day, provisional: due.provisional, calendar: calendar.version };
}

/** The last day of a length of time, of which the first is not counted. */
export function endOf(calendar: Calendar, from: string, { days, unit }: Length): DueDay {
  return unit === 'working' ? addWorkingDays(calendar, from, days) : addCalendarDays(calendar, from, days);
}

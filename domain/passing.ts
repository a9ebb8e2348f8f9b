// How a submission changes hands: to the next tier or back to the clerk, and the clock that starts or goes on. Pure.
import { addWorkingDays } from './calendar.ts';
import type { Law } from './law.ts';
import type { Route, Task } from './route.ts';
import type { AtTier, NewPeriod, Period, State, SubmissionEvent } from './submission.ts';

const stateOf: Record<Task, AtTier> = {
  review: 'in-review',
  'hand-over': 'in-hand-over',
  publication: 'at-ministry',
};

/** The receipt at tier `index`. Its own clock starts there (the day of receipt is not counted), or the running one goes on. */
export function passedOn(
  index: number,
  round: number,
  running: Period | null,
  law: Law,
  from: string = law.today,
): Extract<SubmissionEvent, { type: 'passed-on' }> {
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
  const { pending, round, period, tier } = state;
  return [pending.what === 'approved' ? passedOn(tier + 1, round, period, law) : goneBack(pending.to, round, law)];
}

/** A return's other half: back to an earlier tier, whose clock starts anew, or to the clerk. */
export function goneBack(to: string | null, round: number, law: Law): SubmissionEvent {
  if (to === null) return sentBack(round, law);
  const index = law.route.tiers.findIndex(({ key }) => key === to);
  const running = law.route.tiers[index]?.workingDays === null ? clockOf(index, law) : null;
  const reopens = law.route.tiers.slice(index).map(({ key }) => key);
  return { ...passedOn(index, round, running, law), reopens };
}

/** A tier without a clock of its own that gets something back has the time of the tier before it. */
function clockOf(index: number, law: Law): Period {
  return { ...periodFor('post', law.today, daysAt(index, law.route), null, law), notified: [] };
}

/** The working days a tier has, or, without a clock of its own, the tier whose clock it runs under; null when none has. */
function daysAt(index: number, { tiers }: Route): number | null {
  return tiers.slice(0, index + 1).findLast(({ workingDays }) => workingDays !== null)?.workingDays ?? null;
}

/**
 * The running period counted anew by the calendar in force: one event when its due day or its provisional mark is
 * another, none otherwise. The past is left as it was: where it began, and what was decided or found late meanwhile.
 */
export function recount(state: State, { route, calendar }: Pick<Law, 'route' | 'calendar'>): SubmissionEvent[] {
  if (state.at === 'none' || state.period === null) return [];
  const { holder, from, due, provisional, calendar: before } = state.period;
  const days = holder === 'clerk' || !('tier' in state) ? route.correction.workingDays : daysAt(state.tier, route);
  if (days === null) throw new Error(`route ${route.id}: a clock runs where no tier has one`);
  const now = addWorkingDays(calendar, from, days);
  if (now.day === due && now.provisional === provisional) return [];
  const counted = { due: now.day, provisional: now.provisional, calendar: calendar.version };
  return [{ type: 'due-moved', round: state.round, from: due, ...counted, before }];
}

/** Back to the clerk, whose correction clock starts (article 11). */
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

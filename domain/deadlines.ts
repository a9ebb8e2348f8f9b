// The days that a submission's clocks lead to: due days, the six-month wall, and the steps of the ladder. Pure.
import { addMonths, type DueDay, nextDay, rollForward, workingDaysBetween } from './calendar.ts';
import type { Begun, Law } from './law.ts';
import { endOf } from './passing.ts';
import type { State, Step, SubmissionEvent } from './submission.ts';

/** The due day of the first 提交, counted from the earliest issue date (article 10: 20 working days). */
export function uploadDue(earliestIssuedOn: string, law: Pick<Law, 'route' | 'calendar'>): DueDay {
  return endOf(law.calendar, earliestIssuedOn, law.route.upload);
}

/** The last day on which a first 提交 is admissible: six months from the earliest issue date (article 12); null without such a wall. */
export function refusalDay(
  earliestIssuedOn: string,
  { route, calendar }: Pick<Law, 'route' | 'calendar'>,
): string | null {
  return route.refusal && rollForward(calendar, addMonths(earliestIssuedOn, route.refusal.months)).day;
}

/** Whether the first 提交 would be past the six months (article 12); a correction is not measured again. */
export function isBeyondSixMonths(
  { firstSubmittedOn, check }: Pick<Begun, 'firstSubmittedOn' | 'check'>,
  law: Pick<Law, 'route' | 'calendar' | 'today'>,
): boolean {
  const issued = check?.earliestIssuedOn ?? null;
  const last = issued && refusalDay(issued, law);
  return firstSubmittedOn === null && last !== null && law.today > last;
}

/** Whether a 提交 today would be late, and so needs a written reason (articles 10-12). */
export function isLate(state: State, law: Pick<Law, 'route' | 'calendar' | 'today'>): boolean {
  if (state.at === 'none' || state.at === 'published' || state.at === 'withdrawn' || 'tier' in state) return false;
  if (state.period !== null) return law.today > state.period.due;
  const issued = state.check?.earliestIssuedOn ?? null;
  return issued !== null && law.today > uploadDue(issued, law).day;
}

/** The ladder: the latest step whose day has come and that was not taken yet; steps slept through are not made up for. */
export function tick(state: State, law: Pick<Law, 'route' | 'calendar' | 'today'>): SubmissionEvent[] {
  if (state.at === 'none' || state.period === null || state.pending !== null) return [];
  const { due, notified } = state.period;
  const step = stepOn(due, law);
  if (step === null || notified.includes(step)) return [];
  return [{ type: step === 'overdue' ? 'alerted' : 'reminded', round: state.round, step, due }];
}

function stepOn(due: string, law: Pick<Law, 'route' | 'calendar' | 'today'>): Step | null {
  if (law.today > due) return 'overdue';
  const left = workingDaysBetween(law.calendar, law.today, due);
  const come = law.route.remindBefore.filter((days) => left <= days);
  return come.length === 0 ? null : `before-${Math.min(...come)}`;
}

/** The first day on which `tick` may have something to do, for the sweep's index; null when no clock runs. */
export function nextStepDay(state: State, law: Pick<Law, 'route' | 'calendar'>): string | null {
  if (state.at === 'none' || state.period === null || state.pending !== null) return null;
  const { from, due, notified } = state.period;
  if (notified.includes('overdue')) return null;
  const taken = notified.map((step) => Number(step.slice('before-'.length)));
  const ahead = law.route.remindBefore.filter((days) => taken.every((t) => days < t));
  if (ahead.length === 0) return nextDay(due);
  let day = from;
  while (workingDaysBetween(law.calendar, day, due) > Math.max(...ahead)) day = nextDay(day);
  return day;
}

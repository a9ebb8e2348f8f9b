// The days the law names for a first 提交: its due day, the six-month wall, and what is late. Pure.
import { addMonths, type Calendar, type DueDay, rollForward } from './calendar.ts';
import type { Begun, Law } from './law.ts';
import { endOf } from './passing.ts';
import type { Route } from './route.ts';
import type { State } from './submission.ts';

/** The due day of the first 提交, counted from the earliest issue date (article 10: 20 working days). */
export function uploadDue(earliestIssuedOn: string, law: { route: Pick<Route, 'upload'>; calendar: Calendar }): DueDay {
  return endOf(law.calendar, earliestIssuedOn, law.route.upload);
}

/** The last day on which a first 提交 is admissible: six months from the earliest issue date (article 12); null without such a wall. */
export function refusalDay(
  earliestIssuedOn: string,
  { route, calendar }: { route: Pick<Route, 'refusal'>; calendar: Calendar },
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

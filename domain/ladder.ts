// The ladder of reminders and alerts: which step has come for whom, each taken once. It tells, and never decides. Pure.
import { addWorkingDays, nextDay, workingDaysBetween } from './calendar.ts';
import { isMove, type Law, type Of, type Refusal, refuse } from './law.ts';
import type { LadderStep, Route, ToldOf } from './route.ts';
import type { Period, State, Step, SubmissionEvent } from './submission.ts';

/** In the order in which they are told on one day. */
const audiences: readonly ToldOf[] = ['holder', 'manager', 'above'];

/**
 * The latest step for each audience whose day has come and that was not taken yet. Of the holder's steps those slept
 * through are not made up for; an alert never falls away, however late it comes.
 */
export function tick(state: State, law: Pick<Law, 'route' | 'calendar' | 'today'>): SubmissionEvent[] {
  if (state.at === 'none' || state.period === null || state.pending !== null) return [];
  const { round, period } = state;
  const today = placeOn(period.due, law);
  return audiences.flatMap((to): SubmissionEvent[] => {
    const come = stepsFor(to, law.route).filter(({ at }) => at <= today && !isSilent(to, at, period, law.today));
    const step = come.at(-1);
    if (step === undefined || step.at <= takenOf(to, period)) return [];
    const told = { round, step: `${to}:${step.at}`, how: step.do, due: period.due } as const;
    return [{ type: to === 'holder' ? 'reminded' : 'alerted', ...told }];
  });
}

/** The first day on which `tick` may have something to do, for the sweep's index; null when it never will. */
export function nextStepDay(state: State, law: Pick<Law, 'route' | 'calendar'>): string | null {
  if (state.at === 'none' || state.period === null || state.pending !== null) return null;
  const { period } = state;
  const days = audiences.flatMap((to) => {
    const ahead = stepsFor(to, law.route).filter(({ at }) => at > takenOf(to, period));
    return ahead.map(({ at }) => {
      const day = dayOfStep(at, period, law);
      const after = period.seen === null ? null : nextDay(period.seen.until);
      return isNagging(to, at) && after !== null && after > day ? after : day;
    });
  });
  return days.sort()[0] ?? null;
}

/** 已知悉: whoever has the step says so. It spares them steps before the due day for a while, and nobody anything else. */
export function acknowledge(state: State, command: Of<'acknowledge'>, law: Law): SubmissionEvent[] | Refusal {
  const { by, round, due } = command;
  if (state.at === 'none' || !isMove(state, command)) return refuse(state, 'not-possible');
  const { period } = state;
  if (period === null || period.due !== due || state.round !== round || state.pending !== null)
    return refuse(state, 'not-possible');
  const holds = 'post' in state ? by.posts.includes(state.post) : by.institutions.includes(state.institution);
  if (!holds) return refuse(state, 'not-yours');
  const until = addWorkingDays(law.calendar, law.today, law.route.ladder.seenWorkingDays).day;
  if (period.seen !== null && period.seen.until >= until) return [];
  return [{ type: 'acknowledged', round, by: by.person, at: law.now, due, until }];
}

/** Whose step it was, and how many working days after the due day it stands. */
export function readStep(step: Step): { to: ToldOf; at: number } {
  const [to = '', at = ''] = step.split(':');
  return { to: audiences.find((one) => one === to) ?? 'holder', at: Number(at) };
}

/** Steps for one audience, earliest first; one that repeats stands for a step on each of its days. */
function stepsFor(to: ToldOf, { ladder }: Pick<Route, 'ladder'>): LadderStep[] {
  return ladder.steps
    .filter((step) => step.to === to)
    .flatMap((step) => {
      const last = step.until ?? step.at;
      return Array.from({ length: last - step.at + 1 }, (_, i) => ({ ...step, at: step.at + i }));
    })
    .sort((a, b) => a.at - b.at);
}

/** Working days after the due day; past it there is at least one, even where only rest days have gone by. */
function placeOn(due: string, law: Pick<Law, 'calendar' | 'today'>): number {
  const left = workingDaysBetween(law.calendar, law.today, due);
  return law.today > due ? Math.max(1, -left) : -left;
}

function dayOfStep(at: number, { from, due }: Period, { calendar }: Pick<Law, 'calendar'>): string {
  if (at === 1) return nextDay(due);
  if (at > 1) return addWorkingDays(calendar, due, at).day;
  let day = from;
  while (day < due && workingDaysBetween(calendar, day, due) > -at) day = nextDay(day);
  return day;
}

function takenOf(to: ToldOf, { notified }: Period): number {
  const taken = notified.map(readStep).filter((step) => step.to === to);
  return Math.max(Number.NEGATIVE_INFINITY, ...taken.map(({ at }) => at));
}

/** Notices of the due day and of what is overdue cannot be switched off, nor any to a manager. */
function isNagging(to: ToldOf, at: number): boolean {
  return to === 'holder' && at < 0;
}

function isSilent(to: ToldOf, at: number, { seen }: Period, today: string): boolean {
  return isNagging(to, at) && seen !== null && today <= seen.until;
}

// How a submission changes hands: to the next tier or back to the clerk, and the clock that starts or goes on. Pure.
import { addWorkingDays } from './calendar.ts';
import type { Law } from './law.ts';
import type { Task } from './route.ts';
import type { AtTier, NewPeriod, Period, SubmissionEvent } from './submission.ts';

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

/** Back to the clerk, whose correction clock starts (article 11). */
export function sentBack(round: number, law: Law): SubmissionEvent {
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

// What will come too late at the pace of those who have it: posts' queues, their decisions a working day, the true calendar. Pure.
import { addWorkingDays, type Calendar, nextDay, workingDaysBetween } from './calendar.ts';

/** What waits at one post. */
export type Waiting = { no: string; due: string };

/** `doneOn`: when its turn comes at this pace; null when it never does. `breaksOn`: the first day on which it is late. */
export type Break = Waiting & { breaksOn: string; doneOn: string | null };

/** Working days that a pace is counted over. */
export const PACE_DAYS = 10;
/** As far as anybody looks ahead. */
const HORIZON = 250;

/**
 * Which of a post's submissions will break their due day: those due first are done first, at `pace` decisions a working
 * day from tomorrow on. What is late already is in the queue and not in the answer. Due first.
 */
export function forecast(waiting: readonly Waiting[], pace: number, calendar: Calendar, today: string): Break[] {
  const queue = [...waiting].sort((a, b) => a.due.localeCompare(b.due) || a.no.localeCompare(b.no));
  return queue.flatMap((one, i) => {
    const days = pace > 0 ? Math.ceil((i + 1) / pace) : Number.POSITIVE_INFINITY;
    const doneOn = days <= HORIZON ? addWorkingDays(calendar, today, days).day : null;
    const breaks = one.due >= today && (doneOn === null || doneOn > one.due);
    return breaks ? [{ ...one, breaksOn: nextDay(one.due), doneOn }] : [];
  });
}

/** The day from which on a pace is counted: the decisions of the last working days, today's included. */
export function paceSince(calendar: Calendar, today: string): string {
  let day = today;
  while (workingDaysBetween(calendar, day, today) < PACE_DAYS) day = dayBefore(day);
  return day;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

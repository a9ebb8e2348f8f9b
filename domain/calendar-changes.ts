// What a new or changed calendar year does to single days, and what cannot be in one. Pure; the words are the caller's.
import { type CalendarYear, isDay, isWorkingDay } from './calendar.ts';

/** What is wrong with a year's day: listed twice, not of that year, no real day, off though a weekend, worked though none. */
export type CalendarProblem = {
  day: string;
  wrong: 'no-day' | 'other-year' | 'twice' | 'weekend-off' | 'weekday-worked';
};

/** The days a year cannot hold as it does, in their order; empty when it is sound. */
export function calendarProblems({ year, daysOff, workingDays }: CalendarYear): CalendarProblem[] {
  const listed = [...daysOff, ...workingDays].toSorted();
  const plain = { version: '', years: new Map<number, CalendarYear>() };
  return [...new Set(listed)].flatMap((day): CalendarProblem[] => {
    if (!isDay(day)) return [{ day, wrong: 'no-day' }];
    if (!day.startsWith(`${year}-`)) return [{ day, wrong: 'other-year' }];
    if (listed.filter((other) => other === day).length > 1) return [{ day, wrong: 'twice' }];
    const isWeekday = isWorkingDay(plain, day);
    if (daysOff.includes(day) && !isWeekday) return [{ day, wrong: 'weekend-off' }];
    if (workingDays.includes(day) && isWeekday) return [{ day, wrong: 'weekday-worked' }];
    return [];
  });
}

/** Days that turn into days off, and days that turn into working days; `before` null when the year was not known. */
export function changedDays(
  before: CalendarYear | null,
  after: CalendarYear,
): { nowOff: readonly string[]; nowWorked: readonly string[] } {
  const off = { before: before?.daysOff ?? [], after: after.daysOff };
  const worked = { before: before?.workingDays ?? [], after: after.workingDays };
  const only = (these: readonly string[], those: readonly string[]) => these.filter((day) => !those.includes(day));
  return {
    nowOff: [...only(off.after, off.before), ...only(worked.before, worked.after)].toSorted(),
    nowWorked: [...only(worked.after, worked.before), ...only(off.before, off.after)].toSorted(),
  };
}

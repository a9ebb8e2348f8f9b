// When a message may go out: in working hours of working days, unless waiting would come too late. Pure.
import { type Calendar, dayOf, isWorkingDay, nextDay } from './calendar.ts';

/** Minutes after midnight in China; `from` is in, `to` is not. */
export type WorkingHours = { from: number; to: number };

/** `HH:MM-HH:MM`, or null for `off`; undefined when it is neither. */
export function readWorkingHours(text: string): WorkingHours | null | undefined {
  if (text === 'off') return null;
  const [whole, ...parts] = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts.map(Number);
  const hours = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  return whole === undefined || hours.from >= hours.to ? undefined : hours;
}

const minuteMs = 60_000;
const chinaMs = 8 * 60 * minuteMs;
/** Held messages of a morning leave one person after the other, so that not everything goes at the full minute. */
const spreadMs = 15 * minuteMs;

/**
 * The instant from which a message to this person may go: now, within working hours; else at the next opening and a while
 * that is the same for all of this person's messages, so that these stay in order. What breaks on a day that has begun,
 * before there is another opening, goes now.
 * @param hours null: nothing is held back
 * @param breaksOn the due day that the message is about
 */
export function sendingTime(
  hours: WorkingHours | null,
  calendar: Calendar,
  now: Date,
  person: string,
  breaksOn: string | null,
): Date {
  if (hours === null || isOpen(hours, calendar, now)) return now;
  const today = dayOf(now);
  let day = isWorkingDay(calendar, today) && minuteOf(now) < hours.from ? today : nextDay(today);
  while (!isWorkingDay(calendar, day)) day = nextDay(day);
  if (breaksOn !== null && today <= breaksOn && breaksOn < day) return now;
  return new Date(openingOf(hours, day).getTime() + spreadOf(person));
}

/** Whether people work at this instant. */
export function isOpen({ from, to }: WorkingHours, calendar: Calendar, now: Date): boolean {
  const minute = minuteOf(now);
  return isWorkingDay(calendar, dayOf(now)) && from <= minute && minute < to;
}

/** When a day's work begins. */
export function openingOf({ from }: WorkingHours, day: string): Date {
  return instantOf(day, from);
}

/** When a day's work ends. */
export function closingOf({ to }: WorkingHours, day: string): Date {
  return instantOf(day, to);
}

function instantOf(day: string, minute: number): Date {
  return new Date(Date.parse(day) - chinaMs + minute * minuteMs);
}

/** Whether a working day is the first since Monday. */
export function isFirstOfWeek(calendar: Calendar, day: string): boolean {
  const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const before = Array.from({ length: sinceMonday }, (_, i) => dayOf(new Date(Date.parse(day) - (i + 1) * 86_400_000)));
  return before.every((one) => !isWorkingDay(calendar, one));
}

/** When the working day before this one began. */
export function openingBefore(hours: WorkingHours, calendar: Calendar, day: string): Date {
  const dayBefore = (one: string) => dayOf(new Date(Date.parse(one) - chinaMs - minuteMs));
  let before = dayBefore(day);
  while (!isWorkingDay(calendar, before)) before = dayBefore(before);
  return openingOf(hours, before);
}

/** A person's own while after the opening: always the same, from nothing to a quarter of an hour. */
export function spreadOf(person: string): number {
  let sum = 0;
  for (const character of person) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % spreadMs;
  return sum;
}

function minuteOf(instant: Date): number {
  return Math.floor(((instant.getTime() + chinaMs) / minuteMs) % (24 * 60));
}

// Working days and month periods on 'YYYY-MM-DD' strings. Must not know what day it is today.

/** One year as the State Council announced it. Days in neither list follow the ordinary weekend. */
export type CalendarYear = {
  year: number;
  /** Counts up each time the year is changed by a later notice. */
  version: number;
  /** Title and address of the notice; null when none has been published yet. */
  notice: string | null;
  /** Days off that fall on Monday to Friday. */
  daysOff: readonly string[];
  /** Saturdays and Sundays that are worked (调休). */
  workingDays: readonly string[];
};

export type Calendar = { version: string; years: ReadonlyMap<number, CalendarYear> };

/** A day counted out; `provisional` (暂定) when it rests on a year whose notice is not out. */
export type DueDay = { day: string; provisional: boolean };

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const msPerDay = 86_400_000;
const beijingOffsetMs = 8 * 3_600_000;
/** The longest stretch anyone may count; the law's own longest is 20 working days. */
const maxWorkingDays = 2_000;

/** Whether the text is a real day written YYYY-MM-DD, years 1000 to 9999. */
export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [yearOf(text), Number(text.slice(5, 7)), Number(text.slice(8))];
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (month === 2 && isLeap ? 29 : (monthLengths[month - 1] ?? 0));
}

/** The day it is in China (UTC+8, no summer time since 1991) at an instant. */
export function dayOf(instant: Date): string {
  return dayFrom(instant.getTime() + beijingOffsetMs);
}

/** Whether people work on this day; in a year without data Monday to Friday. */
export function isWorkingDay(calendar: Calendar, day: string): boolean {
  const year = calendar.years.get(yearOf(day));
  if (year?.daysOff.includes(day)) return false;
  if (year?.workingDays.includes(day)) return true;
  const weekday = new Date(instantOf(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The n-th working day after `day`, which itself is not counted (民法典 第二百零一条). Throws unless 0 <= n <= 2000. */
export function addWorkingDays(calendar: Calendar, day: string, n: number): DueDay {
  if (!Number.isInteger(n) || n < 0 || n > maxWorkingDays) throw new Error(`cannot count ${n} working days`);

  let result = day;
  let provisional = !isAnnounced(calendar, day);
  for (let left = n; left > 0; ) {
    result = nextDay(result);
    provisional ||= !isAnnounced(calendar, result);
    if (isWorkingDay(calendar, result)) left -= 1;
  }
  return { day: result, provisional };
}

/**
 * Working days after `from` up to and including `to`: what is left on day `from` before the end of day `to`.
 * Negative when `to` has passed: minus the working days since.
 */
export function workingDaysBetween(calendar: Calendar, from: string, to: string): number {
  if (to < from) return 0 - workingDaysBetween(calendar, to, from);

  let count = 0;
  for (let day = from; day < to; ) {
    day = nextDay(day);
    if (isWorkingDay(calendar, day)) count += 1;
  }
  return count;
}

/** Same day number n months on, or that month's last day where it has no such day (民法典 第二百零二条). */
export function addMonths(day: string, n: number): string {
  const date = new Date(instantOf(day));
  const firstOfMonth = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n, 1);
  const lastOfMonth = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + n + 1, 0)).getUTCDate();
  return dayFrom(firstOfMonth + (Math.min(date.getUTCDate(), lastOfMonth) - 1) * msPerDay);
}

/** A period that ends on a rest day ends on the next working day (民法典 第二百零三条). */
export function rollForward(calendar: Calendar, day: string): DueDay {
  let result = day;
  let provisional = !isAnnounced(calendar, day);
  while (!isWorkingDay(calendar, result)) {
    result = nextDay(result);
    provisional ||= !isAnnounced(calendar, result);
  }
  return { day: result, provisional };
}

/** The n-th calendar day after `day`, which itself is not counted; a rest day rolls forward (民法典 第二百零三条). */
export function addCalendarDays(calendar: Calendar, day: string, n: number): DueDay {
  return rollForward(calendar, dayFrom(instantOf(day) + n * msPerDay));
}

/** The calendar day after. */
export function nextDay(day: string): string {
  return addDays(day, 1);
}

/** The calendar day n days on. */
export function addDays(day: string, n: number): string {
  return dayFrom(instantOf(day) + n * msPerDay);
}

function isAnnounced(calendar: Calendar, day: string): boolean {
  return (calendar.years.get(yearOf(day))?.notice ?? null) !== null;
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

function instantOf(day: string): number {
  if (!isDay(day)) throw new Error('not a day written YYYY-MM-DD');
  return Date.UTC(yearOf(day), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
}

function dayFrom(utc: number): string {
  return new Date(utc).toISOString().slice(0, 10);
}

// Holds the calendar against computed vectors and, day by day, against the chinese-days package.
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { shippedCalendar as calendar, calendarOf } from '../../config/calendars.ts';
import {
  addMonths,
  addWorkingDays,
  dayOf,
  isDay,
  isWorkingDay,
  nextDay,
  rollForward,
  workingDaysBetween,
} from '../../domain/calendar.ts';

const vectors = [
  ['2026-01-30', 20, '2026-03-05'],
  ['2026-02-10', 10, '2026-03-02'],
  ['2026-02-14', 10, '2026-03-06'],
  ['2026-09-25', 20, '2026-10-29'],
  ['2025-09-26', 10, '2025-10-16'],
  ['2025-01-17', 20, '2025-02-20'],
  ['2026-11-20', 10, '2026-12-04'],
  ['2026-04-30', 15, '2026-05-25'],
  ['2024-02-01', 20, '2024-03-05'],
] as const;

test.each(vectors)('%s plus %i working days is %s', (start, n, due) => {
  expect(addWorkingDays(calendar, start, n)).toEqual({ day: due, provisional: false });
  expect(workingDaysBetween(calendar, start, due)).toBe(n);
});

test('every day from 2019 to 2026 is judged as chinese-days judges it', () => {
  const days: string[] = [];
  for (let day = '2019-01-01'; day <= '2026-12-31'; day = nextDay(day)) days.push(day);

  const theirs = workingDaysOfChineseDays(days);

  expect(days.length).toBe(2922);
  expect(theirs.length).toBeGreaterThan(1900);
  expect(days.filter((day) => isWorkingDay(calendar, day))).toEqual(theirs);
});

/** Asked in a process of its own: chinese-days is only right in the time zone of China, and these tests run elsewhere. */
function workingDaysOfChineseDays(days: readonly string[]): string[] {
  const script = `import chineseDays from 'chinese-days';
    import { readFileSync } from 'node:fs';
    const days = JSON.parse(readFileSync(0, 'utf8'));
    console.log(JSON.stringify(days.filter((day) => chineseDays.isWorkday(day))));`;
  const answer = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    input: JSON.stringify(days),
    env: { ...process.env, TZ: 'Asia/Shanghai' },
  });
  return z.array(z.string()).parse(JSON.parse(answer.toString()));
}

describe('a year without a notice', () => {
  test('makes a deadline that reaches into it provisional', () => {
    expect(addWorkingDays(calendar, '2026-12-10', 20)).toEqual({ day: '2027-01-07', provisional: true });
    expect(addWorkingDays(calendar, '2026-12-10', 15)).toEqual({ day: '2026-12-31', provisional: false });
    expect(addWorkingDays(calendar, '2027-03-01', 0).provisional).toBe(true);
  });

  test('stays provisional when the year is listed but its notice is not out', () => {
    const expected = { year: 2027, version: 1, notice: null, daysOff: ['2027-01-01'], workingDays: [] };
    const withExpected = calendarOf('t', [...calendar.years.values(), expected]);

    expect(addWorkingDays(withExpected, '2026-12-31', 1)).toEqual({ day: '2027-01-04', provisional: true });
  });
});

test('a month ends on the same day number or on the last day', () => {
  expect(addMonths('2026-01-15', 6)).toBe('2026-07-15');
  expect(addMonths('2026-08-31', 6)).toBe('2027-02-28');
  expect(addMonths('2023-08-31', 6)).toBe('2024-02-29');
  expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
  expect(addMonths('2026-11-30', 2)).toBe('2027-01-30');
});

test('a rest day rolls forward to the next working day and a working weekend stays', () => {
  expect(rollForward(calendar, '2026-10-01')).toEqual({ day: '2026-10-08', provisional: false });
  expect(rollForward(calendar, '2026-10-10')).toEqual({ day: '2026-10-10', provisional: false });
  expect(rollForward(calendar, '2027-01-02')).toEqual({ day: '2027-01-04', provisional: true });
});

test('working days left are negative once the day has passed', () => {
  expect(workingDaysBetween(calendar, '2026-11-20', '2026-11-20')).toBe(0);
  expect(workingDaysBetween(calendar, '2026-11-20', '2026-11-23')).toBe(1);
  expect(workingDaysBetween(calendar, '2026-11-23', '2026-11-20')).toBe(-1);
  expect(workingDaysBetween(calendar, '2026-11-21', '2026-11-22')).toBe(0);
});

test('counting forward and counting between agree', () => {
  const start = fc.integer({ min: 0, max: 2800 }).map((n) => {
    return new Date(Date.UTC(2019, 0, 1 + n)).toISOString().slice(0, 10);
  });

  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 40 }), (day, n) => {
      const due = addWorkingDays(calendar, day, n).day;
      expect(isWorkingDay(calendar, due)).toBe(true);
      expect(workingDaysBetween(calendar, day, due)).toBe(n);
    }),
  );
});

test('the day changes at midnight in China', () => {
  expect(dayOf(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
  expect(dayOf(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
});

test('only real days written in full are days', () => {
  expect(['2026-02-28', '2024-02-29', '1999-12-31'].every(isDay)).toBe(true);
  expect(['2026-02-29', '2026-2-1', '2026/02/01', '2026-13-01', '0999-01-01', '', '2026-01-01 '].some(isDay)).toBe(
    false,
  );
});

test('a file that names another year or comes twice is refused', () => {
  const year = { year: 2027, version: 1, notice: 'n', daysOff: ['2026-01-01'], workingDays: [] };

  expect(() => calendarOf('t', [year])).toThrow('holds 2026-01-01');
  expect(() =>
    calendarOf('t', [
      { ...year, daysOff: [] },
      { ...year, daysOff: [] },
    ]),
  ).toThrow('twice');
});

test('a count nobody means is refused', () => {
  expect(() => addWorkingDays(calendar, '2026-01-01', -1)).toThrow();
  expect(() => addWorkingDays(calendar, '2026-02-30', 1)).toThrow();
});

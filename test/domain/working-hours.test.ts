// When a message may go out. Faults planted and seen: Saturdays that are never worked, the closing minute counted as open, what
// breaks tonight held until tomorrow, what is long overdue sent at night, everybody at the full minute, a spread that
// changes from message to message.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedCalendar } from '../../config/calendars.ts';
import { dayOf, isWorkingDay } from '../../domain/calendar.ts';
import { isOpen, openingBefore, readWorkingHours, sendingTime, spreadOf } from '../../domain/working-hours.ts';

const hours = { from: 8 * 60 + 30, to: 18 * 60 };
const person = '0190a0b0-0000-7000-8000-00000000a001';
const goes = (at: string, breaksOn: string | null = null) => {
  const now = new Date(at);
  const sent = sendingTime(hours, shippedCalendar, now, person, breaksOn);
  if (sent.getTime() === now.getTime()) return 'now';
  return new Date(sent.getTime() - spreadOf(person) + 8 * 3_600_000).toISOString().slice(0, 16);
};

test('within working hours it goes now, outside at the next opening', () => {
  expect(goes('2026-03-05T08:30:00+08:00')).toBe('now');
  expect(goes('2026-03-05T17:59:59+08:00')).toBe('now');
  expect(goes('2026-03-05T08:29:59+08:00')).toBe('2026-03-05T08:30');
  expect(goes('2026-03-05T18:00:00+08:00')).toBe('2026-03-06T08:30');
  expect(goes('2026-03-06T20:00:00+08:00')).toBe('2026-03-09T08:30');
  expect(goes('2026-03-07T10:00:00+08:00')).toBe('2026-03-09T08:30');
});

test('rest days are those of the calendar: a make-up Saturday is worked, a holiday is not', () => {
  expect(goes('2026-05-08T20:00:00+08:00')).toBe('2026-05-09T08:30');
  expect(goes('2026-05-09T10:00:00+08:00')).toBe('now');
  expect(goes('2026-04-30T20:00:00+08:00')).toBe('2026-05-06T08:30');
  expect(goes('2026-09-30T20:00:00+08:00')).toBe('2026-10-08T08:30');
});

test('what breaks today does not wait for tomorrow, and what waits long enough anyway does', () => {
  expect(goes('2026-03-19T19:00:00+08:00', '2026-03-19')).toBe('now');
  expect(goes('2026-03-19T00:05:00+08:00', '2026-03-19')).toBe('2026-03-19T08:30');
  expect(goes('2026-03-18T19:00:00+08:00', '2026-03-19')).toBe('2026-03-19T08:30');
  expect(goes('2026-03-19T19:00:00+08:00', '2026-03-18')).toBe('2026-03-20T08:30');
});

test('with working hours off nothing is held back', () => {
  const night = new Date('2026-03-08T03:00:00+08:00');

  expect(sendingTime(null, shippedCalendar, night, person, null)).toEqual(night);
});

test('held or not, it goes in working hours, never earlier than now, and a person’s messages stay in order', () => {
  const instant = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 1) }).map((ms) => new Date(ms));
  fc.assert(
    fc.property(instant, instant, fc.uuid(), (one, other, whose) => {
      const [first, second] = one <= other ? [one, other] : [other, one];
      const [a, b] = [first, second].map((now) => sendingTime(hours, shippedCalendar, now, whose, null));
      if (a === undefined || b === undefined) throw new Error('two were asked for');

      for (const [now, sent] of [[first, a] as const, [second, b] as const]) {
        expect(sent >= now).toBe(true);
        expect(isOpen(hours, shippedCalendar, sent)).toBe(true);
      }
      // What comes up just after the opening may pass what was held until then; what was held keeps its order.
      if (!isOpen(hours, shippedCalendar, second)) expect(a <= b).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('people’s own whiles are spread over a quarter of an hour, off the full minute', () => {
  const spreads = Array.from({ length: 200 }, (_, i) => spreadOf(`0190a0b0-0000-7000-8000-${1_000_000 + i * 7919}`));

  expect(Math.max(...spreads)).toBeLessThan(15 * 60_000);
  expect(Math.max(...spreads) - Math.min(...spreads)).toBeGreaterThan(5 * 60_000);
  expect(new Set(spreads).size).toBeGreaterThan(150);
});

test('hours are read as they are written, and nothing else is taken for hours', () => {
  expect(readWorkingHours('08:30-18:00')).toEqual(hours);
  expect(readWorkingHours('off')).toBeNull();
  for (const text of ['', '8:30-18:00', '18:00-08:30', '08:30-08:30', '08:30-24:00', 'on'])
    expect(readWorkingHours(text)).toBeUndefined();
});

test('the opening before is that of the last working day', () => {
  const before = openingBefore(hours, shippedCalendar, '2026-05-06');

  expect(dayOf(before)).toBe('2026-04-30');
  expect(isWorkingDay(shippedCalendar, dayOf(before))).toBe(true);
});

// What will come too late. Faults planted and seen: rest days counted as worked, a queue out of order, what is late already
// foretold, a post that decides nothing taken for fast, the due day itself called late.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shippedCalendar } from '../../config/calendars.ts';
import { addWorkingDays, isWorkingDay, nextDay, workingDaysBetween } from '../../domain/calendar.ts';
import { quantile } from '../../domain/figures.ts';
import { forecast, PACE_DAYS, paceSince, type Waiting } from '../../domain/forecast.ts';

const today = '2026-03-05';
const cal = shippedCalendar;

test('at two a working day the fifth of a queue is done on the third day, and late where it was due before', () => {
  const due = addWorkingDays(cal, today, 2).day;
  const waiting = Array.from({ length: 5 }, (_, i) => ({ no: `HZ-${i + 1}`, due }));

  expect(due).toBe('2026-03-09');
  expect(forecast(waiting, 2, cal, today)).toEqual([{ no: 'HZ-5', due, breaksOn: '2026-03-10', doneOn: '2026-03-10' }]);
});

test('the days are those of the calendar', () => {
  // The 1st to the 5th of May are off, the 9th is worked.
  const waiting = [
    { no: 'HZ-1', due: '2026-05-06' },
    { no: 'HZ-2', due: '2026-05-07' },
    { no: 'HZ-3', due: '2026-05-08' },
  ];

  expect(forecast(waiting, 0.5, cal, '2026-04-30').map(({ no, doneOn }) => [no, doneOn])).toEqual([
    ['HZ-1', '2026-05-07'],
    ['HZ-2', '2026-05-09'],
    ['HZ-3', '2026-05-12'],
  ]);
});

test('where nothing was decided everything will be late; what is late already is not foretold', () => {
  const waiting = [
    { no: 'HZ-1', due: '2026-03-04' },
    { no: 'HZ-2', due: '2026-03-20' },
  ];

  expect(forecast(waiting, 0, cal, today)).toEqual([
    { no: 'HZ-2', due: '2026-03-20', breaksOn: '2026-03-21', doneOn: null },
  ]);
  expect(forecast(waiting, 1, cal, today)).toEqual([]);
});

const queue = fc.array(fc.integer({ min: -10, max: 40 }), { maxLength: 40 }).map((offs) =>
  offs.map((off, i): Waiting => {
    const due = new Date(Date.parse(today) + off * 86_400_000).toISOString().slice(0, 10);
    return { no: `HZ-${i}`, due };
  }),
);

test('a post that works just at its pace, due first, breaks what was foretold and nothing else', () => {
  fc.assert(
    fc.property(queue, fc.integer({ min: 1, max: 4 }), (waiting, pace) => {
      const left = [...waiting].sort((a, b) => a.due.localeCompare(b.due) || a.no.localeCompare(b.no));
      const broken: string[] = [];
      for (let day = today; left.length > 0; day = nextDay(day)) {
        if (day === today || !isWorkingDay(cal, day)) continue;
        for (const done of left.splice(0, pace)) if (done.due >= today && day > done.due) broken.push(done.no);
      }

      expect(forecast(waiting, pace, cal, today).map(({ no }) => no)).toEqual(broken);
    }),
    { numRuns: 200 },
  );
});

test('who is faster breaks no more', () => {
  fc.assert(
    fc.property(queue, fc.double({ min: 0.1, max: 5, noNaN: true }), (waiting, pace) => {
      const slow = forecast(waiting, pace, cal, today).map(({ no }) => no);
      const fast = forecast(waiting, pace * 2, cal, today).map(({ no }) => no);

      expect(slow).toEqual(expect.arrayContaining(fast));
    }),
    { numRuns: 100 },
  );
});

test('a pace is counted over ten working days, whatever lies between', () => {
  for (const day of ['2026-03-05', '2026-05-06', '2026-10-08'])
    expect(workingDaysBetween(cal, paceSince(cal, day), day)).toBe(PACE_DAYS);
});

test('the median and the ninth tenth are values that occurred', () => {
  expect([quantile([5, 1, 9], 0.5), quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9), quantile([], 0.5)]).toEqual([
    5, 9, 0,
  ]);
});

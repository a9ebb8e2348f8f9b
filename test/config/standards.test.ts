// Which field standard holds on a day.
import { expect, test } from 'vitest';
import { hebei2022, standardOn } from '../../config/standards.ts';

test('a standard holds from its day until the day of the next; a day before all has the first', () => {
  const next = { ...hebei2022, id: 'hebei-2027', inForceFrom: '2027-01-01' };
  const days = ['2020-01-01', '2022-02-21', '2026-12-31', '2027-01-01', '2031-05-05'];

  expect(days.map((day) => standardOn(day, [next, hebei2022]).id)).toEqual([
    'hebei-2022',
    'hebei-2022',
    'hebei-2022',
    'hebei-2027',
    'hebei-2027',
  ]);
});

test('of two versions from the same day the later one holds', () => {
  const known = [{ ...hebei2022, version: 2 }, hebei2022];

  expect(standardOn('2026-03-02', known).version).toBe(2);
});

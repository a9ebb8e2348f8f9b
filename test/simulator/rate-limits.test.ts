// The sliding windows themselves, with time as an argument.
import { expect, test } from 'vitest';
import { RateLimits } from '../../simulator/rate-limits.ts';

const NOW = 1_800_000_000_000;
const calls = (count: number) => Array.from({ length: count }, (_, n) => n);

test('fifty calls a second pass, the next waits until the first is a second old', () => {
  const rates = new RateLimits();

  const first = calls(50).map(() => rates.api('send', NOW));

  expect(first.every((overrun) => overrun === null)).toBe(true);
  expect(rates.api('send', NOW + 400)).toEqual({ limit: 50, resetSeconds: 1 });
  expect(rates.api('list', NOW + 400)).toBeNull();
  expect(rates.api('send', NOW + 1000)).toBeNull();
});

test('a thousand calls a minute pass at any pace below fifty a second', () => {
  const rates = new RateLimits();

  const first = calls(1000).map((n) => rates.api('send', NOW + n * 30));

  expect(first.every((overrun) => overrun === null)).toBe(true);
  expect(rates.api('send', NOW + 30_000)).toEqual({ limit: 1000, resetSeconds: 30 });
  expect(rates.api('send', NOW + 60_000)).toBeNull();
});

test('five a second to one target pass, whoever the others are', () => {
  const rates = new RateLimits();

  const first = calls(5).map(() => rates.target('oc_1', NOW));

  expect(first.every((overrun) => overrun === null)).toBe(true);
  expect(rates.target('oc_1', NOW + 999)).toEqual({ limit: 5, resetSeconds: 1 });
  expect(rates.target('oc_2', NOW + 999)).toBeNull();
  expect(rates.target('oc_1', NOW + 1000)).toBeNull();
});

// Which findings are listed one by one when there are too many.
import { expect, test } from 'vitest';
import type { Finding } from '../../domain/finding.ts';
import { Listing, unlistedCount } from '../../domain/listing.ts';

const finding = (code: string, severity: Finding['severity']): Finding => ({
  code,
  severity,
  sheet: null,
  row: 2,
  column: null,
  field: null,
});

test('past the limit findings are counted by rule, and each rule still has its first ones listed', () => {
  const listing = new Listing({ all: 5, each: 2 });
  const take = (times: number, one: Finding) => Array.from({ length: times }, () => listing.takes(one));

  const warnings = take(8, finding('W1', 'warning'));
  const errors = take(3, finding('E1', 'error'));
  const repaired = take(1, finding('W1', 'note'));

  expect(warnings.filter(Boolean)).toHaveLength(5);
  expect(errors).toEqual([true, true, false]);
  expect(repaired).toEqual([true]);
  expect(listing.unlisted()).toEqual([
    { code: 'W1', severity: 'warning', count: 3 },
    { code: 'E1', severity: 'error', count: 1 },
  ]);
  expect(unlistedCount(listing.unlisted())).toBe(4);
});

test('what fits is listed to the last', () => {
  const listing = new Listing();

  expect(Array.from({ length: 2_000 }, () => listing.takes(finding('W1', 'warning'))).every(Boolean)).toBe(true);
  expect(listing.unlisted()).toEqual([]);
});

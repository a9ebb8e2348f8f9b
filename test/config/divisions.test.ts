// The table of division codes: all of them, old ones too, and nothing that is none.
import { expect, test } from 'vitest';
import { divisions } from '../../config/divisions.ts';

test('codes of today, abolished codes and whole provinces are known', () => {
  for (const code of ['110101', '110103', '130102', '510202', '659001', '130000'])
    expect(divisions.has(code)).toBe(true);
  expect(divisions.size).toBe(7269);
});

test('what never was a division is not', () => {
  for (const code of ['139999', '130199', '990101', '1301']) expect(divisions.has(code)).toBe(false);
});

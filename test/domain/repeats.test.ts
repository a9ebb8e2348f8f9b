// Rows held against the rows before them, when one person stands in many.
import { expect, test } from 'vitest';
import { hebei2022 } from '../../config/standards.ts';
import type { Found } from '../../domain/context.ts';
import { soundCertificate } from '../../domain/example.ts';
import type { RowValues } from '../../domain/read-cells.ts';
import { Repeats } from '../../domain/repeats.ts';

/** One document filled down: the same person with another work in every row. */
function filledDown(rows: number) {
  const repeats = new Repeats(hebei2022);
  const found: Found[] = [];
  const add = (row: number, more: Partial<RowValues>) => {
    const number = `S00001300000126300${String(row).padStart(6, '0')}`;
    repeats.add(row, { ...soundCertificate, number, ...more }, found);
  };
  for (let row = 2; row < rows + 2; row += 1) add(row, { workType: `工种${row}`, issuedOn: '2026-11-02' });
  return { add, found };
}

test('a person in two hundred thousand rows is held against a few awards in each, not against all before', () => {
  const { found } = filledDown(200_000);

  expect(found).toHaveLength(199_999);
  expect(found.at(-1)).toEqual({ check: 'same-day-twice', field: null, facts: { other: 2 } });
});

test('the same work and level twice is found however many awards stand between', () => {
  const { add, found } = filledDown(500);
  found.length = 0;

  add(1_000, { workType: '工种2' });
  add(1_001, { workType: '工种499' });

  expect(found).toEqual([
    { check: 'award-twice', field: null, facts: { other: 2 } },
    { check: 'award-twice', field: null, facts: { other: 499 } },
  ]);
});

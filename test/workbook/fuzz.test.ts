// A short run of `npm run fuzz`, and every recipe it ever found a fault with.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { found } from './fuzz/found.ts';
import { endOf, recipes } from './fuzz/reading.ts';
import { bases, fileOf } from './fuzz/recipe.ts';

test.each(bases.map((base) => [base]))('what is mutated is read as it stands: %s', async (base) => {
  expect(await endOf({ base, edits: [] })).toBe('rows');
});

test('mutated workbooks and text files yield rows or a refusal, and nothing else', async () => {
  const ends = new Set<string>();

  await fc.assert(
    fc.asyncProperty(recipes(), async (recipe) => void ends.add(await endOf(recipe))),
    { numRuns: 500 },
  );

  expect(ends.size).toBeGreaterThan(3);
});

test('mutated .xls files yield rows or a refusal, and the child never takes us along', async () => {
  await fc.assert(
    fc.asyncProperty(recipes('xls'), async (recipe) => void (await endOf(recipe))),
    { numRuns: 3, endOnFailure: true },
  );
});

test.each(found.map((each) => [...each]))('found once: %s', async (_, recipe, end) => {
  expect(await endOf(recipe)).toBe(end);
});

test('a recipe makes the same file every time', () => {
  fc.assert(
    fc.property(recipes('packed', 'stored', 'utf-16'), (recipe) => fileOf(recipe).equals(fileOf(recipe))),
    { numRuns: 50 },
  );
});

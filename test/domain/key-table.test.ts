// The compact table behind duplicate finding, held against a plain Map, and how little it keeps per text.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyTable, NumberList } from '../../domain/key-table.ts';

test('texts get the numbers that a Map would give them', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.string())), (texts) => {
      const table = new KeyTable();
      const plain = new Map<string, number>();

      for (const text of texts) {
        expect(table.knownNumberOf(text)).toBe(plain.get(text) ?? -1);
        if (!plain.has(text)) plain.set(text, plain.size);
        expect(table.numberOf(text)).toBe(plain.get(text));
      }

      expect(table.size).toBe(plain.size);
    }),
  );
});

test('a hundred thousand certificate numbers in a row stay apart', () => {
  const table = new KeyTable();
  const number = (i: number) => `S00001300000126${3 + (i % 3)}${String(i).padStart(6, '0')}`;

  for (let i = 0; i < 100_000; i += 1) table.numberOf(number(i));

  expect(table.size).toBe(100_000);
  expect([0, 77_777, 99_999].map((i) => table.numberOf(number(i)))).toEqual([0, 77_777, 99_999]);
});

test('a list gives back what was set, up to 32 bits, and 0 elsewhere', () => {
  const list = new NumberList();

  list.set(5_000, 2 ** 32 - 1);
  list.set(0, 7);

  expect([list.get(0), list.get(1), list.get(5_000), list.get(1_000_000)]).toEqual([7, 0, 2 ** 32 - 1, 0]);
});

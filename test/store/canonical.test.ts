// Canonical JSON bytes and framing: the same value always gives the same bytes, different ones never do.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalBytes, type Json } from '../../store/canonical.ts';
import { frame } from '../../store/frame.ts';

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversed(inner)]));
};

test('the order of keys changes nothing, at any depth', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(canonicalBytes(reversed(value) as Json)).toEqual(canonicalBytes(value as Json));
    }),
  );
});

test('the bytes read back as the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const back: unknown = JSON.parse(canonicalBytes(value as Json).toString('utf8'));
      expect(back).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('keys are sorted, text is kept as typed', () => {
  const composed = '\u00e9';
  const apart = 'e\u0301';

  expect(canonicalBytes({ b: 1, a: [true, null], B: composed }).toString()).toBe(
    '{"B":"\u00e9","a":[true,null],"b":1}',
  );
  expect(canonicalBytes(composed)).not.toEqual(canonicalBytes(apart));
});

test('what JSON cannot say is a fault', () => {
  for (const value of [undefined, Number.NaN, new Date(0), 1n, [undefined], { a: undefined }, new Map()]) {
    expect(() => canonicalBytes(value as unknown as Json)).toThrow();
  }
});

test('fields that run into one another are told apart', () => {
  expect(frame(['ab', 'c'])).not.toEqual(frame(['a', 'bc']));
  expect(frame(['a', ''])).not.toEqual(frame(['a']));
});

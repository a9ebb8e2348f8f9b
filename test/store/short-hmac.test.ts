// The quick HMAC is the HMAC, whatever the key and the text.
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortHmac } from '../../store/short-hmac.ts';

const keys = fc.uint8Array({ minLength: 1, maxLength: 64 }).map((bytes) => Buffer.from(bytes));
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.nat(260).map((n) => 'a'.repeat(n)),
);

test('it gives the first bytes of what the library gives, also when texts of other lengths went before', () => {
  fc.assert(
    fc.property(keys, fc.array(texts, { minLength: 1, maxLength: 5 }), (key, several) => {
      const hmac = shortHmac(key, 16);
      for (const text of several) {
        expect(hmac(text)).toEqual(createHmac('sha256', key).update(text, 'utf8').digest().subarray(0, 16));
      }
    }),
  );
});

test('a key longer than a block is refused: it would have to be hashed first', () => {
  expect(() => shortHmac(Buffer.alloc(65), 16)).toThrow('longer than a block');
});

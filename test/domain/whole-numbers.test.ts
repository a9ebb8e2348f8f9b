// A number is judged whole: with one character too many before or after it, no sound number stays what it was.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeNumber } from '../../domain/certificate-number.ts';
import { likelyForm, readIdentity } from '../../domain/identity.ts';
import type { NumberForm } from '../../domain/standard.ts';
import { digits, documentNumbers } from './sound-rows.ts';

const forms: readonly NumberForm[] = [
  ...(['resident-id', 'hong-kong-macao-residence', 'taiwan-residence', 'permanent-residence'] as const),
  ...(['hong-kong-macao-travel', 'taiwan-travel', 'chinese-passport', 'foreign-passport', 'work-permit'] as const),
];
const issuedOn = '2026-11-02';

/** A text with a character put before or after it. */
const lengthened = (text: string) => fc.constantFrom(`甲${text}`, `${text}甲`);

describe.each(forms)('%s', (form) => {
  test('a sound number passes, and not with a character more', () => {
    fc.assert(
      fc.property(
        documentNumbers(form, issuedOn).chain((number) => fc.tuple(fc.constant(number), lengthened(number))),
        ([number, longer]) => {
          expect(readIdentity(form, number).check).toBeNull();
          expect(readIdentity(form, longer).check).not.toBeNull();
        },
      ),
      { numRuns: 60 },
    );
  });

  test('it is taken for a document of another kind only where form and check digit leave no other', () => {
    fc.assert(
      fc.property(documentNumbers(form, issuedOn).chain(lengthened), (longer) => {
        expect(likelyForm(longer)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

test('each card is taken for itself alone', () => {
  const cards = ['resident-id', 'hong-kong-macao-residence', 'taiwan-residence'] as const;

  fc.assert(
    fc.property(
      fc.constantFrom(...cards).chain((form) => fc.tuple(fc.constant(form), documentNumbers(form, issuedOn))),
      ([form, number]) => {
        expect(likelyForm(number)).toBe(form);
        for (const other of cards.filter((one) => one !== form)) {
          expect(readIdentity(other, number)).toEqual({ check: 'number-of-other-type', birthDay: null, likely: form });
        }
      },
    ),
  );
});

test('a certificate number is taken apart only where it is 22 characters and nothing else', () => {
  const sound = fc
    .tuple(fc.constantFrom('Y', 'S'), digits(14), fc.constantFrom(...'12345'), digits(6))
    .map((parts) => parts.join(''));

  fc.assert(
    fc.property(
      sound.chain((number) => fc.tuple(fc.constant(number), lengthened(number))),
      ([number, longer]) => {
        const { parts } = decodeNumber(number);
        expect(parts && [parts.prefix, parts.year, parts.level, parts.serial].join('')).toBe(number);
        expect(parts && [parts.kind, parts.institutionCode, parts.province, parts.station].join('')).toBe(
          parts?.prefix,
        );
        expect(decodeNumber(longer)).toEqual({ parts: null, check: 'number-length' });
      },
    ),
  );
});

test('an old number is told by all of its sixteen digits', () => {
  const old = fc
    .tuple(digits(6), fc.constantFrom(...'01234'), digits(3), fc.constantFrom(...'12345'), digits(5))
    .map((parts) => parts.join(''));

  fc.assert(
    fc.property(
      old.chain((number) => fc.tuple(fc.constant(number), lengthened(number))),
      ([number, longer]) => {
        expect(decodeNumber(number)).toEqual({ parts: null, check: 'number-old-sixteen' });
        expect(decodeNumber(longer)).toEqual({ parts: null, check: 'number-length' });
      },
    ),
  );
});

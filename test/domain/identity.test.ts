// Holds document numbers against published samples and computed vectors.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkDigitOf, type IdentityCheck, readIdentity } from '../../domain/identity.ts';
import type { NumberForm } from '../../domain/standard.ts';

const sound: readonly [NumberForm, string][] = [
  ['resident-id', '11010519491231002X'],
  ['resident-id', '130102197701221236'],
  ['resident-id', '110103197001011230'],
  ['resident-id', '510202196501011236'],
  ['resident-id', '13010220000229123X'],
  ['hong-kong-macao-residence', '810000199408230021'],
  ['hong-kong-macao-residence', '820000199001011232'],
  ['taiwan-residence', '830000199201300022'],
  ['permanent-residence', '932682198501010017'],
  ['permanent-residence', 'USA110000000001'],
  ['hong-kong-macao-travel', 'H12345678'],
  ['hong-kong-macao-travel', 'M1234567800'],
  ['hong-kong-macao-travel', 'HA1234567'],
  ['taiwan-travel', '12345678'],
  ['taiwan-travel', '1234567801'],
  ['chinese-passport', 'E12345678'],
  ['chinese-passport', 'EA1234567'],
  ['chinese-passport', 'G12345678'],
  ['foreign-passport', 'X1234567'],
  ['work-permit', '12345678901'],
  ['other', '任意123'],
];

test.each(sound)('%s %s is sound', (form, number) => {
  expect(readIdentity(form, number).check).toBeNull();
});

const unsound: readonly [NumberForm, string, IdentityCheck][] = [
  ['resident-id', '130102197701221230', 'id-check-digit'],
  ['resident-id', '130102197702301238', 'id-birth-day'],
  ['resident-id', '130102190002291233', 'id-birth-day'],
  ['resident-id', '130102170001011233', 'id-birth-day'],
  ['resident-id', '130102770122123', 'id-fifteen'],
  ['resident-id', '13010219770122123', 'id-form'],
  ['resident-id', 'X30102197701221236', 'id-form'],
  ['resident-id', '810000199408230021', 'number-of-other-type'],
  ['resident-id', 'H12345678', 'number-of-other-type'],
  ['resident-id', '160102197701221236', 'id-province'],
  ['taiwan-residence', '810000199408230021', 'number-of-other-type'],
  ['taiwan-residence', '830000199201300020', 'id-check-digit'],
  ['hong-kong-macao-residence', '810000199402300021', 'id-birth-day'],
  ['permanent-residence', 'US110000000001', 'permanent-form'],
  ['permanent-residence', '932682198501010010', 'id-check-digit'],
  ['hong-kong-macao-travel', 'H1234567', 'hk-macao-travel-form'],
  ['hong-kong-macao-travel', 'HA12345B7', 'hk-macao-travel-unusual'],
  ['taiwan-travel', '123456789', 'taiwan-travel-form'],
  ['taiwan-travel', '1234567801(B)', 'taiwan-travel-old'],
  ['chinese-passport', 'EI1234567', 'chinese-passport-unusual'],
  ['foreign-passport', 'X-1', 'foreign-passport-unusual'],
  ['work-permit', '1234567', 'work-permit-unusual'],
  ['other', '130102197701221236', 'looks-like-resident-id'],
  ['foreign-passport', '130102197701221236', 'looks-like-resident-id'],
];

test.each(unsound)('%s %s is told as what it is', (form, number, check) => {
  expect(readIdentity(form, number).check).toBe(check);
});

test('the document a number belongs to is named', () => {
  expect(readIdentity('resident-id', '810000199408230021').likely).toBe('hong-kong-macao-residence');
  expect(readIdentity('resident-id', '830000199201300022').likely).toBe('taiwan-residence');
  expect(readIdentity('resident-id', '932682198501010017').likely).toBe('permanent-residence');
  expect(readIdentity('resident-id', 'E12345678').likely).toBe('chinese-passport');
  expect(readIdentity('taiwan-residence', '130102197701221236').likely).toBe('resident-id');
});

test('the birth day is read out of the number', () => {
  expect(readIdentity('resident-id', '13010220000229123X').birthDay).toBe('2000-02-29');
  expect(readIdentity('permanent-residence', '932682198501010017').birthDay).toBe('1985-01-01');
  expect(readIdentity('permanent-residence', 'USA110000000001').birthDay).toBeNull();
});

test('changing one digit, or swapping two unlike neighbours, is always seen', () => {
  const first17 = fc.stringMatching(/^\d{17}$/);

  fc.assert(
    fc.property(first17, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
      const changed = digits.slice(0, at) + ((Number(digits[at]) + by) % 10) + digits.slice(at + 1);
      expect(checkDigitOf(changed)).not.toBe(checkDigitOf(digits));
    }),
  );
  fc.assert(
    fc.property(first17, fc.nat(15), (digits, at) => {
      fc.pre(digits[at] !== digits[at + 1]);
      const swapped = digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2);
      expect(checkDigitOf(swapped)).not.toBe(checkDigitOf(digits));
    }),
  );
});

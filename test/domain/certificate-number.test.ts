// Holds the 22 characters against the published layout.
import { expect, test } from 'vitest';
import { decodeNumber } from '../../domain/certificate-number.ts';

test('a number comes apart into its seven parts', () => {
  expect(decodeNumber('Y000123000001195000001')).toEqual({
    check: null,
    parts: {
      kind: 'Y',
      institutionCode: '0001',
      province: '23',
      station: '000001',
      year: '19',
      level: '5',
      serial: '000001',
      prefix: 'Y000123000001',
    },
  });
});

test.each([
  ['S00001300000126300000', 'number-length'],
  ['S0000130000012630000011', 'number-length'],
  ['2613010001300001', 'number-old-sixteen'],
  ['S000013000001263OOOOO1', 'number-look-alike'],
  ['SO00013000001263000001', 'number-look-alike'],
  ['S00001300000126I000001', 'number-look-alike'],
  ['J000013000001263000001', 'number-unusual'],
  ['S00001300000126T000001', 'number-unusual'],
  ['S000013000001266000001', 'number-form'],
  ['1000013000001263000001', 'number-form'],
  ['S0000130000012630000-1', 'number-form'],
  ['S00001300000X263000001', 'number-form'],
] as const)('%s is told as %s', (number, check) => {
  expect(decodeNumber(number).check).toBe(check);
});

test('the places of look-alike letters are counted from 1', () => {
  expect(decodeNumber('S0000130000012630O000I').positions).toEqual([18, 22]);
});

test('an unusual letter still comes apart, anything else does not', () => {
  expect(decodeNumber('S00001300000126T000001').parts?.level).toBe('T');
  expect(decodeNumber('S000013000001266000001').parts).toBeNull();
});

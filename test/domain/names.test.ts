// Holds names and text cleaning against the characters that real files carry.
import { describe, expect, test } from 'vitest';
import { knowsRareHan, readName } from '../../domain/names.ts';
import { clean, codePoints, folded, halfWidth, nearest } from '../../domain/text.ts';

test('this Node knows the rare Han of GB 18030-2022', () => {
  expect(knowsRareHan()).toBe(true);
});

test.each([
  '甲乙',
  '甲\u{20BB7}丙',
  '\u{31350}\u{2EBF0}',
  '\u{323B0}子',
  '甲〇',
  '甲乙·丙丁',
  'MADE UP',
  "O'MADE-UP",
  '甲\uFA0E',
])('nothing is said about %s', (name) => {
  expect(readName(name)).toEqual({ value: name, checks: [] });
});

test.each([...'•‧・･．.⋅∙'])('the look-alike separator %s is put right and told', (dot) => {
  expect(readName(`甲乙${dot}丙丁`)).toEqual({ value: '甲乙·丙丁', checks: ['name-separator'] });
});

test('a full stop between Latin letters stays as it is', () => {
  expect(readName('J.MADE')).toEqual({ value: 'J.MADE', checks: [] });
});

test.each([
  ['甲乙2', 'name-characters'],
  ['甲B', 'name-mixed'],
  ['·甲乙', 'name-separator-place'],
  ['甲乙··丙', 'name-separator-place'],
  ['甲先生', 'name-placeholder'],
  ['甲乙(大)', 'name-placeholder'],
  ['test', 'name-placeholder'],
  ['甲\uE000', 'name-private-use'],
  ['甲', 'name-single'],
  ['\u{20BB7}', 'name-single'],
  ['甲'.repeat(21), 'name-wide'],
] as const)('%s is told as %s', (name, check) => {
  expect(readName(name)).toEqual({ value: name, checks: [check] });
});

describe('cleaning', () => {
  test.each(['\u00A0', '\u3000', ' ', '\u2003', '\u202F'])('takes the space U+%# out and tells it', (space) => {
    expect(clean(`甲${space}乙`)).toMatchObject({ value: '甲乙', spaces: true, invisible: false });
    expect(clean(`${space}甲乙${space}`)).toMatchObject({ value: '甲乙', spaces: true });
  });

  test.each([
    '\u200B',
    '\u200E',
    '\u202A',
    '\u2060',
    '\uFEFF',
    '\u00AD',
    '\t',
    '\r\n',
    '\u2028',
    '\uFE0F',
    '\u{E0100}',
  ])('takes the invisible character %# out and tells it', (character) => {
    expect(clean(`甲${character}乙`)).toEqual({
      value: '甲乙',
      visible: '甲乙',
      spaces: false,
      invisible: true,
      latinSpace: false,
    });
  });

  test('leaves one space between Latin words and says so', () => {
    expect(clean(' MADE  UP NAME ')).toEqual({
      value: 'MADE UP NAME',
      visible: ' MADE  UP NAME ',
      spaces: true,
      invisible: false,
      latinSpace: true,
    });
    expect(clean('MADE UP')).toMatchObject({ value: 'MADE UP', spaces: false, invisible: false, latinSpace: true });
  });

  test('takes spaces out of a number that has no letter', () => {
    expect(clean('130102 19900101 0015').value).toBe('130102199001010015');
  });

  test('never changes a compatibility ideograph', () => {
    expect(clean('\uF9DC 甲').value).toBe('\uF9DC甲');
  });
});

test('numbers become half-width capitals', () => {
  expect(halfWidth('１３０１０２１９７７０１２２００９ｘ')).toBe('13010219770122009X');
});

test('length counts a rare character once', () => {
  expect(codePoints('甲\u{20BB7}')).toBe(2);
});

test('spellings that only look different fold to the same', () => {
  expect(folded('河北（甲） 中心')).toBe(folded('河北(甲)中心'));
  expect(folded('河北甲中心')).not.toBe(folded('河北(甲)中心'));
});

test('only a close candidate is suggested', () => {
  expect(nearest('身份证', ['居民身份证', '中国护照'])).toBe('居民身份证');
  expect(nearest('星际导航员', ['车工', '焊工'])).toBeNull();
});

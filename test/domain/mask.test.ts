// Masked data shows enough to recognise a person and too little to be of use to anybody else.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskName, maskNumber } from '../../domain/mask.ts';

test.each([
  ['测试', '测*'],
  ['测试人', '测**'],
  ['测', '测*'],
  ['', ''],
  ['𠮷试人', '𠮷**'],
  ['示例·阿不都热依木', '示******'],
  ['SAMPLE PERSON', 'S******'],
])('the name %s is shown as %s', (name, shown) => {
  expect(maskName(name)).toBe(shown);
});

test.each([
  ['130102199001011234', '130***********1234'],
  ['13010219900101123X', '130***********123X'],
  ['130102900101123', '130********1123'],
  ['E12345678', 'E******78'],
  ['H12', '***'],
  ['', ''],
])('the number %s is shown as %s', (number, shown) => {
  expect(maskNumber(number)).toBe(shown);
});

test('a name shows one character at most, a number seven of fifteen or more and three of fewer', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'甲乙丙丁戊己庚𠮷AB12') }), (text) => {
      const left = (shown: string) => [...shown].filter((c) => c !== '*').length;

      expect(left(maskName(text))).toBe([...text].length === 0 ? 0 : 1);
      expect(left(maskNumber(text))).toBe([...text].length >= 15 ? 7 : [...text].length > 3 ? 3 : 0);
      expect([...maskNumber(text)]).toHaveLength([...text].length);
    }),
  );
});

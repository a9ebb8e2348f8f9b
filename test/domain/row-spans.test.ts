// Row numbers as people type them: read as they were meant, or not at all.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptRowSpans, readRowSpans, rowWords, spansOf, writeRowSpans } from '../../domain/row-spans.ts';

const read = (typed: string) => {
  const spans = readRowSpans(typed);
  return 'unread' in spans ? spans.unread : writeRowSpans(spans);
};

test.each([
  ['3,5,8-12', '3,5,8-12'],
  ['3， 5、８－１２', '3,5,8-12'],
  ['8至12；5', '5,8-12'],
  ['9 8 7', '7-9'],
  ['5-9,7-12,3,3', '3,5-12'],
  ['4~6', '4-6'],
])('%s is read as %s', (typed, kept) => {
  expect(read(typed)).toBe(kept);
});

test.each([
  ['', '请填写要退回的行号'],
  [' ， ', '请填写要退回的行号'],
  ['3,五', '第 2 段不是行号'],
  ['第3行', '第 1 段不是行号'],
  ['8-', '第 1 段不是行号'],
  ['3-5-7', '第 1 段不是行号'],
  ['-3', '第 1 段不是行号'],
  ['3.5', '第 1 段不是行号'],
  ['12-8', '起始行大于截止行'],
  ['0', '超出了表格'],
  ['1-4', '第 1 行是表头'],
  ['2-9999999', '超出了表格'],
  ['130102199001011234', '第 1 段不是行号'],
  ['3,'.repeat(600), '写得太长'],
])('%s is not read, and why is said without repeating it', (typed, words) => {
  expect(read(typed)).toContain(words);
  expect(read(typed)).not.toContain('130102');
});

test('any rows are kept as spans and come back the same', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 2, max: 200 }), { minLength: 1 }), (rows) => {
      const spans = spansOf(rows);
      const back = spans.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));

      expect(back).toEqual(rows.toSorted((a, b) => a - b));
      expect(keptRowSpans(writeRowSpans(spans))).toEqual(spans);
    }),
  );
});

test('many rows are cut short in words', () => {
  expect(rowWords('3,8-12')).toBe('第 3、8-12 行');
  expect(rowWords('2,4,6', 2)).toBe('第 2、4 等 行');
});

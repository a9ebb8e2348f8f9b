// The list of what the ministry centre returns, in the forms in which such lists come.
import { expect, test } from 'vitest';
import { type ListedReturn, longestReason, mostListed, ReturnList } from '../../domain/return-list.ts';

function listOf(...rows: readonly (readonly string[])[]) {
  const list = new ReturnList();
  for (const [i, cells] of rows.entries()) list.take({ sheet: '清单', row: i + 1, cells });
  return list.outcome();
}

const one = 'S000013000001260000001';
const two = 'S000013000001260000002';

test('number and reason are found by their headers, wherever they stand and under whatever title', () => {
  expect(
    listOf(['退回数据清单'], [], ['序号', '退回原因', '证书 编号'], ['1', '姓名有误', one], ['2', '照片不清', two]),
  ).toEqual([
    { row: 4, number: one, reason: '姓名有误' },
    { row: 5, number: two, reason: '照片不清' },
  ]);
});

test('a column of reasons goes before one of remarks', () => {
  expect(listOf(['证书编号', '备注', '错误原因'], [one, '已核', '日期有误'])).toMatchObject([{ reason: '日期有误' }]);
});

test('a report with reasons beside some returns these alone, one without any column of reasons returns all', () => {
  expect(listOf(['证书编号', '原因'], [one, ''], [two, '重复'])).toMatchObject([{ number: two }]);
  expect(listOf(['证书编号'], [one], [two])).toMatchObject([{ number: one }, { number: two }]);
});

test('a certificate that stands there twice is returned once, for both reasons', () => {
  expect(listOf(['证书编号', '原因'], [one, '姓名有误'], [one, '日期有误'], [one, '姓名有误'])).toEqual([
    { row: 2, number: one, reason: '姓名有误；日期有误' },
  ]);
});

test('full-width and spaced numbers are the numbers they look like', () => {
  expect(listOf(['证书编号'], ['Ｓ000013 000001 26 0000001'])).toMatchObject([{ number: one }]);
});

test('rows of other sheets are no part of the list', () => {
  const list = new ReturnList();
  list.take({ sheet: '一', row: 1, cells: ['证书编号', '原因'] });
  list.take({ sheet: '一', row: 2, cells: [one, '重复'] });
  list.take({ sheet: '二', row: 1, cells: [two, '别的'] });

  expect(list.outcome()).toHaveLength(1);
});

test('what is no list, or too long a one, is said to be so', () => {
  const many = Array.from({ length: mostListed + 1 }, (_, i) => [`S${i}`]);

  expect(listOf(['姓名', '原因'], ['示例', '重复'])).toBe('no-number-column');
  expect(listOf(['证书编号', '原因'])).toBe('empty');
  expect(listOf(['证书编号'], ...many)).toBe('too-many');
  expect(listOf(['证书编号'], ...many.slice(1))).toHaveLength(mostListed);
});

test('a reason longer than a person reads is cut short', () => {
  const [listed] = listOf(['证书编号', '原因'], [one, '错'.repeat(longestReason + 1)]) as readonly ListedReturn[];

  expect([...(listed?.reason ?? '')]).toHaveLength(longestReason);
  expect(listed?.reason.endsWith('…')).toBe(true);
});

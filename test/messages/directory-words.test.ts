// A directory's findings and changes as they are read, in the chat and on the command line.
import { expect, test } from 'vitest';
import { changeWords, problemWords, withoutNumbers } from '../../messages/directory-words.ts';

test('a finding says sheet, row and column', () => {
  const message = '“备案起”应为日期。';

  expect(problemWords({ sheet: '机构', row: 3, column: 4, message })).toBe(`「机构」第 3 行 E 列：${message}`);
  expect(problemWords({ sheet: '人员', row: null, column: null, message })).toBe(`「人员」：${message}`);
});

test('a change says what was and what is', () => {
  const change = { kind: 'institution', how: 'changed', what: '示范中心（A）' } as const;
  const facts = [
    { name: '备案止', before: '', after: '2027-12-31' },
    { name: '属地', before: 'SHI', after: '' },
  ];

  expect(changeWords({ ...change, facts })).toBe(
    '变更 机构 示范中心（A）：备案止 （空） → 2027-12-31；属地 SHI → （空）',
  );
  expect(changeWords({ ...change, how: 'ended', facts: [] })).toBe('停用 机构 示范中心（A）');
  expect(
    changeWords({
      kind: 'person',
      how: 'changed',
      what: '张**',
      facts: [{ name: '手机', before: '', after: '已更换' }],
    }),
  ).toBe('变更 人员 张**：手机 已更换');
});

test('numbers and addresses are cut, days and certificate prefixes are not', () => {
  expect(withoutNumbers('示范13899990001中心')).toBe('示范138****中心');
  expect(withoutNumbers('13010219900101123X')).toBe('130****');
  expect(withoutNumbers('写给zhang.san@example.com。')).not.toContain('example');
  expect(withoutNumbers('S000013000001 2026-03-05 SHI-SH')).toBe('S000013000001 2026-03-05 SHI-SH');
});

// The card about a directory workbook: what its reader meets, and that whatever it holds fits.
import { expect, test } from 'vitest';
import { actionSchema } from '../../cards/action.ts';
import { directoryCard, maxListed } from '../../cards/directory.ts';
import { type Card, maxCardBytes } from '../../cards/kit.ts';
import { sketch } from '../../cards/sketch.ts';
import { validateCard } from '../../simulator/card/validate.ts';
import { directories, directoryView } from './directory-states.ts';

const actsOf = (card: Card) =>
  [...JSON.stringify(card).matchAll(/"value":(\{[^{}]*\})/g)].map(
    ([, value]) => actionSchema.parse(JSON.parse(value ?? '')).act,
  );

test('findings are listed, and nothing can be confirmed', () => {
  expect(sketch(directories.faulty)).toMatchInlineSnapshot(`
    "[机构备案表有问题，请修改] <没有生效> orange
    3月5日 09:00 收到的机构备案表（28 KB）
    共 2 处问题。下一步：请逐处改好，把整份文件再发一次。现行的机构备案表不受影响。
    · 「机构」第 3 行 E 列：“备案起”应为日期，写作 2026-01-31。
    · 「人员」：至少要有一位管理员。"
  `);
  expect(actsOf(directories.faulty)).toEqual([]);
});

test('changes are offered with what comes of them, and the rest is announced', () => {
  expect(sketch(directories.warned)).toMatchInlineSnapshot(`
    "[机构备案表待您确认] <尚未生效> blue
    3月5日 09:00 收到的机构备案表（28 KB）
    检查通过，与现行的第 4 版相比共 41 处变动。下一步：请核对下面的内容，确认后立即生效。
    请先看影响
    · 岗位「市级审核岗」有 3 件待办，生效后没有人办理。请先在“人员”表中安排人员。
    机构：变更 1
    人员：新增 1，停用 1
    ▸ 逐处变动
      · 变更 机构 示例培训学校（SL01）：备案止 （空） → 2027-12-31
      · 新增 人员 林**
      · 停用 人员 钱**
      另有 38 处未列出，见完整清单。
    (取完整清单)
    (确认生效 → 确认让这份机构备案表生效？)
    (不采用)
    确认之前，现行的机构备案表不受影响。"
  `);
  expect(actsOf(directories.warned)).toEqual(['directory-list', 'directory-confirm', 'directory-decline']);
});

test('once in force it says which edition, and has no button left', () => {
  expect(sketch(directories['in-force'])).toMatchInlineSnapshot(`
    "[机构备案表已生效] <已生效> green
    3月5日 09:00 收到的机构备案表（28 KB）
    3月5日 09:10 生效，为第 5 版。此前各版仍可查，按旧版办理的校验结果不变。
    机构：变更 1
    人员：新增 1，停用 1
    ▸ 逐处变动
      · 变更 机构 示例培训学校（SL01）：备案止 （空） → 2027-12-31
      · 新增 人员 林**
      · 停用 人员 钱**"
  `);
});

test('the first directory is compared with nothing', () => {
  expect(sketch(directories.first)).toContain('共 3 处新增');
});

test('only an offer can be decided', () => {
  const decided = Object.entries(directories).filter(([, card]) => actsOf(card).includes('directory-confirm'));

  expect(decided.map(([state]) => state)).toEqual(['first', 'offered', 'warned']);
});

test.each(['汉', '🧑', '*', '\u0001'])('the fullest card of %s fits and is taken by the platform', (fill) => {
  const long = Array.from({ length: maxListed }, () => fill.repeat(600));
  const full = { ...directoryView, changes: long, changeCount: 90_000, warnings: [...long, ...long], problems: [] };

  for (const card of [
    directoryCard(full),
    directoryCard({ ...full, at: 'faulty', changes: [], problems: long, problemCount: 90_000 }),
  ]) {
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(maxCardBytes);
    expect(validateCard(card)).toBeNull();
    expect(actsOf(card)).toContain('directory-list');
  }
});

// What the alarm about an empty post says, and the word that ends it.
import { expect, test } from 'vitest';
import { sketch } from '../../cards/sketch.ts';
import { vacancies } from './vacancy-states.ts';

test('the alarm says which post, from when, why, what waits, and who can help', () => {
  expect(sketch(vacancies.soon)).toMatchInlineSnapshot(`
    "[岗位空缺：市级审核岗] <即将无人> orange
    示范市中心
    将要空缺：2026年3月16日（周一）
    原因：任期到 2026年3月13日（周五） 为止
    等待办理：3 件
    最早的期限：3月19日（周四）：还有 8 个工作日
    下一步：请管理员在机构备案表里安排接替的人；本人请假的，请发送「请假」登记代理人。
    期限照常计算，超时不等于通过。有人任职后，等待的卡片会自动发给接替的人，也会告诉您。"
  `);
});

test('once the day has come it says so', () => {
  expect(sketch(vacancies.now)).toMatchInlineSnapshot(`
    "[岗位空缺：市级审核岗] <现在无人> red
    示范市中心
    空缺开始：2026年3月16日（周一）
    原因：任职的人都在请假，没有可以办理的代理人
    等待办理：3 件
    最早的期限：3月19日（周四）：还有 8 个工作日
    下一步：请管理员在机构备案表里安排接替的人；本人请假的，请发送「请假」登记代理人。
    期限照常计算，超时不等于通过。有人任职后，等待的卡片会自动发给接替的人，也会告诉您。"
  `);
});

test('the end names who holds it now', () => {
  expect(sketch(vacancies.filled)).toMatchInlineSnapshot(`
    "[岗位已有人：市级审核岗] green
    示范市中心
    现由 钱示例、孙示例（代 赵示例） 办理，不需要再安排。"
  `);
});

// What the cards about leave say: the form, and who stands in for whom.
import { expect, test } from 'vitest';
import { sketch } from '../../cards/sketch.ts';
import { delegations, leaves } from './leave-states.ts';

test('leave is said in one form, and what it does is said beside it', () => {
  expect(sketch(leaves.open)).toMatchInlineSnapshot(`
    "[请假与代理] blue
    请假期间，您岗位上的卡片和提醒发给代理人，由代理人办理，记录为「代理人（代 您）」；到期自动恢复。
    请假第一天
    [请假第一天: 2026-03-09]
    请假最后一天（含）
    [请假最后一天: 2026-03-09]
    代理人
    [代理人 ▾ 1]
    (登记请假)
    请假期间您仍可以自己办理，只是不再收到卡片和提醒。发送「代理」可以查看或取消。"
  `);
});

test('who holds several posts chooses among them, and finds what was said', () => {
  expect(sketch(leaves['two-posts'])).toMatchInlineSnapshot(`
    "[请假与代理] blue
    请假期间，您岗位上的卡片和提醒发给代理人，由代理人办理，记录为「代理人（代 您）」；到期自动恢复。
    已登记的请假
    3月9日至3月13日：「市级审核岗」由 钱示例 代理（进行中）
    (取消请假（3月9日至3月13日） → 取消这次请假？)
    请假第一天
    [请假第一天: 2026-03-09]
    请假最后一天（含）
    [请假最后一天: 2026-03-09]
    哪些岗位
    [哪些岗位 ▾ 3]
    代理人
    [代理人 ▾ 1]
    (登记请假)
    请假期间您仍可以自己办理，只是不再收到卡片和提醒。发送「代理」可以查看或取消。"
  `);
});

test('where nobody can stand in there is no form, and the next step is said', () => {
  expect(sketch(leaves.nobody)).toMatchInlineSnapshot(`
    "[请假与代理] blue
    请假期间，您岗位上的卡片和提醒发给代理人，由代理人办理，记录为「代理人（代 您）」；到期自动恢复。
    目前没有可以代理的同事：代理人须在同一单位任职。
    下一步：请联系管理员在机构备案表里安排接替的人。"
  `);
});

test('代理 lists both sides, each with a way out', () => {
  expect(sketch(delegations.both)).toMatchInlineSnapshot(`
    "[代理情况] blue
    我代理的岗位
    3月9日：代 钱示例 办理全部岗位
    (退出代理（代 钱示例，3月9日） → 退出这次代理？)
    已登记的请假
    3月9日至3月13日：「市级审核岗」由 钱示例 代理（进行中）
    (取消请假（3月9日至3月13日） → 取消这次请假？)"
  `);
});

test('whoever is asked to stand in is told for whom, from when to when', () => {
  expect(sketch(delegations.said)).toMatchInlineSnapshot(`
    "[赵示例 请您代理] blue
    3月9日至3月13日，赵示例 的全部岗位由您代理。其间的卡片和提醒发给您，您的办理记录为「您（代 赵示例）」；到期自动恢复。
    我代理的岗位
    3月9日：代 钱示例 办理全部岗位
    (退出代理（代 钱示例，3月9日） → 退出这次代理？)"
  `);
});

test('either is told when the other takes it back', () => {
  expect(sketch(delegations.cancelled)).toMatchInlineSnapshot(`
    "[赵示例 已取消请假] orange
    3月9日至3月13日，赵示例 的全部岗位不再由您代理，仍由本人办理。"
  `);
  expect(sketch(delegations.declined)).toMatchInlineSnapshot(`
    "[赵示例 已退出代理] orange
    3月9日至3月13日，赵示例 不再代理您的全部岗位，仍由您自己办理。
    下一步：需要时请发送「请假」，另选一位代理人。
    (请假)"
  `);
});

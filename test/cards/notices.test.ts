// What news, reminders and alerts say.
import { expect, test } from 'vitest';
import { sketch } from '../../cards/sketch.ts';
import { alerts, reminders, tolds } from './notice-states.ts';

test('an approval names the next tier', () => {
  expect(sketch(tolds.approved)).toMatchInlineSnapshot(`
    "[HZ-1001 市级审核已通过] blue
    示例市第一职业技能评价中心
    赵示例 于 3月10日 10:00 办理。
    下一步：由「省中心核准」办理，期限 2026年3月24日（周二）。无需您操作。"
  `);
});

test('a return names reason and day', () => {
  expect(sketch(tolds.returned)).toMatchInlineSnapshot(`
    "[HZ-1001 市级审核已退回] orange
    示例市第一职业技能评价中心
    赵示例 于 3月10日 10:00 办理。
    退回原因：证书编号有误
    第 3 行编号的年份不对。
    下一步：请最迟于2026年3月24日（周二）改好文件，直接发到这里，从第一级重新审核。"
  `);
});

test('a hand-over names the ministry’s day', () => {
  expect(sketch(tolds['handed-over'])).toMatchInlineSnapshot(`
    "[HZ-1001 已上报部中心] blue
    示例市第一职业技能评价中心
    赵示例 于 3月10日 10:00 办理。
    下一步：由「部中心公布」办理，期限 2026年3月19日（周四）。无需您操作。"
  `);
});

test('a publication is the end', () => {
  expect(sketch(tolds.published)).toMatchInlineSnapshot(`
    "[HZ-1001 已公布，可以查询] green
    示例市第一职业技能评价中心
    赵示例 于 3月10日 10:00 办理。
    下一步：无需操作。数据如需更正或删除，请按第十四条、第十五条提出书面申请。"
  `);
});

test('a reminder before the day', () => {
  expect(sketch(reminders.before)).toMatchInlineSnapshot(`
    "[提醒：市级审核，还有 3 个工作日] wathet
    HZ-1001 示例市第一职业技能评价中心
    要办的事：市级审核
    期限（第十条）：3月19日（周四）：还有 3 个工作日
    下一步：请在先前发给您的卡片上办理。逾期不会自动通过，也不会自动退回。
    (已知悉，正在办理)"
  `);
});

test('a reminder on the day, provisional', () => {
  expect(sketch(reminders.due)).toMatchInlineSnapshot(`
    "[提醒：市级审核，今天到期，暂定] orange
    HZ-1001 示例市第一职业技能评价中心
    要办的事：市级审核
    期限（第十条）：3月19日（周四）：今天到期，暂定
    下一步：请在先前发给您的卡片上办理。逾期不会自动通过，也不会自动退回。
    (已知悉，正在办理)
    「暂定」：国务院尚未公布相关年度的放假安排，日期以公布后的安排为准。"
  `);
});

test('a reminder after the day', () => {
  expect(sketch(reminders.overdue)).toMatchInlineSnapshot(`
    "[提醒：市级审核，已逾期 2 个工作日] red
    HZ-1001 示例市第一职业技能评价中心
    要办的事：市级审核
    期限（第十条）：3月19日（周四）：已逾期 2 个工作日
    下一步：请尽快办理，并在卡片里写明逾期原因（第十二条）。已告知您单位的主管。
    (已知悉，正在办理)"
  `);
});

test('a reminder of a correction tells the clerk to send the file', () => {
  expect(sketch(reminders.correction)).toMatchInlineSnapshot(`
    "[提醒：更正退回的数据，还有 3 个工作日] wathet
    HZ-1001 示例市第一职业技能评价中心
    要办的事：更正退回的数据
    期限（第十一条）：3月19日（周四）：还有 3 个工作日
    下一步：请改好文件直接发到这里，校验通过后点「提交」。逾期提交须书面说明原因。
    (已知悉，正在办理)"
  `);
});

test('an overdue correction needs its reason', () => {
  expect(sketch(reminders['correction-overdue'])).toMatchInlineSnapshot(`
    "[提醒：更正退回的数据，已逾期 2 个工作日] red
    HZ-1001 示例市第一职业技能评价中心
    要办的事：更正退回的数据
    期限（第十一条）：3月19日（周四）：已逾期 2 个工作日
    下一步：请尽快改好文件发到这里，提交时写明逾期原因（第十二条）。已告知属地人社部门的主管。
    (已知悉，正在办理)"
  `);
});

test('a reminder of a publication', () => {
  expect(sketch(reminders.publication)).toMatchInlineSnapshot(`
    "[提醒：部中心公布，还有 3 个工作日] wathet
    HZ-1001 示例市第一职业技能评价中心
    要办的事：部中心公布
    期限（第十条）：3月19日（周四）：还有 3 个工作日
    下一步：查到数据后请在先前发给您的卡片上登记公布日期；部中心退回的，请选择原因退回。
    (已知悉，正在办理)"
  `);
});

test('an overdue publication asks no reason of the desk', () => {
  expect(sketch(reminders['publication-overdue'])).toMatchInlineSnapshot(`
    "[提醒：部中心公布，已逾期 2 个工作日] red
    HZ-1001 示例市第一职业技能评价中心
    要办的事：部中心公布
    期限（第十条）：3月19日（周四）：已逾期 2 个工作日
    下一步：请与部中心联系，查到数据后在卡片上登记公布日期。已告知您单位的主管。
    (已知悉，正在办理)"
  `);
});

test('an alert names who holds it and since when', () => {
  expect(sketch(alerts.overdue)).toMatchInlineSnapshot(`
    "[逾期预警：市级审核] <已逾期 2 个工作日> red
    HZ-1001 示例市第一职业技能评价中心
    现在由谁办理：赵示例、钱示例
    收到日期：2026年3月5日（周四）
    期限（第十条）：3月19日（周四）：已逾期 2 个工作日
    证书数据：1,200 行
    经办人已知悉：还没有
    用时（工作日）：专管员 3 天 → 市级审核 6 天（2 次），正在计时 → 专管员更正 4 天；退回 1 次
    全程：3月2日发证至今 13 个工作日；首次提交期限 3月30日（周一），6 个月界限 2026年9月2日（周三）
    下一步：请督促经办人尽快办理并说明原因。逾期不会自动通过（超时不等于通过）。
    (查看办理经过)"
  `);
});

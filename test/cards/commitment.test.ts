// What the cards about the 诚信承诺书 say: how it is handed in, the question about a scan, what the local office sees.
import { expect, test } from 'vitest';
import { sketch } from '../../cards/sketch.ts';
import { commitments, commitmentTolds, scans } from './commitment-states.ts';

test('the clerk reads what is on record, and how a signed one is handed in', () => {
  expect(sketch(commitments.some)).toMatchInlineSnapshot(`
    "[诚信承诺书] blue
    没有签署《诚信承诺书》的机构不能提交（第二十四条，附件 2）。样式见这张卡片后面的文件。
    - 示例市第一职业技能评价中心：2026年3月5日（周四）签署，扫描件已存
    - 示例技师学院：还没有登记
    下一步：打印样式，签名盖章后扫描；点下面的按钮，再在 15 分钟内把扫描件（PDF、JPG 或 PNG）作为文件发到这里。
    (上传签署扫描件)"
  `);
});

test('a scan is asked about once: whose, when and by whom it was signed', () => {
  expect(sketch(scans['two-institutions'])).toMatchInlineSnapshot(`
    "[承诺书扫描件] blue
    3月5日 09:00 收到的文件（1.2 MB）
    哪个机构的承诺书
    [哪个机构的承诺书 ▾ 2]
    签署日期
    [签署日期: 2026-03-05]
    [签署人: 法定代表人或单位负责人的姓名]
    (登记承诺书 → 登记这份承诺书？)
    (发错了，不处理)"
  `);
  expect(sketch(scans.settled)).toMatchInlineSnapshot(`
    "[承诺书扫描件] <已处理> grey
    3月5日 09:00 收到的文件（1.2 MB）
    已登记：2026年3月4日（周三）签署。"
  `);
});

test('the local office sees it and may revoke it with a reason', () => {
  expect(sketch(commitmentTolds.recorded)).toMatchInlineSnapshot(`
    "[承诺书已登记] blue
    示例市第一职业技能评价中心
    签署日期：2026年3月4日（周三）
    签署人：周**
    登记：林示例，3月5日 09:10
    (查看扫描件)
    [撤销理由: 例如没有盖章，不是附件 2 的样式]
    (撤销登记 → 撤销这份承诺书？)"
  `);
});

test('one that was revoked says by whom and why, and the next step', () => {
  expect(sketch(commitmentTolds.revoked)).toMatchInlineSnapshot(`
    "[承诺书已撤销] orange
    示例市第一职业技能评价中心
    签署日期：2026年3月4日（周三）
    签署人：周**
    登记：林示例，3月5日 09:10
    钱示例 于 3月6日 10:00 撤销，理由：
    没有盖章。
    下一步：请重新签署，发送「承诺书」后再上传扫描件。"
  `);
});

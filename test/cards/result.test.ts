// What a clerk reads on the card of one version, state by state.
import { expect, test } from 'vitest';
import { resultCard } from '../../cards/result.ts';
import { sketch } from '../../cards/sketch.ts';
import { nothingFound } from '../../domain/submission.ts';
import { results, resultView } from './result-states.ts';

test('a file just received is being checked, and the chat’s copy should go', () => {
  expect(sketch(results.checking)).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <校验中> <第 1 版> wathet
    示例市第一职业技能评价中心
    文件已收到，正在校验，请稍候。
    收到文件：3月5日 10:00 · 86 KB
    (撤回这份数据 → 确认撤回？)
    文件已加密保存。为保护个人信息，请把聊天里的文件消息撤回（长按或右键那条消息），不影响办理。"
  `);
});

test('a faulty file has places, causes, the workbook and no 提交', () => {
  expect(sketch(results.faulty)).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <待修改> <第 1 版> red
    示例市第一职业技能评价中心
    有 3 处必须改正，暂时不能提交。
    收到文件：3月5日 10:00 · 86 KB
    读到数据：1,200 行
    上报期限：3月30日（周一）：还有 17 个工作日
    必须改 3 处（涉及 2 行、3 个单元格）
    请核对 1 处（涉及 1 行、1 个单元格）
    提示 1 处
    发现的问题
    - 必须改 身份证号码校验位不对（2 处）：请对照证件逐位核对。
    - 必须改 必填项为空（1 处）：请补填。
    - 请核对 姓名用字少见（1 处）：请核对，无误可不改。
    ▸ 逐处清单
      - 提示 全表：有隐藏的工作表
      - 必须改 第 3 行「证件号码」：校验位不对
      - 请核对 第 17 行「姓名」：用字少见
      另有 2 处，都在标注文件里
    下一步：按标注改好，把文件直接发到这里，我会重新校验。
    (再发一次标注文件) (撤回这份数据 → 确认撤回？)
    文件已加密保存。为保护个人信息，请把聊天里的文件消息撤回（长按或右键那条消息），不影响办理。"
  `);
});

test('a file with too many findings says how many are only counted', () => {
  const unlisted = [{ code: 'D01', severity: 'error' as const, count: 800_000 }];
  const check = { ...nothingFound, rows: 600_000, errors: 1_100_000, unlisted };

  const shown = sketch(resultCard({ ...resultView, at: 'faulty', check }));

  expect(shown).toContain('标注文件里只逐处列出 300,000 处，另有 800,000 处只计入各类的总数');
  expect(sketch(results.faulty)).not.toContain('问题太多');
});

test('an unreadable file says why and offers no workbook', () => {
  expect(sketch(results.unreadable)).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <待修改> <第 1 版> red
    示例市第一职业技能评价中心
    这份文件无法读取。
    收到文件：3月5日 10:00 · 86 KB
    文件设有打开密码，请去掉密码后另存为 .xlsx。
    下一步：按上面的提示另存文件，把文件直接发到这里，我会重新校验。
    (撤回这份数据 → 确认撤回？)
    文件已加密保存。为保护个人信息，请把聊天里的文件消息撤回（长按或右键那条消息），不影响办理。"
  `);
});

test('a file with warnings only can be submitted', () => {
  expect(sketch(results.ready)).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <待提交> <第 1 版> green
    示例市第一职业技能评价中心
    校验通过，可以提交。
    收到文件：3月5日 10:00 · 86 KB
    读到数据：1,200 行
    上报期限：3月30日（周一）：还有 17 个工作日
    提示 2 处
    (提交 → 确认提交？)
    (发送标注文件) (附上文件) (撤回这份数据 → 确认撤回？)
    文件已加密保存。为保护个人信息，请把聊天里的文件消息撤回（长按或右键那条消息），不影响办理。"
  `);
});

test('a late 提交 asks for its reason, and a provisional day is explained', () => {
  expect(sketch(results['ready-late'])).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <待提交> <第 1 版> orange
    示例市第一职业技能评价中心
    可以提交，但已过期限，提交时须写明逾期原因（第十二条）。
    收到文件：3月5日 10:00 · 86 KB
    读到数据：1,200 行
    上报期限：3月30日（周一）：已逾期 1 个工作日，暂定
    [逾期原因（第十二条，必填）*: 请写明没有按期上报的原因]
    (提交 → 确认提交？)
    (附上文件) (撤回这份数据 → 确认撤回？)
    文件已加密保存。为保护个人信息，请把聊天里的文件消息撤回（长按或右键那条消息），不影响办理。
    「暂定」：国务院尚未公布相关年度的放假安排，日期以公布后的安排为准。"
  `);
});

test('what a tier holds shows who and until when, and can still be withdrawn', () => {
  expect(sketch(results['in-review'])).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <审核中> <第 1 版> blue
    示例市第一职业技能评价中心
    已提交，现在由「市级审核」办理，无需您操作。
    收到文件：3月5日 10:00 · 86 KB
    读到数据：1,200 行
    市级审核期限：3月19日（周四）
    (查看办理经过) (附上文件) (撤回这份数据 → 确认撤回？)"
  `);
});

test('what one tier has approved cannot be withdrawn', () => {
  expect(sketch(results['at-province'])).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <审核中> <第 1 版> blue
    示例市第一职业技能评价中心
    已提交，现在由「省中心核准」办理，无需您操作。
    收到文件：3月5日 10:00 · 86 KB
    读到数据：1,200 行
    省中心核准期限：3月19日（周四）
    (查看办理经过) (附上文件)"
  `);
});

test('what the ministry holds can no longer be withdrawn', () => {
  expect(sketch(results['at-ministry'])).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <部中心办理中> <第 1 版> blue
    示例市第一职业技能评价中心
    已提交，现在由「部中心公布」办理，无需您操作。
    收到文件：3月5日 10:00 · 86 KB
    读到数据：1,200 行
    部中心公布期限：3月19日（周四）
    (查看办理经过) (附上文件)"
  `);
});

test('a returned submission shows the reason to the letter', () => {
  expect(sketch(results.returned)).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <已退回，待更正> <第 1 版> orange
    示例市第一职业技能评价中心
    数据被退回，请按原因更正后把文件重新发给我。
    收到文件：3月5日 10:00 · 86 KB
    读到数据：1,200 行
    更正期限：3月24日（周二）：还有 10 个工作日
    退回原因：证书编号有误（市级审核 赵示例，3月10日 10:00）
    第 3 行和第 17 行的编号
    与 **年份** 不符。
    ---
    下一步：改好后把文件直接发到这里，并选择「这是更正后的文件」。更正版从第一级重新审核。
    (附上文件) (撤回这份数据 → 确认撤回？)"
  `);
});

test('a published submission shows its day', () => {
  expect(sketch(results.published)).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <已公布，可查询> <第 1 版> green
    示例市第一职业技能评价中心
    已公布，持证人可以在全国联网查询系统查到。
    收到文件：3月5日 10:00 · 86 KB
    读到数据：1,200 行
    公布日期：2026-04-07
    (查看办理经过)"
  `);
});

test('a withdrawn submission offers nothing', () => {
  expect(sketch(results.withdrawn)).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <已撤回> <第 1 版> grey
    示例市第一职业技能评价中心
    已撤回，没有上报任何数据。
    收到文件：3月5日 10:00 · 86 KB
    读到数据：1,200 行"
  `);
});

test('an older version points at the newer card', () => {
  expect(sketch(results.superseded)).toMatchInlineSnapshot(`
    "[证书数据 HZ-1001] <已有新版本> <第 1 版> grey
    示例市第一职业技能评价中心
    这一版已被新文件代替，请看最新的卡片。
    收到文件：3月5日 10:00 · 86 KB"
  `);
});

test('a check that was not finished offers another one, as does a file that the directory does not bear out', () => {
  const unfinished = ['check-failed', 'too-slow', 'encrypted'].map((code) =>
    resultCard({
      ...resultView,
      at: 'faulty',
      check: { ...nothingFound, unreadable: { code, limit: null, where: null } },
      unreadable: '这次没有读完。',
    }),
  );
  const rule = { severity: 'error' as const, title: '不在评价范围内', next: '', count: 1 };
  const found = ['O01', 'P01'].map((code) => resultCard({ ...resultView, at: 'faulty', rules: [{ ...rule, code }] }));

  expect([...unfinished, ...found].map((card) => sketch(card).includes('(重新校验)'))).toEqual([
    true,
    true,
    false,
    true,
    false,
  ]);
});

// What the bot answers to files and words: questions, progress, history, help.
import { expect, test } from 'vitest';
import { sketch } from '../../cards/sketch.ts';
import { helps, histories, progresses, questions } from './talk-states.ts';

test('a file may be the next version of an open submission or a new batch', () => {
  expect(sketch(questions.open)).toMatchInlineSnapshot(`
    "[收到文件，请选择用途] blue
    3月12日 09:00 收到的文件（86 KB）
    (这是 HZ-1001 更正后的文件（已退回，待更正）)
    (这是新的一批数据)
    (只试填，不上报)
    (发错了，不处理)
    选好之后我会马上校验。文件已加密保存，请把聊天里的文件消息撤回。"
  `);
});

test('a clerk of two institutions says which', () => {
  expect(sketch(questions['two-institutions'])).toMatchInlineSnapshot(`
    "[收到文件，请选择用途] blue
    3月12日 09:00 收到的文件（86 KB）
    (新的一批：示例市第一职业技能评价中心)
    (新的一批：示例技师学院)
    (只试填，不上报：示例市第一职业技能评价中心)
    (只试填，不上报：示例技师学院)
    (发错了，不处理)
    选好之后我会马上校验。文件已加密保存，请把聊天里的文件消息撤回。"
  `);
});

test('an answered question has no button left', () => {
  expect(sketch(questions.settled)).toMatchInlineSnapshot(`
    "[收到的文件] <已处理> grey
    3月12日 09:00 收到的文件（86 KB）
    已作为 HZ-1001 更正后的文件，正在校验。"
  `);
});

test('progress counts an overdue submission once', () => {
  expect(sketch(progresses.some)).toMatchInlineSnapshot(`
    "[办理进度] <逾期 1 件> red
    2026年3月23日（周一）
    在我岗位上的（1 件）
    | 编号 | 在哪一步 | 期限 | 剩余 | 评价机构 |
    | HZ-1001 | 市级审核 | 3月19日 | 已逾期 2 个工作日 | 示例市第一职业技能评价中心 |
    本单位全部（6 件）
    | 编号 | 在哪一步 | 期限 | 剩余 | 评价机构 |
    | HZ-1001 | 市级审核 | 3月19日 | 已逾期 2 个工作日 | 示例市第一职业技能评价中心 |
    | HZ-1002 | 试填 待提交 | — |  | 示例技师学院 |
    另有 4 件未列出，按期限由近到远显示前 2 件
    (HZ-1001 办理经过) (HZ-1002 办理经过)"
  `);
});

test('no progress says how to begin', () => {
  expect(sketch(progresses.none)).toMatchInlineSnapshot(`
    "[办理进度] blue
    2026年3月23日（周一）
    目前没有在办的证书数据。
    下一步：专管员把 Excel 文件直接发到这里，即可开始校验。"
  `);
});

test('a history tells who did what, and their words', () => {
  expect(sketch(histories.some)).toMatchInlineSnapshot(`
    "[HZ-1001 办理经过] <审核中> blue
    示例市第一职业技能评价中心
    用时（工作日）：专管员 3 天 → 市级审核 6 天（2 次），正在计时 → 专管员更正 4 天；退回 1 次
    全程：3月2日发证至今 13 个工作日；首次提交期限 3月30日（周一），6 个月界限 2026年9月2日（周三）
    3月5日 10:00 林示例 发来第 1 版文件
    3月5日 10:02 林示例 提交（第 1 次上报）
    逾期原因：考评员生病。
    ▸ 附件 1 份
      3月5日 10:01 林示例 附件1（PDF，86 KB）
      (取附件1)"
  `);
});

test('a newcomer is greeted by name', () => {
  expect(sketch(helps.greeting)).toMatchInlineSnapshot(`
    "[核证使用说明] blue
    您好，林示例！我负责证书数据从校验到公布的全过程。
    - 专管员：把证书数据（Excel）直接发到这里，我会逐行校验，告诉您哪里不对、怎么改；通过后点「提交」。
    发送「待办」看等您办理的，「进度」看办理情况，「模板」要一份空白表，「试填」先校验一份不上报的文件，「撤回」收回还没有审核的数据，「承诺书」领取和上传诚信承诺书，「附上文件」给办理中的数据附上材料，「帮助」看本说明。
    (待办) (进度) (模板) (试填) (撤回)"
  `);
});

test('unknown words are answered with what each role may do', () => {
  expect(sketch(helps.unknown)).toMatchInlineSnapshot(`
    "[核证使用说明] blue
    没有看懂这句话，您可以这样用：
    - 审核员：有数据待办时我会发卡片给您，在卡片上通过或退回；期限临近会提醒您。
    - 主管：期限被突破时我会告诉您；发送「进度」随时查看全部情况，「周报」看统计和超期预测。
    - 管理员：更换机构备案表时，把整份表直接发到这里；我会列出问题或变动，您确认后才生效。发送「机构表」要一份空白表。
    发送「待办」看等您办理的，「进度」看办理情况，「模板」要一份空白表，「附上文件」给办理中的数据附上材料，「请假」请同事代理岗位，「代理」查看或取消代理，「帮助」看本说明。
    (待办) (进度) (模板) (请假) (代理)"
  `);
});

test('a stranger is told how to join', () => {
  expect(sketch(helps.stranger)).toMatchInlineSnapshot(`
    "[核证使用说明] blue
    您好！我负责证书数据从校验到公布的全过程。
    您还没有登记在册。
    下一步：请向管理员要一个加入码，直接发到这里；或请管理员按您的手机号登记。"
  `);
});

// The words for every refusal: what was not done, why, and the next step. Pure.
import type { Refusal } from './law.ts';
import type { At } from './submission.ts';

/** What people call each state. */
export const stateNames: Record<At, string> = {
  none: '未建立',
  checking: '校验中',
  faulty: '待修改',
  ready: '待提交',
  'in-review': '审核中',
  'in-hand-over': '待上报部中心',
  'at-ministry': '部中心办理中',
  returned: '已退回，待更正',
  published: '已公布，可查询',
  withdrawn: '已撤回',
};

/** What a decision is called. */
export const decisionNames = {
  approved: '通过',
  returned: '退回',
  'rows-returned': '退回部分行',
  'handed-over': '登记上报',
  published: '登记公布',
} as const;

/** `who` gives the name of a person by id, `when` words an instant; both come from outside because events hold neither. */
export type Naming = { who: (person: string) => string; when: (at: string) => string };

/** One or two sentences for the person who was refused. */
export function wordRefusal(refusal: Refusal, naming: Naming): string {
  const { decision } = refusal;
  const decided = decision
    ? `${naming.who(decision.by)}${decision.for === null ? '' : `（代 ${naming.who(decision.for)}）`}已于${naming.when(decision.at)}${decisionNames[decision.what]}`
    : '';
  switch (refusal.refused) {
    case 'not-possible':
      return `这份数据现在是「${stateNames[refusal.at]}」，不能这样办理。发送「进度」可以查看最新情况。`;
    case 'not-yours':
      return '这一步不由您的岗位办理，没有作任何改动。如认为有误，请联系管理员核对您的岗位。';
    case 'older-version':
      return '这张卡片对应的是较早的文件，请在最新的一张卡片上操作。';
    case 'older-round':
      return `这是上一轮的卡片，数据已重新提交，请在最新的一张卡片上操作。${decided ? `（上一次：${decided}）` : ''}`;
    case 'already-decided':
      return `${decided || '这一步已经办理'}，不需要再办理。`;
    case 'own-submission':
      return '您发送或提交过这份数据，按规定不能自己审核，请由同岗位的其他同事办理。';
    case 'two-tiers':
      return '您已在这一轮的另一级审核过，同一人不能审核两级，请由同岗位的其他同事办理。';
    case 'signed-already':
      return '您已签署，正在等同岗位的其他同事签署，不需要再办理。';
    case 'still-faulty':
      return '文件里还有必须改正的问题，请按标注改好后重新发送。';
    case 'warnings-unanswered':
      return '还有需要核对的内容没有说明。请在卡片的「核对说明」里写明情况，或在标注文件的说明列逐行填写后重新发送。';
    case 'answer-missing':
      return '请选择要说明的问题，并写明核对后的情况。';
    case 'trial':
      return '这是试填的数据，不会上报。确认无误后，请先点「转为正式数据」，再提交。';
    case 'no-commitment':
      return '还没有登记贵机构的《诚信承诺书》（第二十四条），暂不能提交。发送「承诺书」可领取样式，签署后点「上传签署扫描件」登记。';
    case 'too-late-to-take-back':
      return '已超过可收回的时间，下一级已经收到。如需更正，请联系下一级退回。';
    case 'words-missing':
      return '请写明内容后再点一次。';
    case 'not-in-post':
      return '只能转给同岗位、且没有经手过这份数据的同事。';
    case 'no-such-question':
      return '这个问题已经答复过，或已不在本轮审核中，不需要再答复。';
    case 'late-reason-missing':
      return `已超过期限${refusal.due ? `（${refusal.due}）` : ''}，按第十二条须书面说明原因，请填写「逾期原因」后再点一次。`;
    case 'reason-missing':
      return '退回须说明理由，请选择原因并写明需要更正的内容。';
    case 'beyond-six-months':
      return '自发证日期起已超过 6 个月，按第十二条原则上不予受理。如有特殊情况，请在最新的卡片上点「申请省中心受理」，写明原因。';
    case 'approved-already':
      return '已有一级审核通过，不能直接撤回，请联系审核人退回。';
    case 'day-out-of-range':
      return '日期不能晚于今天，也不能早于收到（或上报）的那一天，请改正后再点一次。';
    case 'receipt-missing':
      return '请填写部中心的回执编号，只用字母、数字和「-」「/」等符号，最多 60 个字符，不要填写姓名或证件号码。';
    case 'rows-missing':
      return '请填写要退回的行号，例如 3,5,8-12。';
    case 'rows-not-here':
      return `${rowList(refusal.rows)}不在这份数据里，可能已经退回，或不是证书数据的行。请核对行号，没有作任何改动。`;
    case 'rows-all':
      return '填写的是全部行。要退回整份数据，请清空行号，点「退回更正」。';
    case 'too-many-attachments':
      return '这份数据的附件已达上限，不能再附。请把几份材料合并成一个文件，或联系审核人。';
    case 'number-taken':
      return `有证书编号已在其他在办或已公布的数据里使用${refusal.rows?.length ? `（${rowList(refusal.rows)}）` : ''}，请核对后重新发送文件。`;
  }
}

function rowList(rows: readonly number[] = []): string {
  return `第 ${rows.slice(0, 10).join('、')} 行${rows.length > 10 ? ` 等 ${rows.length} 行` : ''}`;
}

// The single causes that the detective knows, in words. Decides nothing.
import type { Facts } from './context.ts';
import { fill } from './wording.ts';

/** Why many rows fail together. `facts` is the evidence: headers, column positions and counts, never a value. */
export type Cause = { code: CauseCode; message: string; facts: Facts; next: string };

const words = {
  'header-lost': {
    message: '工作表“{sheet}”里有像证书数据的行（例如第 {row} 行），但上面没有标准表头。',
    next: '请在数据上方补上一行标准表头，或从机器人领取空白模板，把数据粘贴进去后重新上传。',
  },
  'wrong-sheet': {
    message: '有表头的工作表“{sheet}”是空的，数据在另一个工作表“{other}”里，那里没有标准表头。',
    next: '请把数据移到有表头的工作表里，删除多余的工作表后重新上传。',
  },
  'old-template': {
    message: '表头与现行标准有 {count} 处不同，可能用的是旧模板。',
    next: '请从机器人领取现行的空白模板，把数据粘贴进去后重新上传。',
  },
  'old-numbers': {
    message: '有 {count} 行的证书编号是16位的旧编号，这可能是国家职业资格证书的数据。',
    next: '请确认上报的是职业技能等级证书；旧的职业资格证书不在这里上报。',
  },
  'columns-shifted': {
    message: '从“{field}”起，各列的内容整体向{side}错开了 {by} 列：核对的 {sampled} 行里有 {count} 行如此。',
    next: '请在表格里把这些内容移回各自的表头下面（多半是删掉或多插了单元格），再重新上传。',
  },
  'inserted-column': {
    message: '第 {position} 列没有表头，却有 {count} 行填了内容，像是中间插入了一列。',
    next: '请删除插入的这一列；如果是表头错位，请把表头对齐后重新上传。',
  },
  'columns-swapped': {
    message: '“{field}”和“{other}”两列的内容好像对调了：核对的 {sampled} 行里有 {count} 行如此。',
    next: '请把这两列的内容换回来后重新上传。',
  },
  'column-moved': {
    message: '“{field}”和“{other}”上下错开了 {by} 行：对不上的 {mismatched} 行里，错开后有 {count} 行正好对上。',
    next: '请找到多出或缺少一个单元格的地方，把其中一列移回原位后重新上传。',
  },
  'column-sorted': {
    message: '“{field}”这一列像是单独排过序：它与“{other}”有 {mismatched} 行对不上，但两列各种内容的个数相同。',
    next: '请撤销排序；重新排序时要选中整个表格，而不是一列，再重新上传。',
  },
  'dates-as-serials': {
    message: '有 {count} 行的发证日期变成了一串数字，是日期被表格软件换算成了天数。',
    next: '请把“发证日期”一列设为“文本”格式，按 2022-02-09 的样子重新填写后上传。',
  },
  'full-width': {
    message: '有 {count} 行的号码或日期用了全角或小写字符，可能是输入法停在全角状态。',
    next: '可以一次接受修正；以后填写号码时请把输入法切换到半角。',
  },
} as const;

export type CauseCode = keyof typeof words;

/** A cause with its evidence put into words. */
export function causeOf(code: CauseCode, facts: Facts): Cause {
  return { code, message: fill(words[code].message, facts), facts, next: words[code].next };
}

/** The same from what was stored; null for a code this version no longer knows. */
export function storedCause(code: string, facts: Facts): Cause | null {
  return code in words ? causeOf(code as CauseCode, facts) : null;
}

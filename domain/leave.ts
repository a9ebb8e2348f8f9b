// Leave, and who stands in meanwhile: what may be said, and the words where it may not. Pure.
import { addDays } from './calendar.ts';

/** `post`: one post of theirs, null for all they hold. Both days are counted. */
export type Leave = { id: string; person: string; post: string | null; standIn: string; from: string; to: string };
export type LeaveAsked = Omit<Leave, 'id'>;

/** Somebody holds a post of an office on a day. */
export type Held = { person: string; post: string; office: string };

/** What is known of both: leaves that hold, the asker's and the stand-in's, and posts held on the first day and on the last. */
export type LeaveFacts = {
  today: string;
  leaves: readonly Leave[];
  first: readonly Held[];
  last: readonly Held[];
};

/** Longer than a quarter is no leave: the directory then names somebody else. */
export const maxLeaveDays = 92;
/** Further ahead nobody can say who will be there. */
export const maxAheadDays = 183;

export type LeaveRefusal = keyof typeof words;

const words = {
  backwards: '请假的最后一天早于第一天，请改正后再登记。',
  past: '请假不能从已经过去的日子开始，请改正后再登记。',
  'too-far': `请假最早可以提前 ${maxAheadDays} 天登记，请到时再登记。`,
  'too-long': `一次请假最多 ${maxLeaveDays} 天。时间更长的，请联系管理员在机构备案表里改由他人任职。`,
  'no-post': '这些日子您不在所选的岗位上，不需要登记。如认为有误，请联系管理员核对您的岗位。',
  oneself: '不能由自己代理，请选择一位同事。',
  taken: '这些日子您已经登记过请假。如需改变，请先取消原来的，再重新登记。',
  'standing-in': '这些日子里您正代理同事的岗位。请先发送「代理」，在卡片上退出代理，再登记请假。',
  'stand-in-away': '这位同事在这些日子里也请假，请选择另一位。',
  'stand-in-unfit': '这位同事与您不在同一个单位任职，或任期不到那时，请选择另一位；在几个单位任职的，请分岗位登记。',
} as const;

/** What the person is told. */
export function wordLeaveRefusal(refusal: LeaveRefusal): string {
  return words[refusal];
}

/** Why this leave cannot be; null when it can. Whoever stands in stays until the end: no chain and no circle comes about. */
export function refuseLeave(asked: LeaveAsked, facts: LeaveFacts): LeaveRefusal | null {
  const { person, post, standIn, from, to } = asked;
  if (to < from) return 'backwards';
  if (from < facts.today) return 'past';
  if (from > addDays(facts.today, maxAheadDays)) return 'too-far';
  if (to >= addDays(from, maxLeaveDays)) return 'too-long';
  const left = facts.first.filter((held) => held.person === person && (post === null || held.post === post));
  if (left.length === 0) return 'no-post';
  if (standIn === person) return 'oneself';
  const touching = facts.leaves.filter((leave) => leave.from <= to && leave.to >= from);
  const isSame = (leave: Leave) => post === null || leave.post === null || leave.post === post;
  if (touching.some((leave) => leave.person === person && isSame(leave))) return 'taken';
  if (touching.some((leave) => leave.standIn === person)) return 'standing-in';
  if (touching.some((leave) => leave.person === standIn)) return 'stand-in-away';
  return left.every(({ office }) => staysIn(office, standIn, facts)) ? null : 'stand-in-unfit';
}

/** Whether they hold a post of this office from the first day to the last. */
function staysIn(office: string, person: string, { first, last }: LeaveFacts): boolean {
  return [first, last].every((day) => day.some((held) => held.person === person && held.office === office));
}

// Clicks on the cards about leave: say it, cancel it, or stand in no more. Whose it is comes from whoever clicked.
import { z } from 'zod';
import { type Action, allPosts, fields } from '../../cards/action.ts';
import { monthDay } from '../../cards/words.ts';
import { wordLeaveRefusal } from '../../domain/leave.ts';
import { namesOf } from '../../store/directory.ts';
import { cancelLeave, sayLeave } from '../../store/leaves.ts';
import type { BotParts } from '../parts.ts';
import { type ClickListener, type KnownClick, success, type Toast, warning } from './answer-click.ts';
import { dayIn, textOf } from './decide-submission.ts';

type Leaving = Extract<Action, { act: 'leave' | 'leave-cancel' }>;

export const leaveClicked: ClickListener<Leaving> = async (parts, click, now) => {
  const { action, standing } = click;
  if (action.act === 'leave') return said(parts, click, now);
  const cancelled = await cancelLeave(parts.store, action.leave, standing.id, now);
  return cancelled
    ? success('已取消，马上由请假的人自己办理，对方会收到通知。')
    : warning('这次请假已经结束或取消，没有作任何改动。');
};

async function said(parts: BotParts, { standing, form }: KnownClick<Leaving>, now: Date): Promise<Toast> {
  const [from, to] = [dayIn(form, fields.leaveFrom), dayIn(form, fields.leaveTo)];
  const standIn = z.uuid().safeParse(form[fields.standIn]).data ?? null;
  if (from === null || to === null) return warning('请先选择请假的第一天和最后一天，再点「登记请假」。');
  if (standIn === null) return warning('请先选择代理人，再点「登记请假」。');
  const chosen = textOf(form, fields.leavePost);
  const post = chosen === null || chosen === allPosts ? null : chosen;
  const done = await sayLeave(parts.store, { person: standing.id, post, standIn, from, to }, now);
  if ('refused' in done) return warning(wordLeaveRefusal(done.refused));
  const names = await namesOf(parts.store.db, parts.store.sealer, [standIn]);
  const days = from === to ? monthDay(from) : `${monthDay(from)}至${monthDay(to)}`;
  return success(`已登记：${days}由 ${names.get(standIn) ?? '同事'} 代理，到期自动恢复。`);
}

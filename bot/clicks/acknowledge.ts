// 已知悉，正在办理: whoever was reminded says so. It spares them for a while, and decides nothing.
import type { Action } from '../../cards/action.ts';
import { dueDay } from '../../cards/words.ts';
import { act } from '../../store/submissions.ts';
import { type ClickListener, success } from './answer-click.ts';
import { refused } from './decide-submission.ts';

export const acknowledge: ClickListener<Extract<Action, { act: 'acknowledge' }>> = async (parts, click, now) => {
  const { action, standing: by } = click;
  const { submission, round, due } = action;
  const acted = await act(parts.store, submission, { command: () => ({ type: 'acknowledge', by, round, due }) }, now);
  if (!acted.ok) return refused(parts, acted.refusal);
  const until = 'period' in acted.state ? (acted.state.period?.seen?.until ?? null) : null;
  const pause = until === null ? '' : `到 ${dueDay({ day: until, left: 0, provisional: false })}为止不再发一般提醒；`;
  return success(`${acted.no} 已记下您知悉。${pause}当天到期和逾期的提醒、给主管的预警照常发出。`);
};

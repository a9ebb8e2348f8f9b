// The answer to the question about a file: a new submission, the next version of an open one, or nothing.
import type { Action } from '../../cards/action.ts';
import { readDrop, settleDrop } from '../../store/drops.ts';
import { placeDrop } from '../../store/place-drop.ts';
import { type ClickListener, success, warning } from './answer-click.ts';

type Placing = Extract<Action, { act: 'place' | 'try' | 'drop-nothing' }>;

export const placeFile: ClickListener<Placing> = async (parts, { action, standing }, now) => {
  const { store } = parts;
  const drop = await readDrop(store.db, action.drop);
  if (drop === null || drop.person !== standing.id) return warning('这份文件不是您发来的，不能在这里办理。');
  if (action.act === 'drop-nothing') {
    const settled = await store.db.transaction((tx) => settleDrop(tx, drop.id, null, now));
    return settled ? success('好的，这份文件不作处理。') : warning('这份文件已经处理过了。');
  }
  const { institution } = action;
  const submission = action.act === 'try' ? null : action.submission;
  const trial = action.act === 'try';
  const placed = await store.db.transaction((tx) =>
    placeDrop(tx, store, { drop: drop.id, by: standing, institution, submission, trial }, now),
  );
  if (placed === 'settled') return warning('这份文件已经处理过了，请看先前的卡片。');
  if (!placed.ok)
    return warning('这份数据现在不能更换文件，可能正在审核或已办结。请发送「进度」查看，需要时选择「新的一批」。');
  return success(trial ? `好的，按 ${placed.no} 试填，只校验，不会上报。` : `好的，按 ${placed.no} 办理，正在校验。`);
};

// The press on a list of the ministry centre: what it names of one submission is returned, its reasons row by row with it.
import { randomUUID } from 'node:crypto';
import { type Action, fields } from '../../cards/action.ts';
import { spansOf } from '../../domain/row-spans.ts';
import { returnedBy, wordsOf } from '../../messages/return-list.ts';
import { readDrop, settleDrop } from '../../store/drops.ts';
import { keepRowReasons } from '../../store/return-lists.ts';
import { type Asked, actWithin } from '../../store/submissions.ts';
import { type ClickListener, success, warning } from './answer-click.ts';
import { doneWords, refused, textOf } from './decide-submission.ts';

export const returnListed: ClickListener<Extract<Action, { act: 'return-listed' }>> = async (parts, click, now) => {
  const { store } = parts;
  const { action, standing: by, form } = click;
  const drop = await readDrop(store.db, action.drop);
  if (drop === null || drop.person !== by.person) return warning('这份清单不是您发来的，不能在这里办理。');
  const code = textOf(form, fields.returnCode);
  if (code === null || !parts.returnReasons.some(([one]) => one === code))
    return warning('请先选择「退回原因」，再点退回。');
  const returned = await returnedBy(store.db, parts, drop, now);
  const one =
    'none' in returned ? undefined : returned.found.find(({ submission }) => submission === action.submission);
  if ('none' in returned || one === undefined) return warning('清单里的这些行已经不在待公布的数据里，不需要再退回。');

  const { round, tier, submission } = action;
  const { rows } = one;
  const words = wordsOf(rows, textOf(form, fields.reason));
  const child = randomUUID();
  const whole = rows.length === one.all;
  const asked: Asked = {
    words,
    command: (note) =>
      whole
        ? { type: 'return', by, round, tier, to: null, code, reason: note ?? '' }
        : {
            ...{ type: 'return-rows', by, round, tier, code, reason: note ?? '', child },
            rows: spansOf(rows.map(({ row }) => row)),
          },
  };
  const isLast = returned.found.length === 1;
  const acted = await actWithin(store, submission, asked, now, async (tx) => {
    if (!whole) await keepRowReasons(tx, store.sealer, { submission: child, version: 1 }, rows, now);
    if (isLast) await settleDrop(tx, drop.id, submission, now);
  });
  if (!acted.ok) return refused(parts, acted.refusal);
  return success(await doneWords(parts, whole ? 'return' : 'return-rows', acted));
};

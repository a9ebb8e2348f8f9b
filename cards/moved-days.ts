// Due days that a new notice about the holidays has moved: one message to each whom it concerns, never one per submission.
import { buttons, type Card, card, fitted, md, text } from './kit.ts';
import { count } from './words.ts';

export type MovedDaysView = {
  earlier: number;
  later: number;
  /** The same day as before, and no longer 暂定. */
  confirmed: number;
  /** The first few submissions, those with an earlier day first. */
  numbers: readonly string[];
  marker?: string;
};

export function movedDaysCard(view: MovedDaysView): Card {
  return fitted(view, make);
}

function make({ earlier, later, confirmed, numbers, marker }: MovedDaysView): Card {
  const moved = earlier + later;
  const kinds = [
    ...(earlier > 0 ? [`${count(earlier)} 个提前`] : []),
    ...(later > 0 ? [`${count(later)} 个延后`] : []),
  ].join('，');
  const some = earlier === 0 ? '' : later === 0 ? '，均提前' : `，其中 ${count(earlier)} 个提前`;
  const title = `${count(moved)} 个期限有变动${some}`;
  const more = moved > numbers.length ? ` 等 ${count(moved)} 件` : '';
  return card(
    { title, tone: earlier > 0 ? 'orange' : 'blue' },
    title,
    [
      text(md`放假安排有更新，在办数据的期限已按新的安排重新计算。`),
      text(md`您办理或主管的 **${count(moved)} 个期限有变动**：${kinds}。`),
      confirmed > 0 ? text(md`另有 ${count(confirmed)} 个期限日期不变，由暂定转为确定。`) : null,
      text(md`${earlier > 0 && later > 0 ? '涉及（提前的在前）' : '涉及'}：${numbers.join('、')}${more}。`),
      text(md`**下一步**：发送「进度」查看新的期限${earlier > 0 ? '，请先办期限提前的' : ''}。`),
      buttons([{ text: '进度', action: { act: 'say', word: '进度' } }]),
    ],
    marker ? { marker } : {},
  );
}

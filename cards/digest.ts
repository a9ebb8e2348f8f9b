// The one digest of a working day: what waits on the reader, what is due first on top, and what was decided meanwhile.
import { buttons, type Card, card, fitted, md, note, text } from './kit.ts';
import { type ProgressRow, progressTable } from './progress.ts';
import { dayWords, nearDays } from './words.ts';

export type DigestView = {
  today: string;
  /** What waits on the reader, due first; `more` is what is not listed. */
  waiting: readonly ProgressRow[];
  more: number;
  /** Decisions on the reader's own submissions since the digest before, in words. */
  news: readonly string[];
  marker?: string;
};

export function digestCard(view: DigestView): Card {
  return fitted(view, makeDigest);
}

function makeDigest(view: DigestView, most: number): Card {
  const { today, waiting, news, marker } = view;
  const rows = waiting.slice(0, most);
  const more = view.more + waiting.length - rows.length;
  const total = waiting.length + view.more;
  const due = dueWords(waiting);
  return card(
    {
      title: `今日待办 ${total} 件`,
      subtitle: dayWords(today),
      tone: due.length > 0 ? 'orange' : 'blue',
      ...(due.length > 0 ? { tags: due.map((words) => ({ text: words, tone: 'orange' })) } : {}),
    },
    [`今日待办 ${total} 件`, ...due].join('，'),
    [
      text(md`**待您办理**（${total} 件）`),
      progressTable(rows),
      more > 0 ? note(`另有 ${more} 件未列出，按期限由近到远显示前 ${rows.length} 件`) : null,
      news.length > 0 ? text(md`**新的办理结果**\n${news.slice(0, most).map((line) => md`- ${line}`)}`) : null,
      text(md`**下一步**：请在先前发给您的卡片上办理，先办快到期的。`),
      buttons([{ text: '查看进度', action: { act: 'say', word: '进度' } }]),
    ],
    marker ? { marker } : {},
  );
}

/** How many are late, due today and due soon. */
function dueWords(rows: readonly ProgressRow[]): string[] {
  const left = rows.flatMap(({ deadline }) => (deadline === null ? [] : [deadline.left]));
  const counts = [
    ['已逾期', left.filter((days) => days < 0).length],
    ['今天到期', left.filter((days) => days === 0).length],
    [`${nearDays} 个工作日内到期`, left.filter((days) => days > 0 && days <= nearDays).length],
  ] as const;
  return counts.flatMap(([words, count]) => (count > 0 ? [`${words} ${count} 件`] : []));
}

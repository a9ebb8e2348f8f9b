// One event in words for the submitter: what happened, by whom, why, and what comes next. Never changes after it is sent.
import { type Card, card, fitted, md, plain, type Tone, text } from './kit.ts';
import { type Deadline, dayWords } from './words.ts';

export type ToldView = {
  no: string;
  institution: string;
  event: 'approved' | 'returned' | 'handed-over' | 'published';
  tier: string;
  who: string;
  when: string;
  /** Title of the return reason and the reviewer's words. */
  reason: { title: string; words: string } | null;
  next: { title: string; deadline: Deadline } | null;
  marker?: string;
};

const heads: Record<ToldView['event'], { title: (tier: string) => string; tone: Tone }> = {
  approved: { title: (tier) => `${tier}已通过`, tone: 'blue' },
  returned: { title: (tier) => `${tier}已退回`, tone: 'orange' },
  'handed-over': { title: () => '已上报部中心', tone: 'blue' },
  published: { title: () => '已公布，可以查询', tone: 'green' },
};

export function toldCard(view: ToldView): Card {
  return fitted(view, make);
}

function make(view: ToldView): Card {
  const head = heads[view.event];
  const title = head.title(view.tier);
  return card(
    { title: `${view.no} ${title}`, subtitle: view.institution, tone: head.tone },
    `${view.no} ${title}`,
    [
      text(md`${view.who} 于 ${view.when} 办理。`),
      view.reason ? text(md`**退回原因**：${view.reason.title}`) : null,
      view.reason ? plain(view.reason.words) : null,
      text(md`**下一步**：${nextWords(view)}`),
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

/** The day alone: this card stays as it was sent, so it must not count what is left. */
function byDay({ day, provisional }: Deadline): string {
  return `${dayWords(day)}${provisional ? '（暂定）' : ''}`;
}

function nextWords({ event, next }: ToldView): string {
  if (event === 'published') return '无需操作。数据如需更正或删除，请按第十四条、第十五条提出书面申请。';
  if (event === 'returned')
    return `请${next ? `最迟于${byDay(next.deadline)}` : '在规定期限内'}改好文件，直接发到这里，从第一级重新审核。`;
  return next ? `由「${next.title}」办理，期限 ${byDay(next.deadline)}。无需您操作。` : '无需您操作。';
}

// One event in words for whoever waits for it: what happened, by whom, why, and what comes next. Never changes after it is sent.
import { type Card, card, fitted, md, plain, type Tone, text } from './kit.ts';
import { type Deadline, dayWords } from './words.ts';

export type ToldView = {
  no: string;
  institution: string;
  event: 'approved' | 'returned' | 'handed-over' | 'published' | 'replied' | 'admitted';
  tier: string;
  /** The earlier tier that a return leads to; null for the clerk. */
  to: string | null;
  who: string;
  when: string;
  /** What was said: under its title, e.g. that of the return reason, the words to the letter. */
  said: readonly { title: string; words: string }[];
  next: { title: string; deadline: Deadline } | null;
  marker?: string;
};

const heads: Record<ToldView['event'], { title: (view: ToldView) => string; tone: Tone }> = {
  approved: { title: ({ tier }) => `${tier}已通过`, tone: 'blue' },
  returned: { title: ({ tier, to }) => `${tier}已退回${to === null ? '' : `到${to}`}`, tone: 'orange' },
  'handed-over': { title: () => '已上报部中心', tone: 'blue' },
  published: { title: () => '已公布，可以查询', tone: 'green' },
  replied: { title: () => '专管员已答复您的提问', tone: 'blue' },
  admitted: { title: () => '省中心已同意受理', tone: 'green' },
};

export function toldCard(view: ToldView): Card {
  return fitted(view, make);
}

function make(view: ToldView): Card {
  const head = heads[view.event];
  const title = head.title(view);
  return card(
    { title: `${view.no} ${title}`, subtitle: view.institution, tone: head.tone },
    `${view.no} ${title}`,
    [
      text(md`${view.who} 于 ${view.when} 办理。`),
      ...view.said.flatMap(({ title: about, words }) => [text(md`**${about}**`), plain(words)]),
      text(md`**下一步**：${nextWords(view)}`),
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

/** The day alone: this card stays as it was sent, so it must not count what is left. */
function byDay({ day, provisional }: Deadline): string {
  return `${dayWords(day)}${provisional ? '（暂定）' : ''}`;
}

function nextWords({ event, next, to }: ToldView): string {
  if (event === 'replied') return '请在审核卡片上继续办理，办理期限没有变。';
  if (event === 'admitted') return '请在最新的数据卡片上写明逾期原因（第十二条），再点「提交」。';
  if (event === 'returned' && to !== null)
    return `由「${to}」重新办理${next ? `，期限 ${byDay(next.deadline)}` : ''}。无需您操作。`;
  if (event === 'published') return '无需操作。数据如需更正或删除，请按第十四条、第十五条提出书面申请。';
  if (event === 'returned')
    return `请${next ? `最迟于${byDay(next.deadline)}` : '在规定期限内'}改好文件，直接发到这里，从第一级重新审核。`;
  return next ? `由「${next.title}」办理，期限 ${byDay(next.deadline)}。无需您操作。` : '无需您操作。';
}

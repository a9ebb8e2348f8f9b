// Leave: the form that says it, and the list of whom one stands in for and who stands in for one. Colleagues' names are in full.
import { allPosts, fields } from './action.ts';
import {
  button,
  buttons,
  type Card,
  card,
  datePicker,
  type Element,
  fitted,
  form,
  type Markdown,
  md,
  note,
  select,
  text,
} from './kit.ts';
import { monthDay } from './words.ts';

/** One leave: of which posts, in words, from when to when; `other` is whoever stands in, or is stood in for. */
export type LeaveLine = { leave: string; other: string; posts: string; from: string; to: string; begun: boolean };

export type LeaveView = {
  /** What the reader holds. */
  posts: readonly (readonly [code: string, title: string])[];
  /** Who may stand in. A choice among them is no permission. */
  colleagues: readonly (readonly [person: string, name: string])[];
  /** What has been said already. */
  given: readonly LeaveLine[];
  today: string;
  marker?: string;
};

export function leaveCard(view: LeaveView): Card {
  return fitted(view, makeLeave);
}

function makeLeave(view: LeaveView, rows: number): Card {
  return card(
    { title: '请假与代理', tone: 'blue' },
    '请假与代理',
    [
      text(md`请假期间，您岗位上的卡片和提醒发给代理人，由代理人办理，记录为「代理人（代 您）」；到期自动恢复。`),
      ...given(view.given, rows),
      ...(view.colleagues.length === 0 ? [nobody] : [sayForm(view, rows)]),
      view.colleagues.length === 0
        ? null
        : note('请假期间您仍可以自己办理，只是不再收到卡片和提醒。发送「代理」可以查看或取消。'),
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

/** A list to choose from takes less room than lines. */
const choicesPerRow = 5;

const nobody = text(
  md`目前没有可以代理的同事：代理人须在同一单位任职。\n**下一步**：请联系管理员在机构备案表里安排接替的人。`,
);

function sayForm({ posts, colleagues, today }: LeaveView, rows: number): Element {
  const all = [allPosts, '我的全部岗位'] as const;
  return form('leave_form', [
    text(md`请假第一天`),
    datePicker(fields.leaveFrom, '请假第一天', today),
    text(md`请假最后一天（含）`),
    datePicker(fields.leaveTo, '请假最后一天', today),
    ...(posts.length > 1
      ? [text(md`哪些岗位`), select(fields.leavePost, '哪些岗位', [all, ...posts.slice(0, rows)], { chosen: allPosts })]
      : []),
    text(md`代理人`),
    select(fields.standIn, '代理人', colleagues.slice(0, rows * choicesPerRow)),
    button({ text: '登记请假', kind: 'primary_filled', action: { act: 'leave' }, submits: 'leave' }),
  ]);
}

function given(lines: readonly LeaveLine[], rows: number): Element[] {
  if (lines.length === 0) return [];
  return [
    text(md`**已登记的请假**`),
    ...lines.slice(0, rows).flatMap((line) => [
      text(md`${daysOf(line)}：${line.posts}由 **${line.other}** 代理${stateOf(line)}`),
      button({
        text: `取消请假（${daysOf(line)}）`,
        action: { act: 'leave-cancel', leave: line.leave },
        confirm: { title: '取消这次请假？', text: '取消后马上由您自己办理，代理人会收到通知。' },
      }),
    ]),
  ];
}

export type DelegationsView = {
  /** What has just happened, for whoever did not do it; null when the reader asked. */
  news: {
    who: string;
    what: 'said' | 'cancelled' | 'declined' | 'left';
    posts: string;
    from: string;
    to: string;
  } | null;
  given: readonly LeaveLine[];
  /** Those the reader stands in for. */
  held: readonly LeaveLine[];
  marker?: string;
};

export function delegationsCard(view: DelegationsView): Card {
  return fitted(view, makeDelegations);
}

function makeDelegations(view: DelegationsView, rows: number): Card {
  const { news } = view;
  const title = news === null ? '代理情况' : newsTitle(news);
  const none = view.given.length + view.held.length === 0;
  return card(
    { title, tone: news === null || news.what === 'said' ? 'blue' : 'orange' },
    title,
    [
      news === null ? null : text(newsWords(news)),
      ...held(view.held, rows),
      ...given(view.given, rows),
      none && news === null ? text(md`目前没有代理。\n**下一步**：需要同事代理时，发送「请假」登记。`) : null,
      (none && news === null) || news?.what === 'declined'
        ? buttons([{ text: '请假', action: { act: 'say', word: '请假' } }])
        : null,
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

function held(lines: readonly LeaveLine[], rows: number): Element[] {
  if (lines.length === 0) return [];
  return [
    text(md`**我代理的岗位**`),
    ...lines.slice(0, rows).flatMap((line) => [
      text(md`${daysOf(line)}：代 **${line.other}** 办理${line.posts}${stateOf(line)}`),
      button({
        text: `退出代理（代 ${line.other}，${daysOf(line)}）`,
        action: { act: 'leave-cancel', leave: line.leave },
        confirm: { title: '退出这次代理？', text: '退出后马上由请假的人自己办理，对方会收到通知。' },
      }),
    ]),
  ];
}

type News = NonNullable<DelegationsView['news']>;

function newsTitle({ who, what }: News): string {
  switch (what) {
    case 'said':
      return `${who} 请您代理`;
    case 'cancelled':
      return `${who} 已取消请假`;
    case 'declined':
      return `${who} 已退出代理`;
    case 'left':
      return `${who} 已离开单位`;
  }
}

function newsWords(news: News): Markdown {
  const { who, what, posts } = news;
  const days = daysOf(news);
  switch (what) {
    case 'said':
      return md`${days}，**${who}** 的${posts}由您代理。其间的卡片和提醒发给您，您的办理记录为「您（代 ${who}）」；到期自动恢复。`;
    case 'cancelled':
      return md`${days}，${who} 的${posts}不再由您代理，仍由本人办理。`;
    case 'declined':
      return md`${days}，${who} 不再代理您的${posts}，仍由您自己办理。\n**下一步**：需要时请发送「请假」，另选一位代理人。`;
    case 'left':
      return md`${days}，${who} 不能再代理您的${posts}，目前没有人代理。\n**下一步**：请取消这次请假，再发送「请假」另选一位代理人。`;
  }
}

function daysOf({ from, to }: { from: string; to: string }): string {
  return from === to ? monthDay(from) : `${monthDay(from)}至${monthDay(to)}`;
}

function stateOf({ begun }: LeaveLine): string {
  return begun ? '（进行中）' : '';
}

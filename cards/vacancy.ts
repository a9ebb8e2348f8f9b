// A post that nobody holds while work waits on it, for whoever has to see to it; and the word that it is filled.
import { type Card, card, facts, fitted, type Markdown, md, note, text } from './kit.ts';
import { count, type Deadline, dayWords, deadlineFact } from './words.ts';

export type VacancyView = {
  post: string;
  office: string;
  /** The first working day without anybody, and whether it has come. */
  from: string;
  begun: boolean;
  /** Why, in words. */
  why: string;
  /** How many wait on it now, and the earliest due day. */
  waiting: number;
  earliest: Deadline | null;
  marker?: string;
};

export function vacancyCard(view: VacancyView): Card {
  return fitted(view, make);
}

function make(view: VacancyView): Card {
  const title = `岗位空缺：${view.post}`;
  const pairs: [string, Markdown | string][] = [
    [view.begun ? '空缺开始' : '将要空缺', dayWords(view.from)],
    ['原因', view.why],
    ['等待办理', `${count(view.waiting)} 件`],
  ];
  if (view.earliest !== null) pairs.push(['最早的期限', deadlineFact(view.earliest)]);
  const tone = view.begun ? 'red' : 'orange';
  return card(
    { title, subtitle: view.office, tone, tags: [{ text: view.begun ? '现在无人' : '即将无人', tone }] },
    `${title}，${view.begun ? '现在无人办理' : `${dayWords(view.from)}起无人办理`}`,
    [
      facts(pairs),
      text(md`**下一步**：请管理员在机构备案表里安排接替的人；本人请假的，请发送「请假」登记代理人。`),
      note('期限照常计算，超时不等于通过。有人任职后，等待的卡片会自动发给接替的人，也会告诉您。'),
    ],
    { forward: true, ...(view.marker ? { marker: view.marker } : {}) },
  );
}

export type FilledView = { post: string; office: string; holders: readonly string[]; marker?: string };

export function filledCard(view: FilledView): Card {
  return fitted(view, makeFilled);
}

function makeFilled({ post, office, holders, marker }: FilledView, rows: number): Card {
  const title = `岗位已有人：${post}`;
  const more = holders.length > rows ? ` 等 ${holders.length} 人` : '';
  return card(
    { title, subtitle: office, tone: 'green' },
    title,
    [
      text(
        holders.length === 0
          ? md`这个岗位不再空缺，不需要再安排。`
          : md`现由 ${holders.slice(0, rows).join('、')}${more} 办理，不需要再安排。`,
      ),
    ],
    marker ? { marker } : {},
  );
}

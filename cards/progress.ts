// Where things stand: one submission's history, what waits on a person, and for a manager the whole office.
import { stateNames } from '../domain/refusals.ts';
import type { At } from '../domain/submission.ts';
import { type ChargedView, chargedLines } from './charged.ts';
import { type AttachedFile, evidence } from './evidence.ts';
import { buttons, type Card, card, type Element, fitted, md, note, table, text } from './kit.ts';
import { forecastLines, type ReportView } from './report.ts';
import { historyElements } from './review.ts';
import type { HistoryLine } from './review-view.ts';
import { type Deadline, dayWords, leftWords, monthDay, nearDays } from './words.ts';

export type ProgressRow = {
  submission: string;
  no: string;
  institution: string;
  at: At;
  trial: boolean;
  /** Who holds it: a tier's title, or the clerk. */
  holder: string;
  deadline: Deadline | null;
  /** The number of the submission it left; null for most. */
  from?: string | null;
};

export type ProgressView = {
  /** What this reader may see, e.g. 我提交的、在我岗位上的, 本单位全部. */
  sections: readonly { title: string; rows: readonly ProgressRow[]; more: number }[];
  today: string;
  /** To managers: what will be late at the present pace. */
  breaks?: ReportView['breaks'];
  marker?: string;
};

/** Rows per section; beyond it the number left out is named. */
export const maxProgressRows = 20;

export function progressCard(view: ProgressView): Card {
  return fitted(view, makeProgress);
}

function makeProgress(view: ProgressView, most: number): Card {
  const sections = view.sections
    .filter((section) => section.rows.length > 0)
    .map(({ title, rows, more }) => ({
      title,
      rows: rows.slice(0, most),
      more: more + Math.max(0, rows.length - most),
    }));
  const elements = sections.flatMap((section) => [
    text(md`**${section.title}**（${section.rows.length + section.more} 件）`),
    progressTable(section.rows),
    ...(section.more > 0
      ? [note(`另有 ${section.more} 件未列出，按期限由近到远显示前 ${section.rows.length} 件`)]
      : []),
  ]);
  const overdue = overdueWords(view);
  return card(
    {
      title: '办理进度',
      subtitle: dayWords(view.today),
      tone: overdue ? 'red' : 'blue',
      ...(overdue ? { tags: [{ text: overdue, tone: 'red' }] } : {}),
    },
    overdue ? `办理进度：${overdue}` : '办理进度',
    elements.length > 0
      ? [
          ...forecastLines(view.breaks ?? [], most),
          ...elements,
          historyButtons(sections.flatMap((section) => section.rows)),
        ]
      : [text(md`目前没有在办的证书数据。\n**下一步**：专管员把 Excel 文件直接发到这里，即可开始校验。`)],
    view.marker ? { marker: view.marker } : {},
  );
}

/** Where each stands and by when. */
export function progressTable(rows: readonly ProgressRow[]): Element {
  return table(
    [
      { name: 'no', title: '编号', width: '80px' },
      { name: 'state', title: '在哪一步', width: '116px', kind: 'options' },
      { name: 'due', title: '期限', width: '84px' },
      { name: 'left', title: '剩余', width: '120px', kind: 'options' },
      { name: 'institution', title: '评价机构', width: '150px' },
    ],
    rows.map(progressRow),
  );
}

/** Each submission once, though it stand in two sections; `以上` where a list breaks off among what is overdue. */
function overdueWords(view: ProgressView): string | null {
  const isOver = (row: ProgressRow | undefined) => (row?.deadline?.left ?? 0) < 0;
  const over = new Set(view.sections.flatMap(({ rows }) => rows.filter(isOver).map((row) => row.submission)));
  const more = view.sections.some(({ rows, more }) => more > 0 && isOver(rows.at(-1)));
  return over.size === 0 ? null : `逾期 ${over.size} 件${more ? '以上' : ''}`;
}

/** Where a tier holds it, the tier says more than the state. */
const withTier: ReadonlySet<At> = new Set(['in-review', 'in-hand-over', 'at-ministry']);

function progressRow(row: ProgressRow): Record<string, unknown> {
  const { deadline } = row;
  const color =
    deadline === null ? 'neutral' : deadline.left < 0 ? 'red' : deadline.left <= nearDays ? 'orange' : 'blue';
  return {
    no: row.no,
    state: [{ text: `${row.trial ? '试填 ' : ''}${withTier.has(row.at) ? row.holder : stateNames[row.at]}`, color }],
    due: deadline === null ? '—' : monthDay(deadline.day),
    left: deadline === null ? [] : [{ text: leftWords(deadline).replace(/^还有 /, ''), color }],
    institution: row.from ? `${row.institution}（出自 ${row.from}）` : row.institution,
  };
}

function historyButtons(rows: readonly ProgressRow[]) {
  const distinct = [...new Map(rows.map((row) => [row.submission, row])).values()].slice(0, 5);
  return buttons(
    distinct.map((row) => ({ text: `${row.no} 办理经过`, action: { act: 'history', submission: row.submission } })),
  );
}

export type HistoryView = {
  submission: string;
  attachments: readonly AttachedFile[];
  no: string;
  institution: string;
  at: At;
  charged?: ChargedView;
  history: readonly HistoryLine[];
  marker?: string;
};

export function historyCard(view: HistoryView): Card {
  return fitted(view, makeHistory);
}

function makeHistory(view: HistoryView, rows: number): Card {
  return card(
    {
      title: `${view.no} 办理经过`,
      subtitle: view.institution,
      tone: 'blue',
      tags: [{ text: stateNames[view.at], tone: 'blue' }],
    },
    `${view.no} 办理经过`,
    [
      view.charged ? chargedLines(view.charged) : null,
      ...historyElements(view.history, rows),
      evidence(view.submission, view.attachments, rows),
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

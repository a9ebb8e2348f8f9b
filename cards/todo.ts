// All that waits on one person, those due first at the head; the chosen ones are approved or returned in one go.
import { fields } from './action.ts';
import {
  button,
  buttons,
  type Card,
  card,
  type Element,
  fitted,
  form,
  hr,
  input,
  md,
  multiSelect,
  note,
  plain,
  select,
  table,
  text,
} from './kit.ts';
import { count, type Deadline, dayWords, leftWords, monthDay, nearDays } from './words.ts';

export type TodoRow = {
  submission: string;
  no: string;
  institution: string;
  /** What is to be done: a tier's title, or the clerk's own step. */
  step: string;
  rows: number;
  deadline: Deadline | null;
  /** The review it may be decided in from here; null where it takes a card of its own. */
  review: { round: number; tier: string } | null;
};

/** What came of one of those that were last chosen, in words. */
export type Outcome = { no: string; done: boolean; words: string };

export type TodoView = {
  today: string;
  rows: readonly TodoRow[];
  page: number;
  pages: number;
  total: number;
  outcomes: readonly Outcome[];
  returnReasons: readonly (readonly [code: string, title: string])[];
  marker?: string;
};

export const todoPageRows = 20;

export function todoCard(view: TodoView): Card {
  return fitted(view, make);
}

function make(view: TodoView, most: number): Card {
  const rows = view.rows.slice(0, most);
  const over = rows.filter(isOver).length;
  return card(
    {
      title: '待我办理',
      subtitle: dayWords(view.today),
      tone: over > 0 ? 'red' : view.total > 0 ? 'blue' : 'green',
      tags: [
        ...(over > 0 ? [{ text: `逾期 ${over} 件`, tone: 'red' }] : []),
        { text: `共 ${view.total} 件`, tone: 'neutral' },
      ],
    },
    view.total === 0 ? '没有待办' : `待办 ${view.total} 件${over > 0 ? `，逾期 ${over} 件` : ''}`,
    [
      ...outcomes(view.outcomes, most),
      ...(view.total === 0 ? [text(md`目前没有等您办理的数据。`)] : [list(rows), ...pageButtons(view)]),
      ...(rows.length < view.rows.length ? [note(`这一页另有 ${view.rows.length - rows.length} 件未列出`)] : []),
      ...batch(view, rows),
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

function isOver({ deadline }: TodoRow): boolean {
  return (deadline?.left ?? 0) < 0;
}

function outcomes(all: readonly Outcome[], most: number): (Element | null)[] {
  if (all.length === 0) return [];
  const lines = all.slice(0, most).map(({ no, done, words }) => plain(`${done ? '✓' : '✗'} ${no} ${words}`));
  const left = all.length - lines.length;
  return [text(md`**刚才办理的结果**`), ...lines, left > 0 ? note(`另有 ${left} 件未列出`) : null, hr()];
}

function list(rows: readonly TodoRow[]): Element {
  return table(
    [
      { name: 'no', title: '编号', width: '80px' },
      { name: 'step', title: '要办的事', width: '104px' },
      { name: 'left', title: '剩余', width: '120px', kind: 'options' },
      { name: 'due', title: '期限', width: '84px' },
      { name: 'institution', title: '评价机构', width: '150px' },
    ],
    rows.map(({ no, step, deadline, institution }) => ({
      no,
      step,
      left: deadline === null ? [] : [{ text: leftWords(deadline).replace(/^还有 /, ''), color: colour(deadline) }],
      due: deadline === null ? '—' : monthDay(deadline.day),
      institution,
    })),
    10,
  );
}

function colour({ left }: Deadline): string {
  return left < 0 ? 'red' : left <= nearDays ? 'orange' : 'blue';
}

function pageButtons({ page, pages }: TodoView): (Element | null)[] {
  if (pages < 2) return [];
  return [
    buttons([
      ...(page > 1 ? [{ text: '上一页', action: { act: 'todo-page', page: page - 1 } } as const] : []),
      ...(page < pages ? [{ text: '下一页', action: { act: 'todo-page', page: page + 1 } } as const] : []),
    ]),
    note(`第 ${page} 页，共 ${pages} 页，期限近的在前`),
  ];
}

/** Only what is reviewed can be decided from a list: the other steps need facts of their own. */
function batch(view: TodoView, rows: readonly TodoRow[]): (Element | null)[] {
  const choices = rows.flatMap(({ submission, no, institution, rows: size, review }) =>
    review === null
      ? []
      : [[`${submission}:${review.round}:${review.tier}`, `${no} ${count(size)} 行 ${institution}`] as const],
  );
  if (choices.length === 0) return view.total === 0 ? [] : [text(md`**下一步**：请在每份数据自己的卡片上办理。`)];
  const late = rows.some((row) => row.review !== null && isOver(row));
  return [
    hr(),
    form('batch', [
      text(md`**几份一起审核**：请先在各自的卡片上看过数据。每份都单独核对，不能办的会说明原因。`),
      multiSelect(fields.chosen, '选择要办理的数据', choices),
      late
        ? input(fields.lateReason, '逾期原因（第十二条）', { placeholder: '选中的有已逾期的，请写明原因', lines: 2 })
        : null,
      button({
        text: '所选全部通过',
        kind: 'primary_filled',
        action: { act: 'batch-approve' },
        confirm: { title: '确认全部通过？', text: '所选数据逐份核对后转到下一级，并记录为您的审核意见。' },
        submits: 'batch_approve',
      }),
      text(md`**如需退回**，所选各份用同一个原因和说明：`),
      select(fields.returnCode, '退回原因', view.returnReasons),
      input(fields.reason, '退回说明', { placeholder: '哪些行、什么问题、怎样更正', lines: 3 }),
      button({
        text: '所选全部退回专管员',
        kind: 'danger',
        action: { act: 'batch-return' },
        submits: 'batch_return',
      }),
    ]),
  ];
}

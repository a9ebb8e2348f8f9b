// What a clerk can still take back, a button each; and how to ask for the rest.
import { button, type Card, card, type Element, fitted, md, note, text } from './kit.ts';
import { count, dayWords } from './words.ts';

export type WithdrawalRow = {
  submission: string;
  no: string;
  version: number;
  trial: boolean;
  institution: string;
  state: string;
  rows: number;
};

export type WithdrawalsView = {
  today: string;
  can: readonly WithdrawalRow[];
  /** A tier has approved: who is to be asked, by the title of the tier that holds it. */
  cannot: readonly (WithdrawalRow & { holder: string })[];
  /** Beyond what is listed. */
  more: number;
  marker?: string;
};

export function withdrawalsCard(view: WithdrawalsView): Card {
  return fitted(view, make);
}

function make(view: WithdrawalsView, most: number): Card {
  const can = view.can.slice(0, most);
  const cannot = view.cannot.slice(0, most);
  const left = view.more + view.can.length - can.length + view.cannot.length - cannot.length;
  return card(
    { title: '撤回数据', subtitle: dayWords(view.today), tone: 'blue' },
    '撤回数据',
    [
      can.length > 0 ? text(md`**可以撤回的**（还没有一级审核通过）`) : text(md`目前没有可以撤回的数据。`),
      ...can.flatMap(withdrawable),
      cannot.length > 0 ? text(md`**已有一级审核通过的**，不能直接撤回，请联系现在办理的一级退回：`) : null,
      ...cannot.map((row) => text(md`- ${row.no}（${about(row)}）：现在由「${row.holder}」办理`)),
      left > 0 ? note(`另有 ${left} 件未列出，发送「进度」可以查看`) : null,
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

function withdrawable(row: WithdrawalRow): Element[] {
  const { submission, version, no, trial } = row;
  return [
    text(md`**${no}**${trial ? '（试填）' : ''} ${row.state}，${about(row)}`),
    button({
      text: `${trial ? '放弃' : '撤回'} ${no}`,
      action: { act: 'withdraw', submission, version },
      confirm: { title: `确认撤回 ${no}？`, text: '撤回后这份数据不再办理，需要时可以重新发送文件。' },
    }),
  ];
}

function about({ institution, rows }: WithdrawalRow): string {
  return rows > 0 ? `${institution}，${count(rows)} 行` : institution;
}

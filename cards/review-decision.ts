// What the holder of a tier decides, as forms of the review card: pass on, return, record the hand-over or the publication.
import { fields, toClerk } from './action.ts';
import { button, buttons, datePicker, type Element, form, input, md, select, text } from './kit.ts';
import type { ReviewView } from './review-view.ts';

/** The one form of a tier's card that decides, by the tier's task. */
export function decision(view: ReviewView): Element {
  switch (view.tier.task) {
    case 'review':
      return reviewForm(view);
    case 'hand-over':
      return handOverForm(view);
    case 'publication':
      return publicationForm(view);
  }
}

/** The reason serves a return; approval needs none, so the platform must not demand it: the answer says what is missing. */
function returnParts(view: ReviewView): Element[] {
  const place = { submission: view.submission, round: view.round, tier: view.tier.key };
  return [
    text(md`**如需退回**，请选择原因并写明怎样更正：`),
    select(fields.returnCode, '退回原因', view.returnReasons),
    input(fields.reason, '退回说明', { placeholder: '哪些行、什么问题、怎样更正', lines: 3 }),
    ...returnTo(view),
    button({ text: '退回更正', kind: 'danger', action: { act: 'return', ...place }, submits: 'return' }),
    input(fields.rows, '只退回其中几行', { placeholder: '行号，如 3,5,8-12；其余的行留在这里继续办理' }),
    button({ text: '只退回这些行', action: { act: 'return-rows', ...place }, submits: 'return_rows' }),
  ];
}

/** Chosen from the start: the clerk, as ever. */
function returnTo(view: ReviewView): Element[] {
  if (view.returnTo.length === 0) return [];
  const clerk = [toClerk, '专管员（更正后从第一级重新审核）'] as const;
  return [text(md`退回到`), select(fields.returnTo, '退回到', [clerk, ...view.returnTo], { chosen: toClerk })];
}

function lateInput(view: ReviewView): Element | null {
  if (!view.late) return null;
  return input(fields.lateReason, '逾期原因（第十二条）', { placeholder: '已超过期限，请写明原因', lines: 2 });
}

function reviewForm(view: ReviewView): Element {
  const place = { submission: view.submission, round: view.round, tier: view.tier.key };
  return form('decision', [
    lateInput(view),
    button({
      text: '审核通过',
      kind: 'primary_filled',
      action: { act: 'approve', ...place },
      confirm: { title: '确认通过？', text: '通过后转到下一级办理，并记录为您的审核意见。' },
      submits: 'approve',
    }),
    ...returnParts(view),
  ]);
}

function handOverForm(view: ReviewView): Element {
  const place = { submission: view.submission, round: view.round, tier: view.tier.key };
  return form('decision', [
    text(md`**下一步**：把刚发给您的上报文件导入部中心系统，再登记上报日期和回执编号。`),
    text(md`上报日期`),
    datePicker(fields.handedOn, '上报日期', view.today),
    input(fields.receipt, '部中心回执编号', { placeholder: '例如 BZX-2026-0001', max: 60 }),
    lateInput(view),
    button({
      text: '登记已上报',
      kind: 'primary_filled',
      action: { act: 'hand-over', ...place },
      submits: 'hand_over',
    }),
    ...returnParts(view),
  ]);
}

function publicationForm(view: ReviewView): Element {
  const place = { submission: view.submission, round: view.round, tier: view.tier.key };
  return form('decision', [
    text(
      md`**下一步**：在全国联网查询系统查到数据后登记公布日期；部中心退回的，可以把退回清单（含证书编号和退回原因）直接发到这里，也可以在下面写明。`,
    ),
    text(md`公布日期`),
    datePicker(fields.publishedOn, '公布日期', view.today),
    button({
      text: '登记已公布',
      kind: 'primary_filled',
      action: { act: 'publish', ...place },
      confirm: { title: '确认已公布？', text: '登记后数据进入证书库，更正和删除须另行申请。' },
      submits: 'publish',
    }),
    ...returnParts(view),
  ]);
}

/** The desk may ask for its export file again. */
export function exportButton(view: ReviewView): Element | null {
  if (view.tier.task !== 'hand-over' || view.closed) return null;
  return buttons([
    { text: '再发一份上报文件', action: { act: 'export', submission: view.submission, round: view.round } },
  ]);
}

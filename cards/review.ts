// A tier's card for the person who holds it: what the decision needs, and the decision. Closed once decided, without buttons.
import type { Task } from '../domain/route.ts';
import { fields } from './action.ts';
import {
  button,
  buttons,
  type Card,
  card,
  datePicker,
  type Element,
  facts,
  fitted,
  form,
  hr,
  input,
  type Markdown,
  md,
  note,
  panel,
  plain,
  select,
  table,
  text,
} from './kit.ts';
import { count, type Deadline, deadlineFact, nearDays, provisionalNote } from './words.ts';

/** One act in the submission's history, already in words. */
export type HistoryLine = { when: string; who: string; what: string; words: string | null };

/** A row as a reviewer may see it on a card: masked. */
export type SampleRow = {
  row: number;
  name: string;
  document: string;
  occupation: string;
  level: string;
  issuedOn: string;
};

export type ReviewView = {
  submission: string;
  no: string;
  round: number;
  version: number;
  tier: { key: string; title: string; task: Task; article: string };
  /** `open` while this tier of this round waits; else how it ended, in words. */
  closed: string | null;
  /** Until when the decision may be taken back, in words; null once it has taken effect. */
  takeBackUntil: string | null;
  institution: string;
  clerk: string;
  rows: number;
  groups: readonly { occupation: string; level: string; count: number }[];
  /** Rows against those of the round before; null in the first round. */
  changes: { added: number; removed: number; changed: number } | null;
  /** With the clerk's reason, where one was given for the whole rule. */
  warnings: readonly { title: string; count: number; reason: string | null }[];
  /** Repairs the clerk accepted, by what they did. */
  repaired: readonly { title: string; count: number }[];
  issued: { earliest: string; latest: string } | null;
  deadline: Deadline;
  late: boolean;
  history: readonly HistoryLine[];
  sample: readonly SampleRow[];
  returnReasons: readonly (readonly [code: string, title: string])[];
  today: string;
  marker?: string;
};

const maxGroups = 10;
const maxWarnings = 6;
const maxHistory = 12;
/** Rows the platform shows before a table turns its page. */
const maxPage = 10;

/** The card of a tier. Holds masked rows, so it cannot be forwarded. */
export function reviewCard(view: ReviewView): Card {
  return fitted(view, make);
}

function make(view: ReviewView, rows: number): Card {
  const { tier, deadline, closed } = view;
  const tone = closed ? 'grey' : deadline.left < 0 ? 'red' : deadline.left <= nearDays ? 'orange' : 'blue';
  const state = closed ? '已办结' : deadline.left < 0 ? '已逾期' : '待办理';
  const tags = [
    { text: state, tone: closed ? 'neutral' : tone },
    ...(view.round > 1 ? [{ text: `第 ${view.round} 次上报`, tone: 'violet' }] : []),
  ];
  return card(
    { title: `${tier.title} ${view.no}`, subtitle: view.institution, tone, tags },
    closed ? `${view.no} ${closed}` : `${view.no} 待您办理：${view.institution}，${count(view.rows)} 行`,
    closed
      ? [text(md`**${closed}**`), ...takeBack(view), overview(view), historyPanel(view, rows)]
      : [...open(view, rows), deadline.provisional ? note(provisionalNote) : null],
    view.marker ? { marker: view.marker } : {},
  );
}

function open(view: ReviewView, rows: number): (Element | null)[] {
  return [
    overview(view),
    composition(view, rows),
    warnings(view, rows),
    repaired(view, rows),
    ...sample(view, rows),
    historyPanel(view, rows),
    hr(),
    decision(view),
    exportButton(view),
  ];
}

/** The next one has not heard of the decision yet. */
function takeBack(view: ReviewView): (Element | null)[] {
  const { takeBackUntil: until, submission, round } = view;
  if (until === null) return [];
  return [
    text(md`${until} 前可以收回；到时自动生效，下一步才会收到。`),
    buttons([
      {
        text: '收回决定',
        action: { act: 'take-back', submission, round, tier: view.tier.key },
        confirm: { title: '确认收回？', text: '收回后这份数据仍待您办理，办理期限继续计算。' },
      },
    ]),
  ];
}

function overview(view: ReviewView): Element {
  const { issued } = view;
  const pairs: [string, Markdown | string][] = [
    ['专管员', view.clerk],
    ['证书数据', `${count(view.rows)} 行（第 ${view.version} 版）`],
  ];
  if (view.changes) pairs.push(['与上次上报相比', changesFact(view.changes)]);
  if (issued)
    pairs.push([
      '发证日期',
      issued.earliest === issued.latest ? issued.earliest : `${issued.earliest} 至 ${issued.latest}`,
    ]);
  if (!view.closed) pairs.push([`办理期限（${view.tier.article}）`, deadlineFact(view.deadline)]);
  return facts(pairs);
}

function changesFact({ added, removed, changed }: NonNullable<ReviewView['changes']>): string {
  if (added + removed + changed === 0) return '编号、人员、职业等级和日期都没有变';
  return `新增 ${count(added)} 行，删除 ${count(removed)} 行，改动 ${count(changed)} 行`;
}

function composition(view: ReviewView, rows: number): Element | null {
  if (view.groups.length === 0) return null;
  const listed = view.groups.slice(0, Math.min(maxGroups, rows));
  const shown = [...new Set(listed.map((group) => group.occupation))].map((occupation) => {
    const levels = listed.filter((group) => group.occupation === occupation);
    return md`- ${occupation}：${levels.map(({ level, count: people }) => `${level} ${count(people)} 人`).join('，')}`;
  });
  const left = view.groups.length - listed.length;
  return text(md`**职业与等级**\n${shown}${left > 0 ? md`\n- 另有 ${left} 组` : md``}`);
}

function warnings(view: ReviewView, rows: number): Element {
  if (view.warnings.length === 0) return text(md`**校验**：没有需要核对的问题`);
  const shown = view.warnings
    .slice(0, Math.min(maxWarnings, rows))
    .map((w) => md`- ${w.title}：${w.count} 处${w.reason === null ? '' : `。专管员说明：${w.reason}`}`);
  const left = view.warnings.length - shown.length;
  return text(md`**校验时请核对的问题**\n${shown}${left > 0 ? md`\n- 另有 ${left} 类` : md``}`);
}

function repaired(view: ReviewView, rows: number): Element | null {
  if (view.repaired.length === 0) return null;
  const kinds = view.repaired.slice(0, rows).map(({ title, count: places }) => `${title} ${count(places)} 处`);
  return text(
    md`**按专管员确认修正**：${kinds.join('、')}${kinds.length < view.repaired.length ? '等' : ''}（原文件没有改动）`,
  );
}

function sample(view: ReviewView, rows: number): (Element | null)[] {
  if (view.sample.length === 0) return [];
  const shown = view.sample.slice(0, rows);
  const rowsShown = table(
    [
      { name: 'row', title: '行', width: '80px' },
      { name: 'name', title: '姓名', width: '80px' },
      { name: 'document', title: '证件号码', width: '176px' },
      { name: 'work', title: '职业与等级', width: '112px' },
      { name: 'issued', title: '发证日期', width: '104px' },
    ],
    shown.map((s) => ({
      row: `${s.row}`,
      name: s.name,
      document: s.document,
      work: `${s.occupation} ${s.level}`,
      issued: s.issuedOn,
    })),
    maxPage,
  );
  return [text(md`**抽看 ${shown.length} 行**（个人信息已遮盖）`), rowsShown];
}

function historyPanel(view: ReviewView, rows: number): Element | null {
  if (view.history.length === 0) return null;
  return panel('办理经过', historyElements(view.history, rows));
}

/** The latest acts, oldest first; what a person wrote is shown to the letter. */
export function historyElements(history: readonly HistoryLine[], rows: number): Element[] {
  const shown = history.slice(-Math.min(maxHistory, rows));
  const lines = shown.flatMap((line) => [
    text(md`<font color='grey'>${line.when}</font> ${line.who} **${line.what}**`),
    ...(line.words === null ? [] : [plain(line.words)]),
  ]);
  const hidden = history.length - shown.length;
  return hidden > 0 ? [note(`更早的 ${hidden} 条未列出`), ...lines] : lines;
}

function decision(view: ReviewView): Element {
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
    button({ text: '退回更正', kind: 'danger', action: { act: 'return', ...place }, submits: 'return' }),
  ];
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
    text(md`**下一步**：在全国联网查询系统查到数据后登记公布日期；部中心退回的，请选择原因并写明。`),
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
function exportButton(view: ReviewView): Element | null {
  if (view.tier.task !== 'hand-over' || view.closed) return null;
  return buttons([
    { text: '再发一份上报文件', action: { act: 'export', submission: view.submission, round: view.round } },
  ]);
}

// A tier's card for the person who holds it: what the decision needs, and the decision. Closed once decided, without buttons.
import { chargedLines } from './charged.ts';
import { attachButton, evidence } from './evidence.ts';
import {
  buttons,
  type Card,
  card,
  type Element,
  facts,
  fitted,
  hr,
  type Markdown,
  md,
  note,
  panel,
  plain,
  text,
} from './kit.ts';
import { lineageFacts } from './lineage.ts';
import { consult, questions, signatures } from './review-consult.ts';
import { decision, exportButton } from './review-decision.ts';
import { sample } from './review-sample.ts';
import type { HistoryLine, ReviewView } from './review-view.ts';
import { count, type Deadline, deadlineFact, dueDay, leftWords, nearDays, provisionalNote } from './words.ts';

const maxGroups = 10;
const maxWarnings = 6;
const maxHistory = 12;
const maxEvidence = 6;

/** The card of a tier. Holds masked rows, so it cannot be forwarded. */
export function reviewCard(view: ReviewView): Card {
  return fitted(view, make);
}

function make(view: ReviewView, rows: number): Card {
  const { tier, deadline, closed } = view;
  const tone = closed ? 'grey' : deadline.left < 0 ? 'red' : deadline.left <= nearDays ? 'orange' : 'blue';
  const state = closed ? (view.takeBackUntil === null ? '已办结' : '待生效') : deadline.left < 0 ? '已逾期' : '待办理';
  const tags = [
    { text: state, tone: closed ? 'neutral' : tone },
    ...(view.round > 1 ? [{ text: `第 ${view.round} 次上报`, tone: 'violet' }] : []),
  ];
  return card(
    { title: `${tier.title} ${view.no}`, subtitle: view.institution, tone, tags },
    closed ? `${view.no} ${closed}` : `${view.no} 待您办理：${view.institution}，${count(view.rows)} 行`,
    closed
      ? [text(md`**${closed}**`), ...takeBack(view), overview(view), ...questions(view, rows), historyPanel(view, rows)]
      : [...open(view, rows), deadline.provisional ? note(provisionalNote) : null],
    view.marker ? { marker: view.marker } : {},
  );
}

function open(view: ReviewView, rows: number): (Element | null)[] {
  return [
    view.standsFor === null ? null : text(md`**您代 ${view.standsFor} 办理**：请假期间由您代理，到期自动恢复。`),
    ...sentBack(view),
    overview(view),
    view.charged ? chargedLines(view.charged) : null,
    wholeWay(view),
    otherData(view),
    composition(view, rows),
    ...warnings(view, rows),
    repaired(view, rows),
    ...sample(view, rows),
    ...questions(view, rows),
    evidence(view.submission, view.attachments, Math.min(maxEvidence, rows)),
    historyPanel(view, rows),
    hr(),
    signatures(view, rows),
    decision(view),
    exportButton(view),
    buttons([attachButton(view.submission)]),
    ...consult(view, rows),
  ];
}

function sentBack({ sentBack: back }: ReviewView): (Element | null)[] {
  if (back === null) return [];
  return [text(md`**${back.by} 于 ${back.when} 退回到这里**：${back.title}`), plain(back.words)];
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
  pairs.push(...lineageFacts(view.lineage));
  if (view.changes) pairs.push(['与上次上报相比', changesFact(view.changes)]);
  if (issued)
    pairs.push([
      '发证日期',
      issued.earliest === issued.latest ? issued.earliest : md`${issued.earliest}\n至 ${issued.latest}`,
    ]);
  if (!view.closed) pairs.push([`办理期限（${view.tier.article}）`, deadlineFact(view.deadline)]);
  return facts(pairs);
}

/** Not coloured: the reader's own clock is the one above, and what passed before them is told in the history. */
function wholeWay({ chain }: ReviewView): Element | null {
  if (chain.length === 0) return null;
  const left = (deadline: Deadline) =>
    deadline.left < 0 ? `已过 ${-deadline.left} 个工作日` : leftWords({ ...deadline, provisional: false });
  const lines = chain.map(({ title, deadline }) => md`- ${title}：${dueDay(deadline)}，${left(deadline)}`);
  return text(md`**全程期限**（自最早发证日期起）
${lines}`);
}

function otherData({ record }: ReviewView): Element | null {
  if (record === null) return null;
  const { decided, firstPass, inReview, toCorrect } = record;
  const passed =
    decided === 0
      ? '还没有办结过'
      : `已办结 ${count(decided)} 份，其中一次通过 ${count(firstPass)} 份（${Math.round((firstPass / decided) * 100)}%）`;
  return text(md`**该机构的其他数据**：${passed}；审核中 ${inReview} 份，退回待更正 ${toCorrect} 份`);
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

function warnings(view: ReviewView, rows: number): (Element | null)[] {
  if (view.warnings.length === 0) return [text(md`**校验**：没有需要核对的问题`)];
  const most = Math.min(maxWarnings, rows);
  const [suspicious, others] = [true, false].map((is) => view.warnings.filter((one) => one.suspicious === is));
  return [
    warningList(md`<font color='red'>**请重点核实**</font>`, suspicious ?? [], most),
    warningList(md`**校验时请核对的问题**`, others ?? [], most),
  ];
}

function warningList(title: Markdown, found: ReviewView['warnings'], most: number): Element | null {
  if (found.length === 0) return null;
  const shown = found
    .slice(0, most)
    .map((w) => md`- ${w.title}：${w.count} 处${w.reason === null ? '' : `。专管员说明：${w.reason}`}`);
  const left = found.length - shown.length;
  return text(md`${title}\n${shown}${left > 0 ? md`\n- 另有 ${left} 类` : md``}`);
}

function repaired(view: ReviewView, rows: number): Element | null {
  if (view.repaired.length === 0) return null;
  const kinds = view.repaired.slice(0, rows).map(({ title, count: places }) => `${title} ${count(places)} 处`);
  return text(
    md`**按专管员确认修正**：${kinds.join('、')}${kinds.length < view.repaired.length ? '等' : ''}（原文件没有改动）`,
  );
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

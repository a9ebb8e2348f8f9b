// The clerk's own card of one version: progress, what was found, what to do next, and later where it stands.
import { stateNames } from '../domain/refusals.ts';
import type { At } from '../domain/submission.ts';
import { attachButton } from './evidence.ts';
import {
  type Button,
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
  plain,
  type Tone,
  text,
} from './kit.ts';
import { lineageFacts } from './lineage.ts';
import {
  answeredPanel,
  answerForm,
  checkAgain,
  history,
  nextStep,
  repairsOffered,
  sheetQuestion,
  submitPart,
  withdraw,
  workbook,
} from './result-acts.ts';
import { findings } from './result-findings.ts';
import { type CheckProgress, cameApart, checkFailed, type ResultView, worthChecking } from './result-view.ts';
import { count, deadlineFact, dueDay, provisionalNote } from './words.ts';

const tones: Record<At, Tone> = {
  none: 'grey',
  checking: 'wathet',
  faulty: 'red',
  ready: 'green',
  'in-review': 'blue',
  'in-hand-over': 'blue',
  'at-ministry': 'blue',
  returned: 'orange',
  published: 'green',
  withdrawn: 'grey',
};

export function resultCard(view: ResultView): Card {
  return fitted(view, make);
}

function make(view: ResultView, most: number): Card {
  const state = view.superseded ? '已有新版本' : stateNames[view.at];
  const tone = toneOf(view);
  const elements = [text(md`${headline(view)}`, 'heading'), about(view), ...(view.superseded ? [] : body(view, most))];
  const provisional = [view.upload, view.correction, view.tier?.deadline ?? null].some((d) => d?.provisional);
  return card(
    {
      title: `证书数据 ${view.no}`,
      subtitle: view.institution,
      tone,
      tags: [
        ...(view.trial ? [{ text: '试填', tone: 'violet' }] : []),
        { text: state, tone: tone === 'grey' ? 'neutral' : tone },
        { text: `第 ${view.version} 版`, tone: 'neutral' },
      ],
    },
    `${view.no} ${view.trial ? '试填 ' : ''}${state}：${headline(view)}`,
    [...elements, provisional && !view.superseded ? note(provisionalNote) : null],
    view.marker ? { marker: view.marker } : {},
  );
}

function toneOf(view: ResultView): Tone {
  if (view.superseded) return 'grey';
  return view.at === 'ready' && (view.late || view.toAnswer.length > 0) ? 'orange' : tones[view.at];
}

function headline(view: ResultView): string {
  if (view.superseded) return '这一版已被新文件代替，请看最新的卡片。';
  switch (view.at) {
    case 'checking':
      return checkingHeadline(view.progress ?? null);
    case 'faulty':
      return faultyHeadline(view);
    case 'ready':
      return readyHeadline(view);
    case 'returned':
      return '数据被退回，请按原因更正后把文件重新发给我。';
    case 'published':
      return '已公布，持证人可以在全国联网查询系统查到。';
    case 'withdrawn':
      return '已撤回，没有上报任何数据。';
    default:
      return `已提交，现在由「${view.tier?.title ?? '上级'}」办理，无需您操作。`;
  }
}

function checkingHeadline(progress: CheckProgress | null): string {
  if (progress === null) return '文件已收到，正在校验，请稍候。';
  if ('rows' in progress) return `正在校验：已读取 ${count(progress.rows)} 行。`;
  return `文件已收到，正在排队等候校验，前面还有 ${count(progress.ahead)} 份。`;
}

function faultyHeadline(view: ResultView): string {
  if (checkFailed(view)) return '校验没有完成，是我这边的问题，不是文件的问题。';
  if (view.unreadable) return '这份文件无法读取。';
  if (view.sheets.length > 1) return '请先选择要上报的工作表。';
  if (view.check?.rows === 0) return '没有找到证书数据。';
  return `有 ${count((view.check?.errors ?? 0) - (view.check?.barred ?? 0))} 处必须改正，暂时不能提交。`;
}

function readyHeadline(view: ResultView): string {
  if (view.wall === 'closed') return '自发证日期起已超过 6 个月，原则上不予受理（第十二条）。';
  if (view.toAnswer.length > 0) return '没有必须改正的问题，请先写好核对说明。';
  if (view.trial) return '试填通过，没有必须改正的问题。试填的数据不会上报。';
  if (view.wall === 'asked') return '已超过 6 个月，已向省中心申请受理，请等候答复。';
  if (view.wall === 'admitted') return '省中心已同意受理，可以提交，提交时须写明逾期原因（第十二条）。';
  if (view.late) return '可以提交，但已过期限，提交时须写明逾期原因（第十二条）。';
  return view.check && view.check.warnings > 0
    ? '没有必须改正的问题，需要核对的都已说明，可以提交。'
    : '校验通过，可以提交。';
}

function about(view: ResultView): Element {
  const pairs: [string, Markdown | string][] = [['收到文件', `${view.receivedAt} · ${view.size}`]];
  if (view.superseded) return facts(pairs);
  if (view.check && !view.unreadable) pairs.push(['读到数据', `${count(view.check.rows)} 行`]);
  pairs.push(...lineageFacts(view.lineage));
  if (view.correction) pairs.push(['更正期限', deadlineFact(view.correction)]);
  else if (view.upload && ['faulty', 'ready', 'checking'].includes(view.at))
    pairs.push(['上报期限', deadlineFact(view.upload)]);
  if (view.tier) pairs.push([`${view.tier.title}期限`, dueDay(view.tier.deadline)]);
  if (view.published) pairs.push(['公布日期', view.published]);
  return facts(pairs);
}

function body(view: ResultView, most: number): (Element | null)[] {
  switch (view.at) {
    case 'checking':
      return [buttons([withdraw(view)]), recall(view)];
    case 'faulty':
      return faulty(view, most);
    case 'ready':
      return [
        ...findings(view, most),
        answeredPanel(view.answered, most),
        ...repairsOffered(view, most),
        answerForm(view, most),
        ...submitPart(view),
        buttons([...marked(view), attachButton(view.submission), withdraw(view)]),
        recall(view),
      ];
    case 'returned':
      return [
        ...returned(view),
        buttons([...(cameApart(view) ? [workbook(view)] : []), attachButton(view.submission), withdraw(view)]),
      ];
    case 'in-review':
      return [buttons([history(view), attachButton(view.submission), ...(view.approved ? [] : [withdraw(view)])])];
    case 'withdrawn':
      return [];
    case 'published':
      return [buttons([history(view)])];
    default:
      return [buttons([history(view), attachButton(view.submission)])];
  }
}

function faulty(view: ResultView, most: number): (Element | null)[] {
  const retry = worthChecking(view) ? [checkAgain(view)] : [];
  return [
    view.unreadable ? plain(view.unreadable) : null,
    ...sheetQuestion(view, most),
    ...(view.unreadable ? [] : findings(view, most)),
    ...repairsOffered(view, most),
    view.sheets.length > 1 ? null : text(nextStep(view)),
    buttons([...retry, ...(view.unreadable ? [] : [workbook(view)]), withdraw(view)]),
    answeredPanel(view.answered, most),
    answerForm(view, most),
    recall(view),
  ];
}

/** The 2019 notice (四) wants no copies lying about: the bot has its sealed copy, the chat need not keep one. */
function recall(view: ResultView): Element | null {
  if (view.version === 0) return null;
  return note('文件已加密保存。为保护个人信息，请把聊天里的文件消息撤回（长按或右键那条消息），不影响办理。');
}

function returned(view: ResultView): (Element | null)[] {
  const { returned: why } = view;
  return [
    why ? text(md`**退回原因**：${why.title}（${why.by}，${why.when}）`) : null,
    why ? plain(why.words) : null,
    hr(),
    text(
      md`**下一步**：${cameApart(view) ? '只改退回的这些行，见随卡片发来的文件，不要带上其他行；' : ''}改好后把文件直接发到这里，并选择「这是更正后的文件」。更正版从第一级重新审核。`,
    ),
  ];
}

function marked(view: ResultView): Button[] {
  return view.check && view.check.warnings + view.check.notes > 0 ? [workbook(view)] : [];
}

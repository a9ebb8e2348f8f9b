// The clerk's own card of one version: progress, what was found, what to do next, and later where it stands.
import { stateNames } from '../domain/refusals.ts';
import type { At, CheckOutcome } from '../domain/submission.ts';
import { fields } from './action.ts';
import {
  type Button,
  button,
  buttons,
  type Card,
  card,
  type Element,
  facts,
  fitted,
  form,
  hr,
  input,
  type Markdown,
  md,
  note,
  plain,
  type Tone,
  table,
  text,
} from './kit.ts';
import { count, type Deadline, deadlineFact, dueDay, provisionalNote } from './words.ts';

/** One rule that was not met, in its own words. */
export type Cause = {
  code: string;
  severity: 'error' | 'warning' | 'note';
  title: string;
  next: string;
  count: number;
};
/** One place, without the cell's value. */
export type Place = { row: number | null; column: string; severity: 'error' | 'warning' | 'note'; short: string };

/** While it is checked: how many rows were read, or how many checks are before it. */
export type CheckProgress = { rows: number } | { ahead: number };

export type ResultView = {
  submission: string;
  no: string;
  version: number;
  at: At;
  /** A later version has taken this one's place. */
  superseded: boolean;
  institution: string;
  receivedAt: string;
  size: string;
  check: CheckOutcome | null;
  /** Why the file could not be read, in words, with the next step. */
  unreadable: string | null;
  causes: readonly Cause[];
  places: readonly Place[];
  upload: Deadline | null;
  correction: Deadline | null;
  late: boolean;
  /** Where it is now, e.g. 市级审核, and that tier's deadline. */
  tier: { title: string; deadline: Deadline } | null;
  /** Some tier of this round has approved it, so that it cannot be withdrawn any more. */
  approved?: boolean;
  returned: { by: string; when: string; title: string; words: string } | null;
  published: string | null;
  progress?: CheckProgress | null;
  marker?: string;
};

/** Places shown on the card; the workbook holds all. */
export const maxPlaces = 20;
const maxCauses = 8;

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

function make(view: ResultView, rows: number): Card {
  const state = view.superseded ? '已有新版本' : stateNames[view.at];
  const tone = view.superseded ? 'grey' : view.at === 'ready' && view.late ? 'orange' : tones[view.at];
  const elements = [text(md`${headline(view)}`, 'heading'), about(view), ...(view.superseded ? [] : body(view, rows))];
  const provisional = [view.upload, view.correction, view.tier?.deadline ?? null].some((d) => d?.provisional);
  return card(
    {
      title: `证书数据 ${view.no}`,
      subtitle: view.institution,
      tone,
      tags: [
        { text: state, tone: tagTone(tone) },
        { text: `第 ${view.version} 版`, tone: 'neutral' },
      ],
    },
    `${view.no} ${state}：${headline(view)}`,
    [...elements, provisional && !view.superseded ? note(provisionalNote) : null],
    view.marker ? { marker: view.marker } : {},
  );
}

function tagTone(tone: Tone): string {
  return tone === 'grey' ? 'neutral' : tone;
}

function headline(view: ResultView): string {
  const { check } = view;
  if (view.superseded) return '这一版已被新文件代替，请看最新的卡片。';
  switch (view.at) {
    case 'checking':
      return checkingHeadline(view.progress ?? null);
    case 'faulty':
      if (view.unreadable) return '这份文件无法读取。';
      if (check?.rows === 0) return '没有找到证书数据。';
      return `有 ${count(check?.errors ?? 0)} 处必须改正，暂时不能提交。`;
    case 'ready':
      if (view.late) return '可以提交，但已过期限，提交时须写明逾期原因（第十二条）。';
      return check && check.warnings > 0
        ? `没有必须改正的问题，另有 ${count(check.warnings)} 处请核对。`
        : '校验通过，可以提交。';
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

function about(view: ResultView): Element {
  const pairs: [string, Markdown | string][] = [['收到文件', `${view.receivedAt} · ${view.size}`]];
  if (view.superseded) return facts(pairs);
  if (view.check && !view.unreadable) pairs.push(['读到数据', `${count(view.check.rows)} 行`]);
  if (view.correction) pairs.push(['更正期限', deadlineFact(view.correction)]);
  else if (view.upload && ['faulty', 'ready', 'checking'].includes(view.at))
    pairs.push(['上报期限', deadlineFact(view.upload)]);
  if (view.tier) pairs.push([`${view.tier.title}期限`, dueDay(view.tier.deadline)]);
  if (view.published) pairs.push(['公布日期', view.published]);
  return facts(pairs);
}

function body(view: ResultView, rows: number): (Element | null)[] {
  switch (view.at) {
    case 'checking':
      return [buttons([withdraw(view)]), recall(view)];
    case 'faulty':
      return [
        view.unreadable ? plain(view.unreadable) : null,
        causes(view, rows),
        places(view, rows),
        text(
          md`**下一步**：${view.unreadable ? '按上面的提示另存文件，' : '按标注改好，'}把文件直接发到这里，我会重新校验。`,
        ),
        buttons([...(view.unreadable ? [] : [workbook(view)]), withdraw(view)]),
        recall(view),
      ];
    case 'ready':
      return [
        causes(view, rows),
        places(view, rows),
        submitForm(view),
        buttons([...marked(view), withdraw(view)]),
        recall(view),
      ];
    case 'returned':
      return [...returned(view), buttons([withdraw(view)])];
    case 'in-review':
      return [buttons([history(view), ...(view.approved ? [] : [withdraw(view)])])];
    case 'withdrawn':
      return [];
    default:
      return [buttons([history(view)])];
  }
}

/** The 2019 notice (四) wants no copies lying about: the bot has its sealed copy, the chat need not keep one. */
function recall(view: ResultView): Element | null {
  if (view.version === 0) return null;
  return note('文件已加密保存。为保护个人信息，请把聊天里的文件消息撤回（长按或右键那条消息），不影响办理。');
}

function causes(view: ResultView, rows: number): Element | null {
  if (view.causes.length === 0) return null;
  const marks = {
    error: "<font color='red'>必须改</font>",
    warning: "<font color='orange'>请核对</font>",
    note: "<font color='grey'>提示</font>",
  };
  const shown = view.causes
    .slice(0, Math.min(maxCauses, rows))
    .map(
      (cause) => md`- ${{ markdown: marks[cause.severity] }} **${cause.title}**（${cause.count} 处）：${cause.next}`,
    );
  const more = view.causes.length - shown.length;
  return text(md`**发现的问题**\n${shown}${more > 0 ? md`\n- 另有 ${more} 类问题，都写在标注文件里` : md``}`);
}

function places(view: ResultView, most: number): Element | null {
  if (view.places.length === 0) return null;
  const rows = view.places.slice(0, Math.min(maxPlaces, most)).map((place) => ({
    row: place.row === null ? '全表' : `${place.row}`,
    column: place.column,
    what: place.short,
    level: [
      place.severity === 'error'
        ? { text: '必须改', color: 'red' }
        : place.severity === 'warning'
          ? { text: '请核对', color: 'orange' }
          : { text: '提示', color: 'neutral' },
    ],
  }));
  return table(
    [
      { name: 'row', title: '行', width: '80px' },
      { name: 'what', title: '问题', width: '220px' },
      { name: 'column', title: '列', width: '112px' },
      { name: 'level', title: '类别', width: '88px', kind: 'options' },
    ],
    rows,
  );
}

function submitForm(view: ResultView): Element {
  const confirm = {
    title: '确认提交？',
    text: `共 ${count(view.check?.rows ?? 0)} 行，提交后进入逐级审核。提交日期即为上报日期。`,
  };
  const submit: Button = {
    text: '提交',
    kind: 'primary_filled',
    action: { act: 'submit', submission: view.submission, version: view.version },
    confirm,
    submits: 'submit',
  };
  const late = view.late
    ? input(fields.lateReason, '逾期原因（第十二条，必填）', {
        placeholder: '请写明没有按期上报的原因',
        required: true,
        lines: 3,
      })
    : null;
  return form('result', [late, button(submit)]);
}

function returned(view: ResultView): (Element | null)[] {
  const { returned: why } = view;
  return [
    why ? text(md`**退回原因**：${why.title}（${why.by}，${why.when}）`) : null,
    why ? plain(why.words) : null,
    hr(),
    text(md`**下一步**：改好后把文件直接发到这里，并选择「这是更正后的文件」。更正版从第一级重新审核。`),
  ];
}

function marked(view: ResultView): Button[] {
  return view.check && view.check.warnings + view.check.notes > 0 ? [workbook(view)] : [];
}

function workbook(view: ResultView): Button {
  return {
    text: view.at === 'faulty' ? '再发一次标注文件' : '发送标注文件',
    action: { act: 'workbook', submission: view.submission, version: view.version },
  };
}

function history(view: ResultView): Button {
  return { text: '查看办理经过', action: { act: 'history', submission: view.submission } };
}

function withdraw(view: ResultView): Button {
  return {
    text: '撤回这份数据',
    action: { act: 'withdraw', submission: view.submission, version: view.version },
    confirm: { title: '确认撤回？', text: '撤回后这份数据不再办理，需要时可以重新发送文件。' },
  };
}

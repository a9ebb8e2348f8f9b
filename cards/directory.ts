// What became of a directory workbook an administrator dropped: what is wrong, or what it would change and its two buttons.
import {
  type Button,
  button,
  type Card,
  card,
  type Element,
  facts,
  fitted,
  type Head,
  md,
  note,
  panel,
  plain,
  text,
} from './kit.ts';

export type DirectoryView = {
  proposal: string;
  size: string;
  receivedAt: string;
  at: 'unreadable' | 'faulty' | 'same' | 'offered' | 'outdated' | 'in-force' | 'declined';
  /** Why it cannot be read. */
  unreadable: string | null;
  /** Findings in words, the first ones; `problemCount` is all of them. */
  problems: readonly string[];
  problemCount: number;
  /** Changes counted by kind, and in words, the first ones; `changeCount` is all of them. */
  counts: readonly { kind: string; words: string }[];
  changes: readonly string[];
  changeCount: number;
  /** What comes of it for open work. */
  warnings: readonly string[];
  /** The edition it was compared with, and the one it became. */
  basedOn: number;
  edition: number | null;
  /** When it was settled. */
  settledAt: string;
  marker?: string;
};

/** Findings and changes listed on the card; all of them are in the list that the button sends. */
export const maxListed = 20;

const heads: Record<DirectoryView['at'], Head> = {
  unreadable: { title: '机构备案表没有读出来', tone: 'red', tags: [{ text: '没有生效', tone: 'red' }] },
  faulty: { title: '机构备案表有问题，请修改', tone: 'orange', tags: [{ text: '没有生效', tone: 'orange' }] },
  same: { title: '机构备案表没有变化', tone: 'grey', tags: [{ text: '无需生效', tone: 'neutral' }] },
  offered: { title: '机构备案表待您确认', tone: 'blue', tags: [{ text: '尚未生效', tone: 'blue' }] },
  outdated: { title: '机构备案表已重新比对', tone: 'grey', tags: [{ text: '此卡已过时', tone: 'neutral' }] },
  'in-force': { title: '机构备案表已生效', tone: 'green', tags: [{ text: '已生效', tone: 'green' }] },
  declined: { title: '机构备案表未采用', tone: 'grey', tags: [{ text: '未采用', tone: 'neutral' }] },
};

export function directoryCard(view: DirectoryView): Card {
  return fitted(view, make);
}

function make(view: DirectoryView, room: number): Card {
  const head = heads[view.at];
  const problems = view.problems.slice(0, room);
  const changes = view.at === 'offered' || view.at === 'in-force' ? view.changes.slice(0, room) : [];
  const whole =
    problems.length === view.problemCount &&
    (changes.length === 0 || (changes.length === view.changeCount && view.warnings.length <= room));
  return card(
    head,
    head.title,
    [
      text(md`${view.receivedAt} 收到的机构备案表（${view.size}）`),
      text(lead(view)),
      view.unreadable === null ? null : plain(view.unreadable),
      ...listed(problems, view.problemCount),
      ...(changes.length === 0 ? [] : changesPart(view, changes, room)),
      whole ? null : button({ text: '取完整清单', action: { act: 'directory-list', proposal: view.proposal } }),
      ...decisions(view).map(button),
      view.at === 'offered' ? note('确认之前，现行的机构备案表不受影响。') : null,
    ],
    view.marker ? { marker: view.marker } : {},
  );
}

function lead({ at, basedOn, edition, problemCount, changeCount, settledAt }: DirectoryView) {
  switch (at) {
    case 'unreadable':
      return md`**下一步**：请按下面的说明处理后再发一次。现行的机构备案表不受影响。`;
    case 'faulty':
      return md`共 ${problemCount} 处问题。**下一步**：请逐处改好，把整份文件再发一次。现行的机构备案表不受影响。`;
    case 'same':
      return md`内容与现行的第 ${basedOn} 版完全一致，无需操作。`;
    case 'offered':
      return basedOn === 0
        ? md`检查通过，共 ${changeCount} 处新增。**下一步**：请核对下面的内容，确认后立即生效。`
        : md`检查通过，与现行的第 ${basedOn} 版相比共 ${changeCount} 处变动。**下一步**：请核对下面的内容，确认后立即生效。`;
    case 'outdated':
      return md`比对之后机构备案表又有变更，这张卡片上的变动已过时，没有生效。**下一步**：请在最新的卡片上办理。`;
    case 'in-force':
      return md`${settledAt} 生效，为第 ${edition ?? 0} 版。此前各版仍可查，按旧版办理的校验结果不变。`;
    case 'declined':
      return md`${settledAt} 选择不采用，没有生效。需要时请再发一次。`;
  }
}

function changesPart(
  { at, counts, changeCount, warnings }: DirectoryView,
  changes: readonly string[],
  room: number,
): Element[] {
  const consequences = warnings.slice(0, room);
  return [
    ...(at === 'offered' && warnings.length > 0
      ? [text(md`<font color='orange'>**请先看影响**</font>`), ...listed(consequences, warnings.length)]
      : []),
    facts(counts.map(({ kind, words }) => [kind, words] as const)),
    panel('逐处变动', listed(changes, changeCount), at === 'offered'),
  ];
}

function listed(lines: readonly string[], total: number): Element[] {
  const rest = total - lines.length;
  return [
    ...lines.map((line) => plain(`· ${line}`)),
    ...(rest > 0 ? [note(`另有 ${rest} 处未列出，见完整清单。`)] : []),
  ];
}

function decisions({ at, proposal, basedOn, changeCount, warnings }: DirectoryView): Button[] {
  if (at !== 'offered') return [];
  const about = warnings.length === 0 ? '' : `有 ${warnings.length} 项影响要留意。`;
  return [
    {
      text: '确认生效',
      kind: warnings.length === 0 ? 'primary' : 'danger',
      action: { act: 'directory-confirm', proposal, basedOn },
      confirm: { title: '确认让这份机构备案表生效？', text: `共 ${changeCount} 处变动，立即生效。${about}` },
    },
    { text: '不采用', action: { act: 'directory-decline', proposal } },
  ];
}

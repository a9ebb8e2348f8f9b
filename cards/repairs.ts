// The list of repairs on offer, rule by rule with examples, and the buttons that accept them. Changes nothing by itself.
import { button, type Card, card, type Element, fitted, hr, type Markdown, md, note, plain, text } from './kit.ts';
import { count } from './words.ts';

/** One place: the cell before and after, or, where a person's value may not be shown, the change in words. */
export type RepairShown = { where: string; before: string | null; after: string | null; words: string };

export type RepairsView = {
  submission: string;
  no: string;
  version: number;
  institution: string;
  rules: readonly { code: string; title: string; count: number; examples: readonly RepairShown[] }[];
  /** Why there is nothing to accept here any more, in words. */
  settled: string | null;
  marker?: string;
};

/** Examples of one rule. */
export const maxExamples = 3;
const maxRules = 12;

export function repairsCard(view: RepairsView): Card {
  return fitted(view, make);
}

function make(view: RepairsView, most: number): Card {
  const title = `可修正的内容 ${view.no}`;
  const { settled } = view;
  const tags = [
    { text: settled ? '已处理' : '待确认', tone: settled ? 'neutral' : 'blue' },
    { text: `第 ${view.version} 版`, tone: 'neutral' },
  ];
  const head = { title, subtitle: view.institution, tone: settled ? 'grey' : 'blue', tags } as const;
  return card(
    head,
    settled ?? `${view.no} 有可以替您修正的内容，请确认`,
    settled ? [plain(settled)] : open(view, most),
    view.marker ? { marker: view.marker } : {},
  );
}

function open(view: RepairsView, most: number): Element[] {
  const places = view.rules.reduce((all, rule) => all + rule.count, 0);
  const shown = view.rules.slice(0, Math.min(maxRules, most));
  const left = view.rules.length - shown.length;
  const about = { act: 'accept', submission: view.submission, version: view.version } as const;
  return [
    text(md`下面 **${places} 处**不用猜就能改对。请看例子，确认后我按此修正并重新校验；没有确认的不会改。`),
    button({ text: `全部接受（${count(places)} 处）`, kind: 'primary_filled', action: { ...about, code: null } }),
    ...shown.flatMap(({ code, title, count: some, examples }) => [
      hr(),
      text(md`**${title}**（${some} 处）\n${examples.slice(0, Math.min(maxExamples, most)).map(line)}`),
      button({ text: `只接受这一项：${title}`, action: { ...about, code } }),
    ]),
    ...(left > 0 ? [plain(`另有 ${left} 类没有列出，点「全部接受」时一并修正。`)] : []),
    note('修正只用于这次上报，您发来的文件不会改动。姓名和号码已遮盖，完整内容请看标注文件。'),
  ];
}

function line({ where, before, after, words }: RepairShown): Markdown {
  if (before !== null && after !== null) return md`- ${where}：“${seen(before)}” → “${seen(after)}”`;
  return md`- ${where}${after === null || after === '' ? '' : `（${after}）`}：${words}`;
}

/** Spaces and other unseen characters made visible, so that before and after differ to the eye. */
function seen(value: string): string {
  return value.replace(/\p{Zs}/gu, '␣').replace(/[\p{Cc}\p{Cf}]/gu, '▯');
}

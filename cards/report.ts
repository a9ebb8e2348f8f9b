// A manager's report: what is open by tier and age, days at each tier, returns by reason, and what will be late at this pace.
import { buttons, type Card, card, type Element, fitted, type Markdown, md, note, text } from './kit.ts';
import { count, dayWords, monthDay } from './words.ts';

/** `age`: 0 for up to 7 calendar days, 1 for up to 14, 2 for more. */
export type ReportView = {
  today: string;
  /** Sent by itself at the beginning of the week, or asked for. */
  weekly: boolean;
  /** Calendar days looked back on. */
  lookBack: number;
  open: readonly { tier: string; age: 0 | 1 | 2; count: number }[];
  /** Working days: the median, and what nine of ten do not exceed. */
  spent: readonly { tier: string; median: number; most: number; count: number }[];
  returns: readonly { title: string; count: number }[];
  /** At the present pace; the day is the first on which it is late. */
  breaks: readonly { no: string; post: string; breaksOn: string }[];
  marker?: string;
};

const ages = ['7 天以内', '8 至 14 天', '超过 14 天'] as const;
const maxBreaks = 10;

export function reportCard(view: ReportView): Card {
  return fitted(view, makeReport);
}

function makeReport(view: ReportView, rows: number): Card {
  const { today, weekly, breaks, marker } = view;
  const total = view.open.reduce((sum, one) => sum + one.count, 0);
  const warned = breaks.length > 0 ? `${breaks.length} 件可能超期` : null;
  return card(
    {
      title: weekly ? '每周办理情况' : '办理情况',
      subtitle: dayWords(today),
      tone: warned ? 'orange' : 'blue',
      ...(warned ? { tags: [{ text: warned, tone: 'orange' }] } : {}),
    },
    [`在办 ${count(total)} 件`, ...(warned ? [warned] : [])].join('，'),
    [
      ...forecastLines(breaks, rows),
      ...openPart(view, total),
      ...spentPart(view),
      ...returnsPart(view, rows),
      buttons([{ text: '查看进度', action: { act: 'say', word: '进度' } }]),
    ],
    marker ? { marker } : {},
  );
}

/** Also on 进度. What will be late first comes first. */
export function forecastLines(breaks: ReportView['breaks'], rows: number): (Element | null)[] {
  if (breaks.length === 0) return [];
  const shown = breaks.slice(0, Math.min(maxBreaks, rows));
  const lines = shown.map(
    ({ no, post, breaksOn }) => md`- 照目前进度，${no} 将于 ${monthDay(breaksOn)}超期（${post}）`,
  );
  const left = breaks.length - shown.length;
  return [
    text(md`**预测**\n${lines}`),
    note(`${left > 0 ? `另有 ${left} 件未列出。` : ''}按各岗位最近 10 个工作日的办理速度推算，先办快到期的。`),
  ];
}

function openPart({ open }: ReportView, total: number): (Element | null)[] {
  if (total === 0) return [text(md`**在办**：目前没有在办的数据`)];
  const tiers = [...new Set(open.map(({ tier }) => tier))];
  const values = tiers.flatMap((tier) =>
    ages.map((age, i) => ({ tier, age, count: summed(open.filter((one) => one.tier === tier && one.age === i)) })),
  );
  const words = tiers.map((tier) => `${tier} ${count(summed(open.filter((one) => one.tier === tier)))} 件`);
  return [
    text(md`**在办**（${total} 件，按环节和已收到的天数）：${words.join('，')}`),
    chart({
      type: 'bar',
      data: { values },
      xField: 'tier',
      yField: 'count',
      seriesField: 'age',
      stack: true,
      legends: { visible: true, orient: 'bottom' },
    }),
  ];
}

function spentPart({ spent, lookBack }: ReportView): (Element | null)[] {
  if (spent.length === 0) return [];
  const lines: Markdown[] = spent.map(
    ({ tier, median, most, count: all }) => md`- ${tier}：一半在 ${median} 天内，九成在 ${most} 天内（${all} 件）`,
  );
  const values = spent.flatMap(({ tier, median, most }) => [
    { tier, what: '中位数', days: median },
    { tier, what: '九成以内', days: most },
  ]);
  return [
    text(md`**各环节用时**（工作日，近 ${lookBack} 天）\n${lines}`),
    chart({
      type: 'bar',
      data: { values },
      xField: ['tier', 'what'],
      yField: 'days',
      seriesField: 'what',
      legends: { visible: true, orient: 'bottom' },
    }),
  ];
}

function returnsPart({ returns, lookBack }: ReportView, rows: number): (Element | null)[] {
  if (returns.length === 0) return [];
  const shown = returns.slice(0, rows);
  const words = shown.map(({ title, count: times }) => `${title} ${count(times)} 次`);
  return [
    text(md`**退回原因**（近 ${lookBack} 天）：${words.join('，')}`),
    chart({
      type: 'bar',
      direction: 'horizontal',
      data: { values: shown.map(({ title, count: times }) => ({ reason: title, count: times })) },
      xField: 'count',
      yField: 'reason',
      label: { visible: true },
    }),
  ];
}

/** `spec` is VChart's, plain data. What it shows stands beside it in words too: not every client draws it. */
function chart(spec: { type: string; [key: string]: unknown }): Element {
  return { tag: 'chart', aspect_ratio: '16:9', color_theme: 'brand', chart_spec: spec, preview: true };
}

function summed(list: readonly { count: number }[]): number {
  return list.reduce((sum, one) => sum + one.count, 0);
}

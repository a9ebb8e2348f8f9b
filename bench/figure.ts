// What a benchmark finds out, and how it is told: a line of a table, or a line of JSON. Measures nothing.

/** `median` may be another quantile where `case` says so; `ratio` compares with the case that the bench names as 1. */
export type Figure = {
  bench: string;
  case: string;
  median: number;
  unit: 'ms' | 'per min' | 'per s' | 'calls';
  ratio?: number;
};

/** Measures one thing and tells each figure as soon as it stands; shows its tables of docs/performance.md at the end. */
export type Bench = (tell: (figure: Omit<Figure, 'bench'>) => void, show: (table: string) => void) => Promise<void>;

/** A table as docs/performance.md has it. */
export function asTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n').replaceAll('|  |', '| |')}\n`;
}

/** As it stands in such a table. */
export function asNumber(value: number): string {
  return round(value).toLocaleString('en-US');
}

/** The value below which this part of the samples lies, by the nearest rank. Throws without samples. */
export function quantile(samples: readonly number[], part: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** Two figures of one series: p50 and p99, with the number of samples, since p99 of few is the slowest. */
export function spread(what: string, samples: readonly number[]): Omit<Figure, 'bench'>[] {
  const name = (part: string) => `${what}, ${part} of ${samples.length}`;
  return [
    { case: name('p50'), median: quantile(samples, 0.5), unit: 'ms' },
    { case: name('p99'), median: quantile(samples, 0.99), unit: 'ms' },
  ];
}

export function asJson(figure: Figure): string {
  return JSON.stringify({ ...figure, median: round(figure.median), ...ratioOf(figure) });
}

export function asRow(figure: Figure): string {
  const ratio = figure.ratio === undefined ? '' : `${figure.ratio.toFixed(2)} x`;
  const value = asNumber(figure.median);
  return `${figure.bench.padEnd(11)} ${figure.case.padEnd(52)} ${value.padStart(9)} ${figure.unit.padEnd(8)} ${ratio}`;
}

function ratioOf({ ratio }: Figure): { ratio?: number } {
  return ratio === undefined ? {} : { ratio: Math.round(ratio * 100) / 100 };
}

function round(value: number): number {
  return value < 100 ? Math.round(value * 10) / 10 : Math.round(value);
}

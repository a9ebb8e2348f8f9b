// Row numbers as people type them, e.g. 3,5,8-12: read strictly, kept as spans, written back. Pure.

/** From a row to a row, both included, as the spreadsheet numbers them. */
export type RowSpan = readonly [first: number, last: number];

/** A spreadsheet has no more rows. */
const LAST_ROW = 1_048_576;
/** The first row is the header's. */
const FIRST_ROW = 2;
/** As many as a form's field takes. */
const MAX_CHARACTERS = 1_000;

const SEPARATOR = /[,、;\s]+/;
const SPAN = /^(\d{1,7})(?:(?:-|–|—|~|至|到)(\d{1,7}))?$/;

/**
 * Reads what was typed: numbers and ranges in any order, full-width digits and marks included; those that overlap or
 * touch become one. A text that cannot be read gives the words for whoever typed it, naming the part by its place: what
 * stands there may be anything.
 */
export function readRowSpans(typed: string): readonly RowSpan[] | { unread: string } {
  if (typed.length > MAX_CHARACTERS) return { unread: '行号写得太长，请分几次退回，或退回整份数据。' };
  const parts = typed
    .normalize('NFKC')
    .split(SEPARATOR)
    .filter((part) => part !== '');
  if (parts.length === 0) return { unread: '请填写要退回的行号，例如 3,5,8-12。' };
  const spans: [number, number][] = [];
  for (const [i, part] of parts.entries()) {
    const [, from, to = from] = SPAN.exec(part) ?? [];
    if (from === undefined) return { unread: `第 ${i + 1} 段不是行号。请只写行号和“-”，用逗号分开，例如 3,5,8-12。` };
    const [first, last] = [Number(from), Number(to)];
    if (first > last) return { unread: `第 ${i + 1} 段的起始行大于截止行，请改成从小到大。` };
    if (first < FIRST_ROW || last > LAST_ROW)
      return { unread: `第 ${i + 1} 段超出了表格：行号从 ${FIRST_ROW} 起（第 1 行是表头），按文件里的行号填写。` };
    spans.push([first, last]);
  }
  return joined(spans);
}

function joined(spans: readonly RowSpan[]): RowSpan[] {
  const result: [number, number][] = [];
  for (const [first, last] of spans.toSorted(([a], [b]) => a - b)) {
    const before = result.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else result.push([first, last]);
  }
  return result;
}

/** Spans of single rows, in any order. */
export function spansOf(rows: readonly number[]): readonly RowSpan[] {
  return joined(rows.map((row) => [row, row]));
}

/** `[[3, 3], [8, 12]]` → `3,8-12`: the form that is kept. */
export function writeRowSpans(spans: readonly RowSpan[]): string {
  return spans.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** Spans as kept. Throws on what was not kept by us. */
export function keptRowSpans(text: string): readonly RowSpan[] {
  return text.split(',').map((part) => {
    const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
    if (first === undefined) throw new Error('rows that were kept cannot be read');
    return [Number(first), Number(last)];
  });
}

/** `3,8-12` → `第 3、8-12 行`; beyond `most` parts the rest is left out, and said to be. */
export function rowWords(kept: string, most = 12): string {
  const parts = kept.split(',');
  return `第 ${parts.slice(0, most).join('、')}${parts.length > most ? ' 等' : ''} 行`;
}

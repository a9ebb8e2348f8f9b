// A few examples of each repair on offer, read from the file's rows again, and a change in words where a value may not be shown.
import type { FieldKey } from './certificate.ts';
import type { CheckContext } from './context.ts';
import { HeaderSearch } from './header-search.ts';
import { maskName, maskNumber } from './mask.ts';
import { isBlank } from './read-cells.ts';
import { headerRepairs, type Repair, repairer } from './repairs.ts';
import type { SheetRow } from './sheet.ts';
import type { ByCode } from './submission.ts';

/**
 * Up to `most` repairs of each wanted code, in the order of the file. Stops reading once it has them all; a file that
 * was checked before is expected, so rows without a header give nothing.
 */
export async function repairExamples(
  rows: AsyncIterable<SheetRow>,
  context: CheckContext,
  wanted: ByCode,
  most: number,
): Promise<ReadonlyMap<string, readonly Repair[]>> {
  const examples = new Map<string, Repair[]>(Object.keys(wanted).map((code) => [code, []]));
  const take = (repairs: readonly Repair[]) => {
    for (const repair of repairs) {
      const taken = examples.get(repair.code);
      if (taken && taken.length < most) taken.push(repair);
    }
  };
  const lacking = () => [...examples].some(([code, taken]) => taken.length < Math.min(most, wanted[code] ?? 0));
  const search = new HeaderSearch(context);
  let sheet: string | null = null;
  let repairsOf: (row: SheetRow) => Repair[] = () => [];
  for await (const row of rows) {
    if (!lacking()) break;
    if (row.sheet === sheet) {
      if (!isBlank(row.cells)) take(repairsOf(row));
      continue;
    }
    const table = search.take(row);
    if (table === null || table === 'content') continue;
    sheet = row.sheet;
    repairsOf = repairer(table, context);
    take(headerRepairs(row, table));
  }
  return examples;
}

/** A repair as it may be shown: the cell before and after, or, of what may be a person's, in words with what it is masked. */
export type Shown = { row: number; field: FieldKey | null; before: string | null; after: string | null; words: string };

/** @param known values the standard or the institution's registration names: only these are nobody's own */
export function shownRepair({ row, field, before, after }: Repair, known: ReadonlySet<string>): Shown {
  if (field === null || known.has(after) || isDayText(after)) return { row, field, before, after, words: '' };
  const words = changeWords(before, after);
  return { row, field, before: null, after: masked(field, after), words };
}

function isDayText(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

function masked(field: FieldKey, value: string): string | null {
  if (field === 'name') return maskName(value);
  return field === 'documentNumber' || field === 'number' ? maskNumber(value) : null;
}

const kinds: readonly (readonly [pattern: RegExp, one: (count: number) => string])[] = [
  [/\p{Zs}/gu, (count) => `去掉空格 ${count} 个`],
  [/[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\u2800]/gu, (count) => `去掉看不见的字符 ${count} 个`],
  [/[\uff01-\uff5e]/gu, (count) => `全角改半角 ${count} 个`],
  [/[a-z]/gu, (count) => `小写改大写 ${count} 个`],
];

/** What changed, without the value: kinds of characters that are gone, counted. */
export function changeWords(before: string, after: string): string {
  const words = kinds.flatMap(([pattern, one]) => {
    const gone = (before.match(pattern)?.length ?? 0) - (after.match(pattern)?.length ?? 0);
    return gone > 0 ? [one(gone)] : [];
  });
  if (words.length > 0) return words.join('，');
  if (after === '') return '清空';
  return before === after ? '改存为文本，内容不变' : '改写个别字符';
}

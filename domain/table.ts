// Finds the standard's header in a row of cells and says which column holds which field. Reads no data rows.
import type { FieldKey } from './certificate.ts';
import type { Facts } from './context.ts';
import type { CheckName } from './rules.ts';
import { type Cell, cellText } from './sheet.ts';
import type { Standard } from './standard.ts';
import { folded, nearest } from './text.ts';

export type HeaderFound = { check: CheckName; column: number | null; facts: Facts; after?: string };

export type Table = {
  /** Column index from 0 by field; a field whose column is missing has none. */
  columns: ReadonlyMap<FieldKey, number>;
  /** Every column that has a header, known or not. */
  headed: ReadonlySet<number>;
  found: readonly HeaderFound[];
};

/** A row is the header when it names more than half of the fields. */
const leastShare = 0.5;

/** What people write instead; article 7 itself has some of them. */
const usualNames: Readonly<Record<string, FieldKey>> = {
  持证人姓名: 'name',
  证件号: 'documentNumber',
  身份证号: 'documentNumber',
  身份证号码: 'documentNumber',
  工作单位: 'employer',
  单位: 'employer',
  职业: 'occupation',
  工种: 'workType',
  '工种/职业方向': 'workType',
  '工种/职业方向名称': 'workType',
  等级: 'level',
  级别: 'level',
  技能等级: 'level',
  证书编码: 'number',
  证书号: 'number',
  发证时间: 'issuedOn',
  颁证日期: 'issuedOn',
  评价机构名称: 'institution',
  发证机构名称: 'issuer',
  发证机关: 'issuer',
};

type Heading = { column: number; text: string; key: FieldKey | null };

/** How many of the standard's headers a row holds. */
export function knownHeaders(cells: readonly Cell[], standard: Standard): number {
  const headers = new Set(standard.fields.map((field) => folded(field.header)));
  return new Set(cells.map((cell) => folded(cellText(cell))).filter((text) => headers.has(text))).size;
}

/** The table under this row, or null when the row is not the header. */
export function readHeader(cells: readonly Cell[], standard: Standard): Table | null {
  const headings = cells
    .map((cell, column): Heading => {
      const text = cellText(cell);
      const wanted = folded(text);
      return { column, text, key: standard.fields.find((field) => folded(field.header) === wanted)?.key ?? null };
    })
    .filter((heading) => folded(heading.text) !== '');
  const known = new Set(headings.flatMap((heading) => heading.key ?? []));
  if (known.size <= standard.fields.length * leastShare) return null;

  const columns = new Map<FieldKey, number>();
  const found: HeaderFound[] = [];
  for (const heading of headings) placeHeading(heading, standard, known, columns, found);
  for (const field of standard.fields) {
    if (columns.has(field.key)) continue;
    const facts = { expected: field.header, count: standard.fields.length };
    found.push({ check: 'header-missing', column: null, facts });
  }
  found.push(...outOfOrder(columns, standard));
  return { columns, headed: new Set(headings.map((heading) => heading.column)), found };
}

function placeHeading(
  heading: Heading,
  standard: Standard,
  known: ReadonlySet<FieldKey>,
  columns: Map<FieldKey, number>,
  found: HeaderFound[],
): void {
  const position = heading.column + 1;
  const key = heading.key ?? probableKey(heading.text, standard, known);
  const expected = standard.fields.find((field) => field.key === key)?.header;
  const tell = (check: CheckName, facts: Facts) => found.push({ check, column: heading.column, facts });
  if (!key || !expected) {
    tell('header-extra', { position, count: standard.fields.length });
    return;
  }
  if (columns.has(key)) {
    tell('header-twice', { position, expected });
    return;
  }
  columns.set(key, heading.column);
  if (heading.key === null) tell('header-misspelt', { position, expected });
  else if (heading.text !== expected) {
    found.push({ check: 'header-spelling', column: heading.column, facts: { position, expected }, after: expected });
  }
}

/** "You probably meant": only a field that stands nowhere under its own name. */
function probableKey(text: string, standard: Standard, known: ReadonlySet<FieldKey>): FieldKey | null {
  const missing = standard.fields.filter((field) => !known.has(field.key));
  const wanted = folded(text);
  const usual = Object.entries(usualNames).find(([name]) => folded(name) === wanted)?.[1];
  if (usual && missing.some((field) => field.key === usual)) return usual;
  const close = nearest(
    text,
    missing.map((field) => field.header),
  );
  return missing.find((field) => field.header === close)?.key ?? null;
}

/** The fewest columns that would have to move: those outside the longest run that is in order already. */
function outOfOrder(columns: ReadonlyMap<FieldKey, number>, standard: Standard): HeaderFound[] {
  const ranks = [...columns]
    .sort((a, b) => a[1] - b[1])
    .map(([key, column]) => ({ column, rank: rankOf(standard, key) }));
  const runs: (typeof ranks)[] = [];
  for (const item of ranks) {
    const before = runs.filter((run) => (run.at(-1)?.rank ?? -1) < item.rank);
    const longest = before.reduce<typeof ranks>((best, run) => (run.length > best.length ? run : best), []);
    runs.push([...longest, item]);
  }
  const inOrder = runs.reduce<typeof ranks>((best, run) => (run.length > best.length ? run : best), []);
  return ranks
    .filter((item) => !inOrder.includes(item))
    .map(({ column, rank }) => ({
      check: 'header-order',
      column,
      facts: { header: standard.fields[rank]?.header ?? '', position: rank + 1 },
    }));
}

function rankOf(standard: Standard, key: FieldKey): number {
  return standard.fields.findIndex((field) => field.key === key);
}

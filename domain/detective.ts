// When many rows fail together, finds the one cause behind them. Keeps counts and a bounded sample, no values of rows.

import { type Cause, causeOf } from './cause.ts';
import { type CellKind, kindTeller } from './cell-kind.ts';
import type { FieldKey } from './certificate.ts';
import { ColumnPair } from './column-pair.ts';
import type { CheckContext, Found } from './context.ts';
import { likelyForm } from './identity.ts';
import type { RowValues } from './read-cells.ts';
import { type CheckName, ruleOf } from './rules.ts';
import type { SheetRow } from './sheet.ts';
import { fieldOf, type NumberForm, type Standard } from './standard.ts';
import type { Table } from './table.ts';

/** Failing rows whose layout is kept; beyond it, every second, fourth … failing row. */
const sampleSize = 256;
const leastRows = 5;
/** Of the sampled rows, how many must show one pattern. */
const sureShare = 0.8;
const mostRows = 0.5;
/** Columns looked at beyond the table. */
const columnsBeyond = 3;
const leastOddHeaders = 3;
/** Fields of different kinds that a row must hold to be taken for data outside any table. */
const leastKinds = 3;

/** What stands outside the table that was read. */
export type Outside = {
  sheet: string | null;
  rows: number;
  /** The first row that looks like data, per sheet without a header. */
  dataRows: ReadonlyMap<string, number>;
  /** How many headers the likeliest header row lacks; null when a header was found or no row comes near one. */
  missingHeaders: number | null;
};

export class Detective {
  readonly #standard: Standard;
  readonly #kindOf: ReturnType<typeof kindTeller>;
  readonly #codeOfLevel: ReadonlyMap<string, string | null>;
  readonly #formOfType: ReadonlyMap<string, string>;
  readonly #level = new ColumnPair();
  readonly #year = new ColumnPair();
  readonly #document = new ColumnPair();
  #sample: CellKind[][] = [];
  #stride = 1;
  #failing = 0;
  readonly #rowsWith = new Map<CheckName, number>();
  readonly #strays = new Map<number, number>();

  constructor(context: CheckContext) {
    this.#standard = context.standard;
    this.#kindOf = kindTeller(context);
    this.#codeOfLevel = new Map(context.standard.levels.map((level) => [level.name, level.code]));
    this.#formOfType = new Map(
      context.standard.documentTypes.map((type) => [
        type.name,
        telling.has(type.numberForm) ? type.numberForm : otherForm,
      ]),
    );
  }

  /** Takes a checked row into account; `stray` is its first filled column without a header. */
  take(row: SheetRow, table: Table, values: RowValues, found: readonly Found[], stray: number | null): void {
    this.#watch(values, found.length === 0);
    if (stray !== null) this.#strays.set(stray, (this.#strays.get(stray) ?? 0) + 1);
    if (found.length === 0) return;
    for (const check of watched) {
      if (found.some((one) => one.check === check)) this.#rowsWith.set(check, (this.#rowsWith.get(check) ?? 0) + 1);
    }
    if (found.some((one) => ruleOf(one.check).severity === 'error')) this.#keep(row, table);
  }

  /** Whether a row outside any table looks like a certificate's data. */
  looksLikeData({ cells }: SheetRow): boolean {
    const kinds = new Set(
      cells.slice(0, this.#standard.fields.length + columnsBeyond).map((cell) => this.#kindOf(cell)),
    );
    return (
      kinds.has('documentNumber') &&
      [...kinds].filter((kind) => kind !== 'blank' && kind !== 'other').length >= leastKinds
    );
  }

  /** The one cause that explains the file best, or null. */
  cause(table: Table | null, outside: Outside): Cause | null {
    if (table === null || outside.rows === 0) return causeOutside(outside);
    return (
      this.#strayColumn(table, outside.rows) ??
      this.#layout(table) ??
      oddHeaders(table) ??
      this.#frequent(outside.rows) ??
      this.#pair(this.#level, 'level', 'number') ??
      this.#pair(this.#document, 'documentType', 'documentNumber') ??
      this.#pair(this.#year, 'issuedOn', 'number') ??
      this.#fullWidth(outside.rows)
    );
  }

  #watch({ level, number, issuedOn, documentType, documentNumber }: RowValues, isSound: boolean): void {
    const isNumber = number !== null && number.length === 22;
    const numberText = number ?? '';
    const code = level === null ? null : (this.#codeOfLevel.get(level) ?? null);
    this.#level.add({ key: code, text: level ?? '' }, { key: isNumber ? number.charAt(15) : null, text: numberText });
    const year = issuedOn === null ? null : issuedOn.slice(2, 4);
    this.#year.add(
      { key: year, text: issuedOn ?? '' },
      { key: isNumber ? number.slice(13, 15) : null, text: numberText },
    );
    const type = documentType === null ? null : (this.#formOfType.get(documentType) ?? null);
    const form =
      documentNumber === null ? null : isSound && type !== otherForm ? type : (likelyForm(documentNumber) ?? otherForm);
    this.#document.add({ key: type, text: documentType ?? '' }, { key: form, text: documentNumber ?? '' });
  }

  #keep(row: SheetRow, table: Table): void {
    this.#failing += 1;
    if (this.#failing % this.#stride !== 0) return;
    const width = Math.max(0, ...table.headed) + 1 + columnsBeyond;
    this.#sample.push(Array.from({ length: width }, (_, column) => this.#kindOf(row.cells[column])));
    if (this.#sample.length < sampleSize) return;
    this.#sample = this.#sample.filter((_, i) => i % 2 === 1);
    this.#stride *= 2;
  }

  /** A column without a header inside the table that is filled all the way down. */
  #strayColumn(table: Table, rows: number): Cause | null {
    const last = Math.max(...table.headed);
    const inside = [...this.#strays].find(([column, count]) => column < last && isMost(count, rows));
    return inside ? causeOf('inserted-column', { position: inside[0] + 1, count: inside[1] }) : null;
  }

  /** Contents that stand under other headers than their own. */
  #layout(table: Table): Cause | null {
    if (this.#sample.length < leastRows) return null;
    const moves = this.#moves(table);
    const sampled = this.#sample.length;
    const header = (key: FieldKey) => fieldOf(this.#standard, key).header;
    const [first, second] = moves.filter((move) => move.key !== 'institution' && move.key !== 'issuer');
    if (first && second && second.by === first.by && moves.every((m) => Math.sign(m.by) === Math.sign(first.by))) {
      const facts = { field: header(first.key), side: first.by > 0 ? '右' : '左', by: Math.abs(first.by) };
      return causeOf('columns-shifted', { ...facts, sampled, count: first.count });
    }
    const one = moves[0];
    const target = one && [...table.columns].find(([, column]) => column === one.to)?.[0];
    const others = moves.slice(1).filter((move) => move.key !== target);
    if (!one || !target || others.length > 0) return null;
    return causeOf('columns-swapped', { field: header(one.key), other: header(target), sampled, count: one.count });
  }

  /** Fields whose content is missing from their own column and stands in one other column that is not its own. */
  #moves(table: Table): { key: FieldKey; to: number; by: number; count: number }[] {
    const kindOfField = (key: FieldKey): CellKind => (key === 'issuer' ? 'institution' : key);
    const owners = new Map([...table.columns].map(([key, column]) => [column, kindOfField(key)]));
    const sure = this.#sample.length * sureShare;
    const width = this.#sample[0]?.length ?? 0;
    return [...table.columns].flatMap(([key, from]) => {
      const kind = kindOfField(key);
      const countIn = (column: number) => this.#sample.filter((kinds) => kinds[column] === kind).length;
      if (countIn(from) > this.#sample.length - sure) return [];
      const columns = Array.from({ length: width }, (_, column) => column);
      const elsewhere = columns.filter((column) => owners.get(column) !== kind && countIn(column) >= sure);
      const [to] = elsewhere;
      return to === undefined || elsewhere.length > 1 ? [] : [{ key, to, by: to - from, count: countIn(to) }];
    });
  }

  #frequent(rows: number): Cause | null {
    const serials = this.#rowsWith.get('date-serial') ?? 0;
    if (isMost(serials, rows)) return causeOf('dates-as-serials', { count: serials });
    const old = this.#rowsWith.get('number-old-sixteen') ?? 0;
    return isMost(old, rows) ? causeOf('old-numbers', { count: old }) : null;
  }

  #fullWidth(rows: number): Cause | null {
    const count = this.#rowsWith.get('odd-width') ?? 0;
    return isMost(count, rows) ? causeOf('full-width', { count }) : null;
  }

  #pair(pair: ColumnPair, left: FieldKey, right: FieldKey): Cause | null {
    const header = (key: FieldKey) => fieldOf(this.#standard, key).header;
    const sorted = pair.sorted();
    // Numbers stand in order anyway; a left column in order that does not agree was sorted, whatever else would fit.
    const moved = sorted?.side === 'left' ? null : pair.moved();
    if (moved) return causeOf('column-moved', { field: header(left), other: header(right), ...moved });
    if (!sorted) return null;
    const [field, other] = sorted.side === 'left' ? [left, right] : [right, left];
    return causeOf('column-sorted', { field: header(field), other: header(other), mismatched: sorted.mismatched });
  }
}

/** Documents told by their number alone; all others are one. */
const telling = new Set<NumberForm>([
  'resident-id',
  'hong-kong-macao-residence',
  'taiwan-residence',
  'permanent-residence',
  'hong-kong-macao-travel',
  'chinese-passport',
]);
const otherForm = 'other';

const watched = ['date-serial', 'number-old-sixteen', 'odd-width'] as const satisfies readonly CheckName[];

function isMost(count: number, rows: number): boolean {
  return count >= leastRows && count >= rows * mostRows;
}

function causeOutside({ sheet, dataRows, missingHeaders }: Outside): Cause | null {
  const [first] = [...dataRows].filter(([name]) => name !== sheet);
  if (sheet === null && missingHeaders !== null) return causeOf('old-template', { count: missingHeaders });
  if (first && sheet === null) return causeOf('header-lost', { sheet: first[0], row: first[1] });
  if (first && sheet !== null) return causeOf('wrong-sheet', { sheet, other: first[0] });
  return null;
}

function oddHeaders(table: Table): Cause | null {
  const count = table.found.filter(({ check }) => check === 'header-missing' || check === 'header-misspelt').length;
  return count >= leastOddHeaders ? causeOf('old-template', { count }) : null;
}

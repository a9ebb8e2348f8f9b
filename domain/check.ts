// The whole check of one file: rows in, rows with findings out, a summary at the end. Holds no more than a few batches back.
import type { Cause } from './cause.ts';
import type { Certificate } from './certificate.ts';
import { certificateOf, type RowChecker, rowChecker } from './check-row.ts';
import { type CheckContext, type Facts, type Found, unmetNeeds } from './context.ts';
import { Comparison } from './delta.ts';
import { Detective } from './detective.ts';
import type { Finding } from './finding.ts';
import { HeaderSearch } from './header-search.ts';
import { findLayout } from './layout.ts';
import { type CellsReader, cellsReader, isBlank, type RowValues } from './read-cells.ts';
import { type Asked, ask, findHeld, type Held } from './register.ts';
import { acceptedOf } from './repairs.ts';
import { Repeats } from './repeats.ts';
import { type RowShape, shapeOf, strayColumn } from './row-shape.ts';
import { type CheckName, findRule, ruleOf, rules } from './rules.ts';
import type { SheetRow } from './sheet.ts';
import type { Delta } from './submission.ts';
import { knownHeaders, type Table } from './table.ts';
import { Tally } from './tally.ts';

/** So many headers in one row look like another template's header. */
const leastKnownHeaders = 3;
/** Rows settled, and asked about, at once. With more of them under way the heap grows, and no time is saved. */
const settledAtOnce = 500;
/** Rows that look like notes or signatures are held until it is clear whether data follows; more than these are read as data. */
const maxHeldNotes = 200;

export type CheckedRow = {
  /** As the spreadsheet shows it, from 1. */
  row: number;
  /** In stored form; null when the row has an error that nobody may set aside. */
  certificate: Certificate | null;
  /** In stored form as far as they are usable; null for a row that is no data. */
  values: RowValues | null;
  findings: Finding[];
};

/** `rows` are data rows; the counts are of all findings, those of rows included. */
export type CheckSummary = Pick<
  Tally,
  'counts' | 'countsByCode' | 'rowsWith' | 'cellsWith' | 'offeredByCode' | 'repairedByCode'
> & {
  /** The sheet that was read; null when no header was found. */
  sheet: string | null;
  headerRow: number | null;
  rows: number;
  /** Those about the file, its header and the file as a whole; rows carry their own. */
  findings: Finding[];
  /** Against the version before; null without one. */
  delta: Delta | null;
  /** The one cause behind many failing rows, to be told before them; null when there is none to see. */
  cause: Cause | null;
  /** The earliest readable day of issue: the batch's clock runs from it. */
  earliestIssuedOn: string | null;
  /** Codes of rules that had nothing to be held against. */
  skipped: string[];
};

/**
 * Checks a file row by row, in the order of the file, whatever batches it comes in. Yields every data row once, in
 * batches; what needs the whole file is in the summary that the generator returns. Of rows gone by it keeps only what
 * finding duplicates needs.
 */
export async function* checkRows(
  batches: AsyncIterable<readonly SheetRow[]> | Iterable<readonly SheetRow[]>,
  context: CheckContext,
): AsyncGenerator<CheckedRow[], CheckSummary> {
  const check = new FileCheck(context);
  let read: ReadRow[] = [];
  // While the register is asked about some rows, the next ones are read.
  let asked: Asked<ReadRow> | null = null;
  for await (const batch of batches) {
    for (const row of batch) {
      check.take(row, read);
      if (read.length < settledAtOnce) continue;
      if (asked) yield await settleAll(check, asked);
      asked = ask(read, context.register);
      read = [];
    }
  }
  if (asked) yield await settleAll(check, asked);
  yield await settleAll(check, ask(read, context.register));
  return check.finish();
}

/** A row that has been held against everything but the register. */
type ReadRow = { row: number; values: RowValues | null; found: Found[]; table: Table; stray: number | null };

async function settleAll(check: FileCheck, { rows, answers }: Asked<ReadRow>): Promise<CheckedRow[]> {
  const held = await answers;
  return rows.map((row) => check.settle(row, held.get(row) ?? null));
}

class FileCheck {
  readonly #context: CheckContext;
  readonly #readCells: CellsReader;
  readonly #checkValues: RowChecker;
  readonly #repeats: Repeats;
  readonly #tally = new Tally();
  readonly #accepted: ReadonlySet<string>;
  readonly #fileFindings: Finding[] = [];
  readonly #header: HeaderSearch;
  readonly #detective: Detective;
  readonly #comparison: Comparison | null;
  /** The first row that looks like data, per sheet without header. */
  readonly #dataOutside = new Map<string, number>();
  #knownHeaders = 0;
  #table: Table | null = null;
  #sheet: string | null = null;
  #headerRow: number | null = null;
  #rows = 0;
  #blanksHeld = 0;
  #blanksInside = 0;
  #lastRow = 0;
  #notesHeld: { row: SheetRow; shape: RowShape }[] = [];

  constructor(context: CheckContext) {
    this.#context = context;
    this.#header = new HeaderSearch(context);
    this.#accepted = context.accepted ?? new Set();
    this.#readCells = cellsReader(context.standard);
    this.#checkValues = rowChecker(context);
    this.#repeats = new Repeats(context.standard);
    this.#detective = new Detective(context);
    this.#comparison = context.previous ? new Comparison(context.previous) : null;
  }

  /** Reads one row on; `read` receives it once it is known to be data, after what was held back before it. */
  take(row: SheetRow, read: ReadRow[]): void {
    if (this.#table === null || row.sheet !== this.#sheet) this.#search(row);
    else if (isBlank(row.cells)) this.#blanksHeld += 1;
    else {
      const shape = shapeOf(row);
      // Above all data there is nothing that a sparse row could sign.
      const isHeld = shape === 'note' || (shape === 'sparse' && this.#rows > 0);
      if (isHeld && this.#notesHeld.length < maxHeldNotes) {
        this.#notesHeld.push({ row, shape });
        return;
      }
      this.#releaseNotes(this.#table, read);
      read.push(this.#readRow(row, this.#table));
    }
  }

  finish(): CheckSummary {
    if (this.#table === null) this.#tellFile('no-table');
    else if (this.#rows === 0) this.#tellFile('no-rows');
    this.#tellLayout();
    const at = { sheet: this.#sheet, headerRow: this.#headerRow ?? 0, lastRow: this.#lastRow, table: this.#table };
    for (const found of findLayout(this.#context.layout?.() ?? [], at)) {
      this.#fileFindings.push(this.#finding(found, null, null));
    }
    for (const found of this.#repeats.summary()) {
      this.#fileFindings.push(this.#finding(found, null, this.#table?.columns.get(found.field ?? 'name') ?? null));
    }
    const unmet = unmetNeeds(this.#context);
    return {
      sheet: this.#sheet,
      headerRow: this.#headerRow,
      rows: this.#rows,
      findings: this.#fileFindings,
      ...this.#tally,
      delta: this.#comparison?.delta(this.#fileFindings) ?? null,
      cause: this.#cause(),
      earliestIssuedOn: this.#repeats.earliestDay(),
      skipped: rules.filter((rule) => rule.needs && unmet.has(rule.needs)).map((rule) => rule.code),
    };
  }

  /** A row outside the table: it may be a header, or it counts as content that is not read. */
  #search(row: SheetRow): void {
    const table = this.#header.take(row);
    if (table === 'content') this.#noteOutside(row);
    if (table === 'content' || table === null) return;
    this.#table = table;
    this.#sheet = row.sheet;
    this.#headerRow = row.row;
    for (const { column, ...told } of table.found) {
      const one = { ...told, field: null };
      const isRepaired = acceptedOf([one], this.#accepted).size > 0;
      this.#fileFindings.push(this.#finding(one, row.row, column, isRepaired));
    }
  }

  #noteOutside(row: SheetRow): void {
    this.#knownHeaders = Math.max(this.#knownHeaders, knownHeaders(row.cells, this.#context.standard));
    if (!this.#dataOutside.has(row.sheet) && this.#detective.looksLikeData(row))
      this.#dataOutside.set(row.sheet, row.row);
  }

  #cause(): Cause | null {
    const isNearHeader = this.#table === null && this.#knownHeaders >= leastKnownHeaders;
    return this.#detective.cause(this.#table, {
      sheet: this.#sheet,
      rows: this.#rows,
      dataRows: this.#dataOutside,
      missingHeaders: isNearHeader ? this.#context.standard.fields.length - this.#knownHeaders : null,
    });
  }

  #tellLayout(): void {
    const { sheets, tables } = this.#header;
    const above = this.#sheet === null ? 0 : (sheets.get(this.#sheet)?.filled ?? 0);
    const others = [...sheets].filter(
      ([name, sheet]) => name !== this.#sheet && !sheet.hasHeader && sheet.filled > 0,
    ).length;
    const below = this.#notesHeld.length;
    if (tables.length > 1 && !this.#context.sheet) this.#tellTables(tables);
    if (above > 0) this.#tellFile('rows-above-header', { count: above });
    if (below > 0) this.#tellFile('rows-below-table', { row: this.#notesHeld[0]?.row.row ?? 0, count: below });
    if (this.#blanksInside > 0) this.#tellFile('blank-rows', { count: this.#blanksInside });
    if (others > 0 && this.#table !== null) this.#tellFile('other-sheets', { count: others });
  }

  /** One finding per sheet, in their order: the clerk is asked which one is meant. */
  #tellTables(sheets: readonly string[]): void {
    const facts = { count: sheets.length };
    for (const sheet of sheets) {
      const finding = this.#finding({ check: 'several-tables', field: null, facts }, null, null);
      this.#fileFindings.push({ ...finding, sheet });
    }
  }

  /** Data follows: what looked like notes below the table stands inside it. */
  #releaseNotes(table: Table, read: ReadRow[]): void {
    if (this.#rows > 0) this.#blanksInside += this.#blanksHeld;
    this.#blanksHeld = 0;
    if (this.#notesHeld.length === 0) return;
    for (const { row, shape } of this.#notesHeld) {
      const found: Found[] = [{ check: 'text-inside-table', field: null }];
      if (shape === 'sparse') read.push(this.#readRow(row, table));
      else read.push({ row: row.row, values: null, found, table, stray: null });
    }
    this.#notesHeld = [];
  }

  #readRow(row: SheetRow, table: Table): ReadRow {
    this.#rows += 1;
    this.#lastRow = row.row;
    const found: Found[] = [];
    if (row.hidden) found.push({ check: 'hidden-row', field: null });
    const { values } = this.#checkValues(this.#readCells(row, table, found), found);
    this.#repeats.add(row.row, values, found);
    const stray = strayColumn(row, table);
    this.#detective.take(row, table, values, found, stray);
    return { row: row.row, values, found, table, stray };
  }

  /** Gives what was found in a row its codes and places, and adds what the register says of it. */
  settle({ row, values, found, table, stray }: ReadRow, held: Held | null): CheckedRow {
    if (values && held) found.push(...findHeld(values, held, this.#context.standard));
    const match = this.#comparison?.match(values) ?? -1;
    if (match >= 0) found.push(...(this.#comparison?.changes(match, values, table.columns) ?? []));
    const repaired = this.#accepted.size > 0 ? acceptedOf(found, this.#accepted) : null;
    const findings = found.map((one) => {
      const column = one.field === null ? null : (table.columns.get(one.field) ?? null);
      return this.#finding(one, row, column, repaired?.has(one));
    });
    if (stray !== null) findings.push(this.#finding({ check: 'stray-cell', field: null }, row, stray));
    if (findings.length > 0) this.#tally.countPlaces(findings);
    this.#comparison?.count(match, row, findings);
    const isBlocked = findings.some((one) => one.severity === 'error' && !isOverridable(one));
    return { row, certificate: isBlocked || !values ? null : certificateOf(values), values, findings };
  }

  #tellFile(check: CheckName, facts?: Facts): void {
    this.#fileFindings.push(this.#finding({ check, field: null, ...(facts && { facts }) }, null, null));
  }

  /** A repair that was accepted stays in the record, as a note. */
  #finding(
    { check, field, facts, after }: Found,
    row: number | null,
    column: number | null,
    isRepaired = false,
  ): Finding {
    const rule = ruleOf(check);
    const { code } = rule;
    const severity = isRepaired ? 'note' : rule.severity;
    const place = { sheet: this.#sheet, row, column, field };
    const finding = facts ? { code, severity, ...place, facts } : { code, severity, ...place };
    this.#tally.count(finding, isRepaired ? 'repaired' : after === undefined ? null : 'offered');
    return finding;
  }
}

function isOverridable(finding: Finding): boolean {
  return findRule(finding.code)?.overridable === true;
}

// The whole check of one file: rows in, rows with findings out, a summary at the end. Holds no rows back.
import type { Cause } from './cause.ts';
import type { Certificate } from './certificate.ts';
import { certificateOf, type RowChecker, rowChecker } from './check-row.ts';
import { type CheckContext, type Facts, type Found, unmetNeeds } from './context.ts';
import { Detective } from './detective.ts';
import type { Finding, Severity } from './finding.ts';
import { isBlank, readCells } from './read-cells.ts';
import { acceptedOf } from './repairs.ts';
import { Repeats } from './repeats.ts';
import { type CheckName, findRule, ruleOf, rules } from './rules.ts';
import { cellText, type SheetRow } from './sheet.ts';
import { knownHeaders, readHeader, type Table } from './table.ts';
import { codePoints } from './text.ts';

/** The header is looked for in this many rows with content of each sheet. */
const headerSearchRows = 20;
/** So many headers in one row look like another template's header. */
const leastKnownHeaders = 3;
/** A row of one cell longer than this is a note, not a name. */
const longestLoneCell = 40;
/** Rows that look like notes are held until it is clear whether data follows; more than these are read as data. */
const maxHeldNotes = 200;
const noteStart =
  /^(备注|说明|注[:：\d]|合计|总计|小计|共计|填表|制表|审核|经办|负责人|单位负责|联系|日期[:：]|以上|本页)/;
const mostNoteCells = 3;

export type CheckedRow = {
  /** As the spreadsheet shows it, from 1. */
  row: number;
  /** In stored form; null when the row has an error that nobody may set aside. */
  certificate: Certificate | null;
  findings: Finding[];
};

export type CheckSummary = {
  /** The sheet that was read; null when no header was found. */
  sheet: string | null;
  headerRow: number | null;
  /** Data rows. */
  rows: number;
  /** Those about the file, its header and the file as a whole; rows carry their own. */
  findings: Finding[];
  /** All findings, those of rows included. */
  counts: Record<Severity, number>;
  countsByCode: Record<string, number>;
  /** Of those, repairs the clerk has accepted, told as notes. */
  repairedByCode: Record<string, number>;
  /** The one cause behind many failing rows, to be told before them; null when there is none to see. */
  cause: Cause | null;
  /** The earliest readable day of issue: the batch's clock runs from it. */
  earliestIssuedOn: string | null;
  /** Codes of rules that had nothing to be held against. */
  skipped: string[];
};

/**
 * Checks a file row by row, in the order of the file. Yields every data row once; what needs the whole file is in the
 * summary that the generator returns. Of rows gone by it keeps only what finding duplicates needs.
 */
export async function* checkRows(
  rows: AsyncIterable<SheetRow>,
  context: CheckContext,
): AsyncGenerator<CheckedRow, CheckSummary> {
  const check = new FileCheck(context);
  for await (const row of rows) {
    const checked = check.take(row);
    if (checked) yield* checked;
  }
  return check.finish();
}

class FileCheck {
  readonly #context: CheckContext;
  readonly #checkValues: RowChecker;
  readonly #repeats: Repeats;
  readonly #counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  readonly #countsByCode: Record<string, number> = {};
  readonly #repairedByCode: Record<string, number> = {};
  readonly #accepted: ReadonlySet<string>;
  readonly #fileFindings: Finding[] = [];
  /** Rows with content seen per sheet before its header, and whether the sheet has one. */
  readonly #sheets = new Map<string, { filled: number; hasHeader: boolean }>();
  readonly #detective: Detective;
  /** The first row that looks like data, per sheet without header. */
  readonly #dataOutside = new Map<string, number>();
  #knownHeaders = 0;
  #table: Table | null = null;
  #sheet: string | null = null;
  #headerRow: number | null = null;
  #rows = 0;
  #blanksHeld = 0;
  #blanksInside = 0;
  #notesHeld: number[] = [];

  constructor(context: CheckContext) {
    this.#context = context;
    this.#accepted = context.accepted ?? new Set();
    this.#checkValues = rowChecker(context);
    this.#repeats = new Repeats(context.standard);
    this.#detective = new Detective(context);
  }

  take(row: SheetRow): CheckedRow[] | null {
    if (this.#table === null || row.sheet !== this.#sheet) {
      this.#search(row);
      return null;
    }
    if (isBlank(row.cells)) {
      this.#blanksHeld += 1;
      return null;
    }
    if (this.#notesHeld.length < maxHeldNotes && isNote(row)) {
      this.#notesHeld.push(row.row);
      return null;
    }
    return [...this.#releaseNotes(), this.#checkRow(row, this.#table)];
  }

  finish(): CheckSummary {
    if (this.#table === null) this.#tellFile('no-table');
    else if (this.#rows === 0) this.#tellFile('no-rows');
    this.#tellLayout();
    for (const found of this.#repeats.summary()) {
      this.#fileFindings.push(this.#finding(found, null, this.#table?.columns.get(found.field ?? 'name') ?? null));
    }
    const unmet = unmetNeeds(this.#context.institution);
    return {
      sheet: this.#sheet,
      headerRow: this.#headerRow,
      rows: this.#rows,
      findings: this.#fileFindings,
      counts: this.#counts,
      countsByCode: this.#countsByCode,
      repairedByCode: this.#repairedByCode,
      cause: this.#cause(),
      earliestIssuedOn: this.#repeats.earliestDay(),
      skipped: rules.filter((rule) => rule.needs && unmet.has(rule.needs)).map((rule) => rule.code),
    };
  }

  /** A row outside the table: it may be a header, or it counts as content that is not read. */
  #search(row: SheetRow): void {
    const sheet = this.#sheets.get(row.sheet) ?? { filled: 0, hasHeader: false };
    this.#sheets.set(row.sheet, sheet);
    if (sheet.hasHeader || isBlank(row.cells)) return;
    const table = sheet.filled < headerSearchRows ? readHeader(row.cells, this.#context.standard) : null;
    if (!table) {
      if (sheet.filled < headerSearchRows) this.#noteOutside(row);
      sheet.filled += 1;
      return;
    }
    sheet.hasHeader = true;
    if (this.#table !== null) return;
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
    const sheets = [...this.#sheets];
    const tables = sheets.filter(([, sheet]) => sheet.hasHeader).length;
    const above = this.#sheet === null ? 0 : (this.#sheets.get(this.#sheet)?.filled ?? 0);
    const others = sheets.filter(
      ([name, sheet]) => name !== this.#sheet && !sheet.hasHeader && sheet.filled > 0,
    ).length;
    const below = this.#notesHeld.length;
    if (tables > 1) this.#tellFile('several-tables', { count: tables });
    if (above > 0) this.#tellFile('rows-above-header', { count: above });
    if (below > 0) this.#tellFile('rows-below-table', { row: this.#notesHeld[0] ?? 0, count: below });
    if (this.#blanksInside > 0) this.#tellFile('blank-rows', { count: this.#blanksInside });
    if (others > 0 && this.#table !== null) this.#tellFile('other-sheets', { count: others });
  }

  /** Data follows: what looked like notes below the table stands inside it. */
  #releaseNotes(): CheckedRow[] {
    if (this.#rows > 0) this.#blanksInside += this.#blanksHeld;
    this.#blanksHeld = 0;
    const released = this.#notesHeld.map((row) => {
      const findings = [this.#finding({ check: 'text-inside-table', field: null }, row, null)];
      return { row, certificate: null, findings };
    });
    this.#notesHeld = [];
    return released;
  }

  #checkRow(row: SheetRow, table: Table): CheckedRow {
    this.#rows += 1;
    const found: Found[] = [];
    if (row.hidden) found.push({ check: 'hidden-row', field: null });
    const { values } = this.#checkValues(readCells(row, table, this.#context.standard, found), found);
    this.#repeats.add(row.row, values, found);

    const repaired = this.#accepted.size > 0 ? acceptedOf(found, this.#accepted) : null;
    const findings = found.map((one) => {
      const column = one.field === null ? null : (table.columns.get(one.field) ?? null);
      return this.#finding(one, row.row, column, repaired?.has(one));
    });
    const stray = strayColumn(row, table);
    this.#detective.take(row, table, values, found, stray);
    if (stray !== null) findings.push(this.#finding({ check: 'stray-cell', field: null }, row.row, stray));
    const isBlocked = findings.some((one) => one.severity === 'error' && !isOverridable(one));
    return { row: row.row, certificate: isBlocked ? null : certificateOf(values), findings };
  }

  #tellFile(check: CheckName, facts?: Facts): void {
    this.#fileFindings.push(this.#finding({ check, field: null, ...(facts && { facts }) }, null, null));
  }

  /** A repair that was accepted stays in the record, as a note. */
  #finding({ check, field, facts }: Found, row: number | null, column: number | null, isRepaired = false): Finding {
    const rule = ruleOf(check);
    const { code } = rule;
    const severity = isRepaired ? 'note' : rule.severity;
    if (isRepaired) this.#repairedByCode[code] = (this.#repairedByCode[code] ?? 0) + 1;
    this.#counts[severity] += 1;
    this.#countsByCode[code] = (this.#countsByCode[code] ?? 0) + 1;
    const place = { sheet: this.#sheet, row, column, field };
    return facts ? { code, severity, ...place, facts } : { code, severity, ...place };
  }
}

function isOverridable(finding: Finding): boolean {
  return findRule(finding.code)?.overridable === true;
}

/** A total, a signature line, a remark: few cells, the first of which says so. */
function isNote({ cells }: SheetRow): boolean {
  const filled: string[] = [];
  for (const cell of cells) {
    const text = cellText(cell).trim();
    if (text !== '') filled.push(text);
    if (filled.length > mostNoteCells) return false;
  }
  const first = filled[0] ?? '';
  return noteStart.test(first) || (filled.length === 1 && codePoints(first) > longestLoneCell);
}

/** The first column without a header in which the row holds something. */
function strayColumn(row: SheetRow, table: Table): number | null {
  if (row.cells.length <= table.headed.size) return null;
  const stray = row.cells.findIndex((cell, column) => !table.headed.has(column) && !isBlank([cell]));
  return stray === -1 ? null : stray;
}

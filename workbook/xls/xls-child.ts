// The process that reads one .xls: bytes from standard input, lines of JSON to standard output. Holds nothing of ours.
import { buffer } from 'node:stream/consumers';
import {
  type CellObject,
  type ColInfo,
  type DenseWorkSheet,
  type Range,
  read,
  set_cptable,
  type WorkBook,
} from '@e965/xlsx';
import * as codepages from '@e965/xlsx/dist/cpexcel.full.mjs';
import type { Cell, SheetRow } from '../../domain/sheet.ts';
import type { CellRange } from '../sheet-facts.ts';
import { cellRange } from '../sheet-facts.ts';
import { serialDate, showsDate } from '../xlsx/styles.ts';
import type { XlsBounds, XlsLine } from './read-xls.ts';
import { legalNames } from './sheet-names.ts';

/** Characters of JSON in a batch of rows, about: the reader at the other end holds one at a time. */
const BATCH_CHARACTERS = 1024 * 1024;
const VISIBILITY = ['visible', 'hidden', 'very-hidden'] as const;
/** From here on spreadsheets show a number by its first digits and an exponent. */
const LONG_NUMBER = 1e15;
const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

function say(line: XlsLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function tellWorkbook(workbook: WorkBook, bounds: XlsBounds): void {
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  const names = workbook.SheetNames;
  // SheetJS keeps one sheet a name: another of exactly that name would go unread.
  if (new Set(names).size < names.length) throw new Error('two sheets of one name');
  for (const [index, name] of legalNames(names).entries()) {
    const sheet = workbook.Sheets[names[index] ?? ''] as DenseWorkSheet | undefined;
    // Sheets of charts and macros have no cells.
    if (sheet?.['!data'] === undefined) continue;
    const visibility = VISIBILITY[workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0];
    const counts = visibility === 'visible' ? tellRows(name, sheet, date1904, bounds) : { rows: 0, hiddenRows: 0 };
    say({ sheet: { name, visibility, ...counts, ...factsOf(sheet, bounds) } });
  }
}

/** Tells the rows in batches of like size: one text in every cell makes a small file into very long rows. */
function tellRows(name: string, sheet: DenseWorkSheet, date1904: boolean, { rowBytes }: XlsBounds) {
  const counts = { rows: 0, hiddenRows: 0 };
  let batch: string[] = [];
  let size = 0;
  const flush = () => {
    if (batch.length > 0) process.stdout.write(`{"rows":[${batch.join()}]}\n`);
    batch = [];
    size = 0;
  };
  for (const row of rowsOf(name, sheet, date1904)) {
    const json = JSON.stringify(row);
    if (json.length > rowBytes) throw new RowTooLong();
    if (size + json.length > BATCH_CHARACTERS) flush();
    batch.push(json);
    size += json.length;
    counts.rows++;
    if (row.hidden) counts.hiddenRows++;
  }
  flush();
  return counts;
}

class RowTooLong extends Error {}

function* rowsOf(name: string, sheet: DenseWorkSheet, date1904: boolean): Generator<SheetRow> {
  for (const [index, line] of sheet['!data'].entries()) {
    // Lines of a sheet are sparse, and so are their cells.
    const cells = Array.from(line ?? [], (cell) => cellOf(cell, date1904));
    while (cells.at(-1) === '') cells.pop();
    if (cells.length === 0) continue;
    const isHidden = sheet['!rows']?.[index]?.hidden === true;
    yield { sheet: name, row: index + 1, cells, ...(isHidden && { hidden: true as const }) };
  }
}

function cellOf(cell: CellObject | undefined, date1904: boolean): Cell {
  if (cell === undefined || cell.t === 'z' || cell.v === undefined) return '';
  const text = textOf(cell, date1904);
  if (cell.f !== undefined) return { stored: 'formula', text, raw: cell.f };
  if (cell.t === 'b') return { stored: 'boolean', text };
  if (cell.t === 'e') return { stored: 'error', text };
  if (cell.t !== 'n') return text;
  return dateOf(cell, date1904) === null ? { stored: 'number', text } : { stored: 'date', text, raw: numeral(cell.v) };
}

function textOf(cell: CellObject, date1904: boolean): string {
  if (cell.t === 'b') return cell.v === true ? 'TRUE' : 'FALSE';
  if (cell.t === 'e') return ERRORS[Number(cell.v)] ?? '#N/A';
  return cell.t === 'n' ? (dateOf(cell, date1904) ?? numeral(cell.v)) : String(cell.v);
}

function dateOf({ v, z }: CellObject, date1904: boolean): string | null {
  return typeof z === 'string' && showsDate(z) ? serialDate(Number(v), date1904) : null;
}

/** A long number has lost its last digits: writing them out would invent some. */
function numeral(value: CellObject['v']): string {
  const number = Number(value);
  return Math.abs(number) < LONG_NUMBER ? String(number) : number.toExponential().toUpperCase();
}

function factsOf(sheet: DenseWorkSheet, { mergedRanges }: XlsBounds) {
  const columns: readonly (ColInfo | undefined)[] = sheet['!cols'] ?? [];
  const merged: readonly Range[] = sheet['!merges'] ?? [];
  const hidden = columns.flatMap((column, index) => (column?.hidden ? index : []));
  // One more than may be tells that there are too many.
  const merges = merged
    .slice(0, mergedRanges + 1)
    .map(({ s, e }): CellRange => ({ firstRow: s.r + 1, lastRow: e.r + 1, firstColumn: s.c, lastColumn: e.c }));
  return {
    hiddenColumns: hidden.map((column): [number, number] => [column, column]),
    filter: cellRange(sheet['!autofilter']?.ref ?? ''),
    mergedRanges: merges,
  };
}

function refusalOf(error: unknown): 'encrypted' | 'row-too-long' | 'xls' {
  if (error instanceof RowTooLong) return 'row-too-long';
  return /password/i.test(String(error)) ? 'encrypted' : 'xls';
}

async function main(): Promise<void> {
  set_cptable(codepages);
  const bounds = JSON.parse(process.argv[2] ?? '') as XlsBounds;
  const bytes = await buffer(process.stdin);
  try {
    tellWorkbook(read(bytes, { type: 'buffer', dense: true, cellNF: true, cellStyles: true, cellText: false }), bounds);
    say('done');
  } catch (error) {
    say({ refused: refusalOf(error) });
  }
}

await main();

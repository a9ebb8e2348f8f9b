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
import type { CellRange, SheetFacts } from '../sheet-facts.ts';
import { cellRange } from '../sheet-facts.ts';
import { serialDate, showsDate } from '../xlsx/styles.ts';
import type { XlsLine } from './read-xls.ts';

const BATCH = 200;
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

function tellWorkbook(workbook: WorkBook): void {
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  workbook.SheetNames.forEach((name, index) => {
    const sheet = workbook.Sheets[name] as DenseWorkSheet | undefined;
    // Sheets of charts and macros have no cells.
    if (sheet?.['!data'] === undefined) return;
    const visibility = VISIBILITY[workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0];
    const rows = visibility === 'visible' ? rowsOf(name, sheet, date1904) : [];
    for (let at = 0; at < rows.length; at += BATCH) say({ rows: rows.slice(at, at + BATCH) });
    say({ sheet: factsOf(name, visibility, sheet, rows) });
  });
}

function rowsOf(name: string, sheet: DenseWorkSheet, date1904: boolean) {
  const rows: (SheetRow & { cells: Cell[]; hidden?: true })[] = [];
  sheet['!data'].forEach((line, index) => {
    // Lines of a sheet are sparse, and so are their cells.
    const cells = Array.from(line ?? [], (cell) => cellOf(cell, date1904));
    while (cells.at(-1) === '') cells.pop();
    if (cells.length === 0) return;
    const isHidden = sheet['!rows']?.[index]?.hidden === true;
    rows.push({ sheet: name, row: index + 1, cells, ...(isHidden && { hidden: true as const }) });
  });
  return rows;
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

function factsOf(name: string, visibility: SheetFacts['visibility'], sheet: DenseWorkSheet, rows: readonly SheetRow[]) {
  const columns: readonly (ColInfo | undefined)[] = sheet['!cols'] ?? [];
  const merged: readonly Range[] = sheet['!merges'] ?? [];
  const hidden = columns.flatMap((column, index) => (column?.hidden ? index : []));
  const merges = merged.map(
    ({ s, e }): CellRange => ({ firstRow: s.r + 1, lastRow: e.r + 1, firstColumn: s.c, lastColumn: e.c }),
  );
  return {
    name,
    visibility,
    rows: rows.length,
    hiddenRows: rows.filter((row) => row.hidden).length,
    hiddenColumns: hidden.map((column): [number, number] => [column, column]),
    filter: cellRange(sheet['!autofilter']?.ref ?? ''),
    mergedRanges: merges,
  };
}

async function main(): Promise<void> {
  set_cptable(codepages);
  const bytes = await buffer(process.stdin);
  try {
    const workbook = read(bytes, { type: 'buffer', dense: true, cellNF: true, cellStyles: true, cellText: false });
    say('started');
    tellWorkbook(workbook);
    say('done');
  } catch (error) {
    say({ refused: /password/i.test(String(error)) ? 'encrypted' : 'xls' });
  }
}

await main();

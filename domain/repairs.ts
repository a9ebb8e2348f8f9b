// What can be put right without a guess: which cells, from what to what, and what of it the clerk has accepted.
// Stores nothing: before and after are read from the row again whenever somebody asks.
import type { FieldKey } from './certificate.ts';
import { rowChecker } from './check-row.ts';
import type { CheckContext, Found } from './context.ts';
import { cellsReader } from './read-cells.ts';
import { ruleOf } from './rules.ts';
import { type Cell, cellText, type SheetRow } from './sheet.ts';
import type { Table } from './table.ts';

/** One step of putting a cell right. `before` and `after` are values of the row: for the clerk's eyes only. */
export type Repair = {
  code: string;
  row: number;
  /** Column index from 0 (A). */
  column: number;
  field: FieldKey | null;
  before: string;
  after: string;
};

/** Lists the repairs of rows of one table, cell by cell in the order in which they are made. */
export function repairer(table: Table, context: CheckContext): (row: SheetRow) => Repair[] {
  const readCells = cellsReader(context.standard);
  const checkValues = rowChecker(context);
  return (row) => {
    const found: Found[] = [];
    checkValues(readCells(row, table, found), found);
    const texts = new Map<number, string>();
    return found.flatMap(({ check, field, after }): Repair[] => {
      const column = field === null ? undefined : table.columns.get(field);
      if (after === undefined || column === undefined) return [];
      const before = texts.get(column) ?? cellText(row.cells[column]);
      texts.set(column, after);
      return [{ code: ruleOf(check).code, row: row.row, column, field, before, after }];
    });
  };
}

/** The repairs of the header row itself. */
export function headerRepairs(header: SheetRow, table: Table): Repair[] {
  return table.found.flatMap(({ check, column, after }): Repair[] => {
    if (after === undefined || column === null) return [];
    const before = cellText(header.cells[column]);
    return [{ code: ruleOf(check).code, row: header.row, column, field: null, before, after }];
  });
}

/** The row with the accepted of its repairs made; every other cell as it was. */
export function repairedRow(row: SheetRow, repairs: readonly Repair[], accepted: ReadonlySet<string>): SheetRow {
  const cells: Cell[] = [...row.cells];
  for (const { column, after } of inTurn(repairs, (repair) => repair.column, accepted)) {
    while (cells.length <= column) cells.push('');
    cells[column] = after;
  }
  return { ...row, cells };
}

/** Those of a row's findings whose repair is accepted. */
export function acceptedOf(found: readonly Found[], accepted: ReadonlySet<string>): ReadonlySet<Found> {
  const offered = found.flatMap((one) =>
    one.after === undefined ? [] : [{ ...one, code: ruleOf(one.check).code, one }],
  );
  return new Set(inTurn(offered, (repair) => repair.field, accepted).map((repair) => repair.one));
}

/** A cell's repairs are made one after another, so each waits until all before it in that cell are accepted. */
function inTurn<T extends { code: string }>(
  repairs: readonly T[],
  cellOf: (repair: T) => unknown,
  accepted: ReadonlySet<string>,
): T[] {
  const waiting = new Set<unknown>();
  return repairs.filter((repair) => {
    if (!accepted.has(repair.code)) waiting.add(cellOf(repair));
    return !waiting.has(cellOf(repair));
  });
}

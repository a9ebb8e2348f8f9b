// What stands in the sheets besides rows, held against the table that was read. Reads no cell.
import type { Found } from './context.ts';
import type { SheetLayout } from './sheet.ts';
import type { Table } from './table.ts';

/** `lastRow` is that of the last data row. Merged cells, hidden columns, a filter on the data, and sheets nobody sees. */
export function findLayout(
  layouts: readonly SheetLayout[],
  at: { sheet: string | null; headerRow: number; lastRow: number; table: Table | null },
): Found[] {
  const found: Found[] = [];
  const tell = (check: Found['check'], count: number) => {
    if (count > 0) found.push({ check, field: null, facts: { count } });
  };
  tell('hidden-sheets', layouts.filter((layout) => layout.visibility !== 'visible').length);
  const layout = layouts.find((one) => one.name === at.sheet);
  const headed = at.table?.headed;
  if (!layout || !headed) return found;

  const columns = [...headed];
  const merged = layout.mergedRanges.filter(({ firstRow, lastRow, firstColumn, lastColumn }) => {
    const isInTable = lastRow >= at.headerRow && firstRow <= at.lastRow;
    return isInTable && columns.some((column) => column >= firstColumn && column <= lastColumn);
  });
  tell('merged-cells', merged.length);
  const isHidden = (column: number) => layout.hiddenColumns.some(([first, last]) => column >= first && column <= last);
  tell('hidden-columns', columns.filter(isHidden).length);
  if (layout.filter) found.push({ check: 'filtered', field: null });
  return found;
}

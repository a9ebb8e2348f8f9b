// What a file's offered repairs would change, masked for the screen. Changes nothing and accepts nothing.
import type { CheckSummary } from '../domain/check.ts';
import type { CheckContext } from '../domain/context.ts';
import type { Finding } from '../domain/finding.ts';
import { maskName, maskNumber } from '../domain/mask.ts';
import { headerRepairs, type Repair, repairer } from '../domain/repairs.ts';
import { findRule } from '../domain/rules.ts';
import { readHeader } from '../domain/table.ts';
import { withoutOwnMarks } from '../workbook/own-marks.ts';
import { rows } from '../workbook/read.ts';

/** The cell before and after this one step, masked. A cell's steps are made in the order of its findings. */
export type OfferedRepair = { before: string; after: string };

/**
 * The repairs that a check's findings offer, by finding. Reads the file once more: a check keeps no values.
 * Throws UnreadableFile.
 */
export async function offeredRepairs(
  bytes: Uint8Array,
  { sheet, headerRow }: CheckSummary,
  findings: readonly Finding[],
  context: CheckContext,
): Promise<Map<Finding, OfferedRepair>> {
  const offering = new Map<string, Finding>();
  for (const finding of findings) if (findRule(finding.code)?.repair) offering.set(placeOf(finding), finding);
  const offered = new Map<Finding, OfferedRepair>();
  if (offering.size === 0) return offered;
  const keep = (repair: Repair) => {
    const finding = offering.get(placeOf(repair));
    if (finding !== undefined) offered.set(finding, masked(repair));
  };
  const lines = new Set([...offering.values()].map(({ row }) => row));
  let repairsOf: ReturnType<typeof repairer> | null = null;
  for await (const row of withoutOwnMarks(rows(bytes))) {
    if (row.sheet !== sheet) continue;
    if (row.row === headerRow) {
      const table = readHeader(row.cells, context.standard);
      if (table === null) break;
      headerRepairs(row, table).forEach(keep);
      repairsOf = repairer(table, context);
    } else if (repairsOf !== null && lines.has(row.row)) repairsOf(row).forEach(keep);
  }
  return offered;
}

function placeOf({ code, row, column }: Pick<Finding, 'code' | 'row' | 'column'>): string {
  return `${code} ${row} ${column}`;
}

/** Headers and words of the standard or the registered scope are nobody's secret; in a shifted column, any cell may be. */
function masked({ code, field, before, after }: Repair): OfferedRepair {
  if (field === 'name' || field === 'employer') return { before: maskName(before), after: maskName(after) };
  const isOpen = findRule(code)?.scope !== 'cell';
  return isOpen ? { before, after } : { before: maskNumber(before), after: maskNumber(after) };
}

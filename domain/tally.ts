// Counts what a check finds, by severity, by code, by row and by cell. Judges nothing.
import type { Finding, Severity } from './finding.ts';

/** How findings of a severity are counted by row and by cell. */
const counting = [
  ['error', 'errors'],
  ['warning', 'warnings'],
] as const;

type Counted = { errors: number; warnings: number };

export class Tally {
  /** All findings. */
  readonly counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  readonly countsByCode: Record<string, number> = {};
  /** Data rows, and cells of them, with at least one error or warning. */
  readonly rowsWith: Counted = { errors: 0, warnings: 0 };
  readonly cellsWith: Counted = { errors: 0, warnings: 0 };
  /** Findings with a repair that has not been accepted. */
  readonly offeredByCode: Record<string, number> = {};
  /** Of those, repairs the clerk has accepted, told as notes. */
  readonly repairedByCode: Record<string, number> = {};

  count({ code, severity }: Finding, repair: 'offered' | 'repaired' | null): void {
    if (repair === 'repaired') addOne(this.repairedByCode, code);
    if (repair === 'offered') addOne(this.offeredByCode, code);
    this.counts[severity] += 1;
    addOne(this.countsByCode, code);
  }

  /** The findings of one data row. */
  countPlaces(findings: readonly Finding[]): void {
    for (const [severity, counted] of counting) {
      const places = findings.filter((one) => one.severity === severity);
      if (places.length === 0) continue;
      this.rowsWith[counted] += 1;
      this.cellsWith[counted] += new Set(places.flatMap(({ column }) => (column === null ? [] : [column]))).size;
    }
  }
}

function addOne(counts: Record<string, number>, code: string): void {
  counts[code] = (counts[code] ?? 0) + 1;
}

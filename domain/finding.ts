// What a check found: a code and a place, never the cell's value. Types only.
import type { FieldKey } from './certificate.ts';

/** An error blocks 提交, a warning must be answered, a note is only shown. */
export type Severity = 'error' | 'warning' | 'note';

/** How often one rule was not met. */
export type CodeCount = { code: string; severity: Severity; count: number };

export type Finding = {
  /** Code of a row of the rule catalogue; codes are never reused. */
  code: string;
  severity: Severity;
  sheet: string | null;
  /** As the spreadsheet shows it, from 1; null for a finding about the whole file. */
  row: number | null;
  /** Column index from 0 (A); null where no single cell is meant. */
  column: number | null;
  field: FieldKey | null;
  /** Facts for the wording that hold no personal data: other row numbers, lengths, expected header names. */
  facts?: Readonly<Record<string, string | number>>;
  /** A warning that the clerk has answered beside its row. */
  answered?: true;
};

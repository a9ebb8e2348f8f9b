// The shape of one row of the rule catalogue. Types only.
import type { Certificate, FieldKey } from './certificate.ts';
import type { Severity } from './finding.ts';
import type { Held } from './register.ts';
import type { Cell, SheetLayout } from './sheet.ts';

/** What a rule looks at. `file-wide` compares rows of one file, `register` compares them with what is already held. */
export type RuleScope = 'file' | 'header' | 'cell' | 'row' | 'file-wide' | 'register';

/** What must be at hand for a rule to run; without it the rule's code is listed as skipped. */
export type Need =
  | 'institution'
  | 'prefixes'
  | 'province'
  | 'scope'
  | 'register'
  | 'previous'
  | 'dictionary'
  | 'divisions';

/** A file in a few words: the example institution's sound row with some cells in place of its own. */
export type Example = {
  /** Header cells, where they are not the standard's own. */
  header?: readonly string[];
  /** What each row has instead of the sound cells; a single sound row when left out. */
  rows?: readonly Partial<Record<FieldKey, Cell>>[];
  /** Rows of plain cells before the header. */
  above?: readonly (readonly string[])[];
  /** Rows of plain cells between the last two rows. */
  between?: readonly (readonly string[])[];
  /** Rows of plain cells after the last row. */
  below?: readonly (readonly string[])[];
  /** Cells to the right of the table, in the first row. */
  beside?: readonly string[];
  /** The first row is hidden. */
  hidden?: true;
  /** The day of the check, where not the example's own. */
  today?: string;
  /** Another sheet: 'same' repeats the table, 'notes' holds a line of text. */
  otherSheet?: 'same' | 'notes';
  /** What the data sheet holds besides its rows. */
  layout?: Partial<SheetLayout>;
  /** What the register holds about the first row. */
  held?: Held;
  /** What the version before, without fault, has instead of the sound row's values. */
  previous?: Partial<Certificate>;
};

export type Rule = {
  /** Shown to people and stored with findings; never reused. */
  code: string;
  /** The name of the check that finds it, as code emits it. */
  check: string;
  scope: RuleScope;
  severity: Severity;
  /** Null: any field, or none. */
  field: FieldKey | null;
  /** Article of the guide, note of its annex, or the standard it rests on. */
  source: string;
  title: string;
  /** Wordings; `{fact}` stands for a fact of the finding, `{field}` for the header, `{max}` for the field's length. */
  short: string;
  full: string;
  /** What the clerk does about it. */
  next: string;
  wrong: Example;
  right: Example;
  needs?: Need;
  /** Explained or not, a reviewer looks at such rows first: they are how made-up or borrowed people show. */
  suspicious?: true;
  /** The written reason that 提交 asks for (article 12) answers it: no other is asked for. */
  answeredAtSubmission?: true;
  /** What accepting its repair does to the cell; only where that takes no guess (domain/repairs.ts). */
  repair?: string;
  /** An error that an approver may set aside with a written reason. */
  overridable?: true;
};

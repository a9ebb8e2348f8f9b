// Rows that leave a submission to go on as another, in numbers and ids. Types only.
import type { CheckOutcome, Common } from './submission.ts';

/** Who decided, when, and in whose stead, if somebody was on leave. */
export type Decided = { round: number; by: string; for: string | null; at: string };

/** Some of a version's rows, in numbers. */
export type Share = { rows: number; earliestIssuedOn: string | null; latestIssuedOn: string | null };

/** Rows of a version (as `3,8-12`) that go on as the submission `child`; what goes and what is left. */
export type Departure = { child: string; version: number; rows: string; gone: Share; left: Share };

/** By whom at which tier, and why, as an id of a sealed note. */
export type Returned = Decided & { tier: string; code: string; reason: string };

/** Rows have left; `returned` is null where they go another route. */
export type Parted = { type: 'rows-departed'; departure: Departure; returned: Returned | null; route: string };

/** The first event of what left another submission: everything that was said and done of its rows there. */
export type SplitOff = {
  type: 'split-off';
  parent: string;
  /** The version and the rows of the parent that they were. */
  from: { version: number; rows: string };
  check: CheckOutcome;
  firstSubmittedOn: string;
} & Pick<Common, 'institution' | 'clerk' | 'hands' | 'standard' | 'route' | 'file' | 'accepted' | 'sheet'> &
  Pick<Common, 'answers' | 'round' | 'admission'>;

/** What a submission has before its first event says otherwise. */
export type NoneOf = Pick<
  Common,
  | 'children'
  | 'approvals'
  | 'pending'
  | 'questions'
  | 'attachments'
  | 'assignee'
  | 'lastDecision'
  | 'returns'
  | 'period'
>;

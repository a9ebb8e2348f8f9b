// One submission's life in types: its commands, its events and its states. What may happen when is in moves.ts, whether it is
// allowed in decide.ts, what then is true in evolve.ts.
import type { Decided, Departure, Parted, Returned, SplitOff } from './departure.ts';
import type { EvidenceKind } from './evidence.ts';
import type { CodeCount } from './finding.ts';
import type { LadderStep, ToldOf } from './route.ts';
import type { RowSpan } from './row-spans.ts';

/**
 * `person` and what that person holds today; taken from the directory, never from a card. `standIn`: of these posts, those
 * held for somebody on leave, and for whom.
 */
export type Actor = {
  person: string;
  posts: readonly string[];
  institutions: readonly string[];
  standIn?: Readonly<Record<string, string>>;
};

export type Command =
  | {
      type: 'receive';
      by: Actor;
      institution: string;
      file: string;
      standard: string;
      route: string;
      trial: boolean;
    }
  | { type: 'record-check'; version: number; outcome: CheckOutcome }
  | { type: 'check-again'; by: Actor; version: number; accept: readonly string[]; sheet: number | null }
  | { type: 'answer-warnings'; by: Actor; version: number; codes: readonly string[]; reason: string }
  | { type: 'make-real'; by: Actor; version: number }
  | { type: 'submit'; by: Actor; version: number; lateReason: string | null }
  | { type: 'withdraw'; by: Actor; version: number }
  | { type: 'approve'; by: Actor; round: number; tier: string; lateReason: string | null }
  | { type: 'return'; by: Actor; round: number; tier: string; to: string | null; code: string; reason: string }
  | {
      type: 'return-rows';
      by: Actor;
      round: number;
      tier: string;
      rows: readonly RowSpan[];
      /** Id of the submission that the rows go on as. */
      child: string;
      code: string;
      reason: string;
    }
  | { type: 'take-back'; by: Actor; round: number; tier: string }
  | { type: 'settle' }
  | { type: 'ask'; by: Actor; round: number; tier: string; question: string }
  | { type: 'reply'; by: Actor; round: number; question: number; words: string }
  | { type: 'transfer'; by: Actor; round: number; tier: string; to: string }
  | { type: 'ask-admission'; by: Actor; version: number; reason: string }
  | { type: 'admit'; by: Actor; version: number; reason: string }
  | { type: 'hand-over'; by: Actor; round: number; handedOn: string; receipt: string; lateReason: string | null }
  | { type: 'publish'; by: Actor; round: number; publishedOn: string }
  | { type: 'acknowledge'; by: Actor; round: number; due: string }
  | { type: 'attach'; by: Actor; file: string; kind: EvidenceKind; bytes: number }
  | { type: 'tick' }
  | { type: 'recount' };

/** What a check found, in numbers only. `unreadable` names why a file could not be read at all. */
export type CheckOutcome = {
  rows: number;
  errors: number;
  warnings: number;
  notes: number;
  /** Of the errors, those that a post may set aside with a reason: they do not keep the file from being ready. */
  barred: number;
  /** Rows, and cells, in which at least one error or warning was found. */
  rowsWith: Counted;
  cellsWith: Counted;
  /** Warnings by code, those left out that are answered row by row. */
  toAnswer: ByCode;
  /** Repairs that can be accepted, and those that have been, by the code of their rule. */
  offered: ByCode;
  repaired: ByCode;
  /** Findings that are counted above and not listed one by one: there are too many. */
  unlisted: readonly CodeCount[];
  /** Against the version before; null for the first, and for one that could not be read. */
  delta: Delta | null;
  earliestIssuedOn: string | null;
  latestIssuedOn: string | null;
  unreadable: Unreadable | null;
};

export type Counted = { errors: number; warnings: number };
export type ByCode = Readonly<Record<string, number>>;

/** The outcome of a check that read nothing, to be filled in. */
export const nothingFound: CheckOutcome = {
  rows: 0,
  errors: 0,
  warnings: 0,
  notes: 0,
  barred: 0,
  rowsWith: { errors: 0, warnings: 0 },
  cellsWith: { errors: 0, warnings: 0 },
  toAnswer: {},
  offered: {},
  repaired: {},
  unlisted: [],
  delta: null,
  earliestIssuedOn: null,
  latestIssuedOn: null,
  unreadable: null,
};

/** Errors and warnings that are gone, still there, and new; and rows changed though nothing had been wrong with them. */
export type Delta = { fixed: number; still: number; fresh: number; changed: number };

/** A reason given for the warnings of one rule. It covers as many places as there were when it was given. */
export type Answer = { reason: string; places: number };

/** The reader's code, with the limit or the place its sentence names. */
export type Unreadable = { code: string; limit: number | null; where: string | null };

/** A running clock: who must act by when. `notified` holds the steps of the ladder already taken. */
export type Period = {
  holder: 'clerk' | 'post';
  from: string;
  due: string;
  provisional: boolean;
  calendar: string;
  notified: readonly Step[];
  /** Who has said 已知悉 of this due day, and until when that spares them; null while nobody has. */
  seen: { by: string; at: string; until: string } | null;
};

export type NewPeriod = Omit<Period, 'notified' | 'seen'>;

/** A step of the ladder: whom it tells, and how many working days after the due day; `holder:-3`, `manager:1`. */
export type Step = `${ToldOf}:${number}`;

/** Bodies hold ids, codes and days, never personal data; `lateReason` and `reason` are ids of sealed notes. */
export type SubmissionEvent =
  | {
      type: 'received';
      version: number;
      by: string;
      institution: string;
      file: string;
      standard: string;
      route: string;
      trial: boolean;
    }
  | ({ type: 'checked'; version: number } & CheckOutcome)
  | { type: 'check-asked'; version: number; by: string; at: string; accepted: readonly string[]; sheet: number | null }
  | { type: 'warnings-answered'; version: number; by: string; at: string; places: ByCode; reason: string }
  | { type: 'made-real'; version: number; by: string; at: string }
  | {
      type: 'submitted';
      version: number;
      round: number;
      by: string;
      on: string;
      lateReason: string | null;
      /** The one its rows go, those that leave in the same moment excepted. */
      route: string;
    }
  | ({ type: 'approved'; tier: string; lateReason: string | null; until: string | null } & Decided)
  | {
      type: 'passed-on';
      round: number;
      to: AtTier;
      tier: number;
      post: string;
      period: NewPeriod;
      /** Tiers whose approvals no longer hold, after a return to an earlier one. */
      reopens: readonly string[];
    }
  | ({
      type: 'returned';
      tier: string;
      /** The earlier tier it goes back to; null for the clerk. */
      to: string | null;
      code: string;
      reason: string;
      until: string | null;
    } & Decided)
  | ({ type: 'rows-returned'; departure: Departure; until: string | null } & Returned)
  | Parted
  | SplitOff
  | { type: 'taken-back'; round: number; tier: string; by: string; at: string }
  | { type: 'asked'; round: number; tier: string; by: string; at: string; no: number; question: string }
  | { type: 'replied'; no: number; by: string; at: string; words: string }
  | { type: 'transferred'; round: number; tier: string; by: string; at: string; to: string }
  | { type: 'admission-asked'; version: number; by: string; at: string; reason: string; post: string }
  | { type: 'admitted'; version: number; by: string; for: string | null; at: string; reason: string }
  | { type: 'sent-back'; round: number; period: NewPeriod }
  | ({ type: 'handed-over'; on: string; receipt: string; lateReason: string | null } & Decided)
  | ({ type: 'published'; on: string } & Decided)
  | { type: 'attached'; by: string; at: string; no: number; file: string; kind: EvidenceKind; bytes: number }
  | { type: 'withdrawn'; by: string; at: string }
  | {
      type: 'due-moved';
      round: number;
      from: string;
      due: string;
      provisional: boolean;
      /** Versions of the calendar that `from` and `due` were counted by. */
      before: string;
      calendar: string;
    }
  | { type: 'reminded'; round: number; step: Step; how: LadderStep['do']; due: string }
  | { type: 'alerted'; round: number; step: Step; how: LadderStep['do']; due: string }
  | { type: 'acknowledged'; round: number; by: string; at: string; due: string; until: string };

/** Who last decided, so that whoever comes second is told. */
export type Decision = {
  what: 'approved' | 'returned' | 'rows-returned' | 'handed-over' | 'published';
  by: string;
  /** In whose stead, if somebody was on leave. */
  for: string | null;
  at: string;
  round: number;
  tier: string;
};

/** A decision that may still be taken back: until then the next one has not heard of it. */
export type Pending = {
  what: 'approved' | 'returned' | 'rows-returned';
  by: string;
  for: string | null;
  until: string;
  /** The rows that will leave. */
  rows: { departure: Departure; returned: Returned } | null;
  /** Of a return: the earlier tier it goes back to, null for the clerk. */
  to: string | null;
  /** The decision before this one, for when it is taken back. */
  before: Decision | null;
};

/** A question of a reviewer to the clerk. */
export type Question = { no: number; tier: string; by: string; answered: boolean };

/** What every submission that has begun carries, wherever it is. */
export type Common = {
  institution: string;
  /** Who sent the latest version: cards and news go there. */
  clerk: string;
  /** Everyone who sent a version or submitted it: none of them may judge it. */
  hands: readonly string[];
  standard: string;
  route: string;
  /** The submission it was part of, and as which rows of which version; null for one that began with a file. */
  lineage: { parent: string; version: number; rows: string } | null;
  /** What left it. */
  children: readonly { child: string; rows: number; returned: boolean }[];
  /** Counts the files received, from 1. */
  version: number;
  file: string;
  /** 试填: checked like any other, and never submitted before it is made real. */
  trial: boolean;
  /** Codes of rules whose repairs the clerk accepted in this version. */
  accepted: readonly string[];
  /** Which of several sheets with the standard's header is meant in this version, from 1; null while nobody said. */
  sheet: number | null;
  /** Reasons given for warnings, by the code of their rule; they hold for the next versions too. */
  answers: Readonly<Record<string, Answer>>;
  /** Counts the times it was submitted; 0 before the first 提交. */
  round: number;
  check: CheckOutcome | null;
  firstSubmittedOn: string | null;
  /** Persons who approved in this round, by tier key. */
  approvals: Readonly<Record<string, readonly string[]>>;
  pending: Pending | null;
  questions: readonly Question[];
  /** Counts the files attached as evidence. */
  attachments: number;
  /** Whom this tier's work was given to within its post; anybody there may still do it. */
  assignee: string | null;
  /** The province has admitted it past the six months (article 12). */
  admission: 'asked' | 'granted' | null;
  lastDecision: Decision | null;
  returns: number;
  /** The clock that runs; null when nobody has to act by a day. */
  period: Period | null;
};
type Held = { tier: number; post: string; period: Period };

export type State =
  | { at: 'none' }
  | (Common & { at: 'checking' | 'faulty' | 'ready' })
  | (Common & { at: 'returned'; period: Period })
  | (Common & Held & { at: AtTier })
  | (Common & { at: 'published' | 'withdrawn'; period: null });

export type At = State['at'];

/** States in which a post holds the submission. */
export type AtTier = 'in-review' | 'in-hand-over' | 'at-ministry';

// What the clerk's card of one version is made from. Types, and what its parts share.
import type { Need } from '../domain/rule.ts';
import { findRule } from '../domain/rules.ts';
import type { At, CheckOutcome } from '../domain/submission.ts';
import type { Lineage } from './lineage.ts';
import type { Deadline } from './words.ts';

/** `barred` is an error that a post may set aside with a reason: nothing in the file can mend it. */
export type Mark = 'error' | 'barred' | 'warning' | 'note';

/** One rule that was not met, in its own words. */
export type RuleFound = {
  code: string;
  severity: Mark;
  title: string;
  next: string;
  count: number;
};
/** One place, without the cell's value. */
export type Place = { row: number | null; column: string; severity: Mark; short: string };

/** A rule by its code, with what people call it and how many places are meant. */
export type RuleCount = { code: string; title: string; count: number };

/** While it is checked: how many rows were read, or how many checks are before it. */
export type CheckProgress = { rows: number } | { ahead: number };

export type ResultView = {
  submission: string;
  no: string;
  version: number;
  at: At;
  /** 试填: never submitted before it is made real. */
  trial: boolean;
  /** A later version has taken this one's place. */
  superseded: boolean;
  institution: string;
  receivedAt: string;
  size: string;
  check: CheckOutcome | null;
  /** Why the file could not be read, in words, with the next step. */
  unreadable: string | null;
  /** The one cause behind many findings, with its evidence. */
  cause: { message: string; next: string } | null;
  /** Sheets that all have the standard's header, in their order; asked which one is meant. */
  sheets: readonly string[];
  /** What must be corrected first, then the most frequent. */
  rules: readonly RuleFound[];
  places: readonly Place[];
  /** Repairs on offer, by rule. */
  repairs: readonly RuleCount[];
  /** Warnings nobody has given a reason for, and those explained. */
  toAnswer: readonly RuleCount[];
  answered: readonly Answered[];
  upload: Deadline | null;
  correction: Deadline | null;
  late: boolean;
  /** Where it is now, e.g. 市级审核, and that tier's deadline. */
  tier: { title: string; deadline: Deadline } | null;
  /** Some tier of this round has approved it, so that it cannot be withdrawn any more. */
  approved?: boolean;
  /** Past the six months (article 12): still to be asked for, asked for, or admitted by the province; null within them. */
  wall: 'closed' | 'asked' | 'admitted' | null;
  returned: { by: string; when: string; title: string; words: string } | null;
  published: string | null;
  lineage?: Lineage;
  progress?: CheckProgress | null;
  marker?: string;
};

/** Warnings of one rule that the clerk explained. */
export type Answered = { title: string; count: number; reason: string };

/** Places shown on the card; the workbook holds all. */
export const maxPlaces = 20;

/** What rules ask of the directory, which the province may put right. */
const asksDirectory: ReadonlySet<Need | undefined> = new Set(['scope', 'institution', 'prefixes']);

/** How often something was counted. */
export function sum(counts: Readonly<Record<string, number>> | undefined): number {
  return Object.values(counts ?? {}).reduce((all, one) => all + one, 0);
}

/** Whether the check itself was not finished, so that it is worth trying again as it is. */
export function checkFailed({ check }: ResultView): boolean {
  return ['check-failed', 'too-slow'].includes(check?.unreadable?.code ?? '');
}

/** Whether another check of the same file may end otherwise: also when the directory is what was not in order. */
export function worthChecking(view: ResultView): boolean {
  return checkFailed(view) || view.rules.some(({ code }) => asksDirectory.has(findRule(code)?.needs));
}

/** Whether this is still the version that left another submission: its file is the other's. */
export function cameApart({ lineage, version }: ResultView): boolean {
  return version === 1 && (lineage?.parent ?? null) !== null;
}

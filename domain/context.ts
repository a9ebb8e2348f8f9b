// What a check is held against: the standard, the calendar, the day, and the institution whose file it is.
import type { Calendar } from './calendar.ts';
import type { FieldKey } from './certificate.ts';
import type { EarlierVersion } from './delta.ts';
import type { Register } from './register.ts';
import type { Route } from './route.ts';
import type { Need } from './rule.ts';
import type { CheckName } from './rules.ts';
import type { SheetLayout } from './sheet.ts';
import type { Standard } from './standard.ts';

/** One line of an institution's registered scope (备案). `workType` is '' where none is registered. */
export type ScopeEntry = {
  occupation: string;
  workType: string;
  levels: readonly string[];
  /** First and last day, YYYY-MM-DD, both included; null is open. */
  from: string | null;
  to: string | null;
};

export type CheckedInstitution = {
  /** As registered; the brackets as they stand there. */
  name: string;
  /** Positions 1-13 of its certificate numbers; several where it has stations. */
  prefixes: readonly string[];
  /** Two digits (GB/T 2260). */
  provinceCode: string;
  scope: readonly ScopeEntry[];
  filedFrom: string | null;
  filedTo: string | null;
};

export type CheckContext = {
  standard: Standard;
  calendar: Calendar;
  /** The day of the check in China, YYYY-MM-DD. */
  today: string;
  /** Null for a check outside the product, with no directory at hand: its rules are skipped. */
  institution: CheckedInstitution | null;
  /** Day of the first 提交; a correction (article 11) is measured neither late nor beyond six months again. Null before it. */
  firstSubmittedOn?: string | null;
  /** What it is measured late by; without it the terms of most, as a check outside the product has them. */
  route?: Pick<Route, 'upload' | 'refusal'>;
  /** Codes of rules whose repairs the clerk accepted for this version; those repairs are no longer errors or warnings. */
  accepted?: ReadonlySet<string>;
  /** Which of several sheets with the standard's header is meant, from 1 in the order of the file; null while nobody said. */
  sheet?: number | null;
  /** What is already held; without it the rules of that scope are skipped. */
  register?: Register;
  /** The version before, for the delta and the rules that compare with it; none for a first version. */
  previous?: EarlierVersion;
  /** Every six-digit division code ever in use (GB/T 2260). */
  divisions?: ReadonlySet<string>;
  /** Occupations of the national dictionary, made by `occupationDictionary`; none where nobody supplied one. */
  dictionary?: ReadonlySet<string>;
  /** What the reader learnt of the sheets besides their rows; asked once, after the last row. */
  layout?: () => readonly SheetLayout[];
};

/**
 * What a check found, before it is given a code and a place. `after` is the text of the cell once this is put right,
 * where that takes no guess; it never leaves the check.
 */
export type Found = { check: CheckName; field: FieldKey | null; facts?: Facts; after?: string };

export type Facts = Readonly<Record<string, string | number>>;

/** The needs that nothing at hand meets; rules with such a need are skipped. */
export function unmetNeeds(context: CheckContext): ReadonlySet<Need> {
  const { institution, register, previous, divisions, dictionary } = context;
  const unmet = new Set<Need>();
  if (!register) unmet.add('register');
  if (!previous) unmet.add('previous');
  if (!divisions) unmet.add('divisions');
  // Asked only about occupations of the scope: the scope decides.
  if (!dictionary || !institution?.scope.length) unmet.add('dictionary');
  if (!institution) unmet.add('institution');
  if (!institution?.prefixes.length) unmet.add('prefixes');
  if (!institution?.provinceCode) unmet.add('province');
  if (!institution?.scope.length) unmet.add('scope');
  return unmet;
}

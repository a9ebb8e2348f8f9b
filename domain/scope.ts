// An institution's registered scope (备案): what it may certify, on which days. Articles 9 and annex 1 notes 4-5.
import type { CheckedInstitution, Facts, Found, ScopeEntry } from './context.ts';
import { findLevel, type Standard } from './standard.ts';
import { folded, nearest } from './text.ts';

/** Scope by folded occupation; levels in the standard's own names. */
export type ScopeIndex = ReadonlyMap<string, readonly ScopeEntry[]>;

export type Claim = { occupation: string; workType: string; level: string | null; issuedOn: string | null };

/** Names of the national dictionary for `checkScope`; spellings that only look different are one. */
export function occupationDictionary(names: Iterable<string>): ReadonlySet<string> {
  return new Set(Array.from(names, scopeKey));
}

/** What is claimed in the words of the scope, and what is wrong about it. */
export type ScopeAnswer = { occupation: string; workType: string; found: readonly Found[] };

/** Prepares an institution's scope for many look-ups. */
export function indexScope(institution: CheckedInstitution, standard: Standard): ScopeIndex {
  const index = new Map<string, ScopeEntry[]>();
  for (const entry of institution.scope) {
    const key = scopeKey(entry.occupation);
    const levels = entry.levels.map((level) => findLevel(standard, level)?.entry.name ?? level);
    index.set(key, [...(index.get(key) ?? []), { ...entry, levels }]);
  }
  return index;
}

/**
 * Holds one claim against the scope: occupation, then work type, level, and the day; the first that fails is told. An
 * occupation that is registered but in no `dictionary` is told besides; without a dictionary nothing is.
 */
export function checkScope(
  index: ScopeIndex,
  claim: Claim,
  dictionary: ReadonlySet<string> | null = null,
): ScopeAnswer {
  const asWritten = { occupation: claim.occupation, workType: claim.workType };
  const entries = index.get(scopeKey(claim.occupation)) ?? [];
  const registered = entries[0];
  if (!registered) {
    const names = new Set([...index.values()].flatMap((list) => list[0]?.occupation ?? []));
    return { ...asWritten, found: [told('occupation-outside-scope', 'occupation', suggest(claim.occupation, names))] };
  }

  const isListed = dictionary === null || dictionary.has(scopeKey(registered.occupation));
  const named = [
    ...spelt('occupation', claim.occupation, registered.occupation),
    ...(isListed ? [] : [told('occupation-not-in-dictionary', 'occupation', {})]),
  ];
  const occupation = registered.occupation;
  const ofWorkType = entries.filter((entry) => scopeKey(entry.workType) === scopeKey(claim.workType));
  const workType = ofWorkType[0]?.workType;
  if (workType === undefined) {
    const check = claim.workType === '' ? 'work-type-missing' : 'work-type-outside-scope';
    const workTypes = entries.map((entry) => entry.workType).filter((name) => name !== '');
    const facts = claim.workType === '' ? { suggestion: onlyOne(workTypes) } : suggest(claim.workType, workTypes);
    return { occupation, workType: claim.workType, found: [...named, told(check, 'workType', facts)] };
  }
  const found = [...named, ...spelt('workType', claim.workType, workType), ...withinEntries(ofWorkType, claim)];
  return { occupation, workType, found };
}

function withinEntries(entries: readonly ScopeEntry[], { level, issuedOn }: Claim): Found[] {
  if (level === null) return [];
  const ofLevel = entries.filter((entry) => entry.levels.includes(level));
  if (ofLevel.length === 0) return [told('level-outside-scope', 'level', { level })];
  if (issuedOn === null || ofLevel.some((entry) => isWithin(issuedOn, entry.from, entry.to))) return [];
  return [told('scope-not-in-force', 'issuedOn', {})];
}

/** Whether a day lies between two days, both included; null is open. */
export function isWithin(day: string, from: string | null, to: string | null): boolean {
  return (from === null || from <= day) && (to === null || day <= to);
}

function told(check: Found['check'], field: NonNullable<Found['field']>, facts: Facts): Found {
  return { check, field, facts };
}

function spelt(field: 'occupation' | 'workType', written: string, registered: string): Found[] {
  if (written === registered) return [];
  return [{ ...told('scope-spelling', field, { expected: registered }), after: registered }];
}

function suggest(written: string, names: Iterable<string>): Facts {
  return { suggestion: nearest(written, names) ?? '' };
}

function onlyOne(names: readonly string[]): string {
  return names.length === 1 ? (names[0] ?? '') : '';
}

/** L (green) and S (digital) after a name are marks of the dictionary, not part of the name. */
function scopeKey(name: string): string {
  return folded(name).replace(/(?<=\p{Script=Han}|\))(L\/S|L|S)$/u, '');
}

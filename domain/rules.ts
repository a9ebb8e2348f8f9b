// The rule catalogue as one table. Checks name what they found; this says what it means.
import type { Rule } from './rule.ts';
import { cellRules } from './rules/cell.ts';
import { certificateRules } from './rules/certificate.ts';
import { fileRules } from './rules/file.ts';
import { occupationRules } from './rules/occupation.ts';
import { personRules } from './rules/person.ts';
import { repeatedRules } from './rules/repeated.ts';

const table = [
  ...fileRules,
  ...cellRules,
  ...personRules,
  ...occupationRules,
  ...certificateRules,
  ...repeatedRules,
] as const satisfies readonly Rule[];

export type CheckName = (typeof table)[number]['check'];

export const rules: readonly Rule[] = table;

const byCheck: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.check, rule]));
const byCode: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.code, rule]));

/** The row behind a check. */
export function ruleOf(check: CheckName): Rule {
  const rule = byCheck.get(check);
  if (!rule) throw new Error(`no rule for check ${check}`);
  return rule;
}

/** Codes of the rules whose rows a reviewer looks at first. */
export const suspiciousCodes: readonly string[] = rules.filter((rule) => rule.suspicious).map(({ code }) => code);

/** Codes of the errors that a post may set aside with a reason: they too reach a reviewer. */
export const barredCodes: readonly string[] = rules.filter((rule) => rule.overridable).map(({ code }) => code);

/** How many findings are of rules that a post may set aside with a reason (article 12). */
export function barredIn(countsByCode: Readonly<Record<string, number>>): number {
  return Object.entries(countsByCode).reduce(
    (all, [code, count]) => (byCode.get(code)?.overridable ? all + count : all),
    0,
  );
}

/** The row behind a stored code; null for a code of another version of the catalogue. */
export function findRule(code: string): Rule | null {
  return byCode.get(code) ?? null;
}

// What `npx hezheng check --json` prints: one object for programs, every finding in it. Shows no person's data.
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CheckSummary } from '../domain/check.ts';
import type { CheckedInstitution } from '../domain/context.ts';
import type { Finding } from '../domain/finding.ts';
import type { Need } from '../domain/rule.ts';
import { findRule } from '../domain/rules.ts';
import type { Standard } from '../domain/standard.ts';
import { wordFinding } from '../domain/wording.ts';
import { columnLetters } from '../workbook/sheet-facts.ts';
import type { OfferedRepair } from './offered-repairs.ts';

export type CheckReport = {
  file: string;
  scope: string | null;
  on: string;
  out: string | null;
  standard: Standard;
  institution: CheckedInstitution | null;
  refused: null;
  summary: CheckSummary;
  findings: readonly Finding[];
  repairs: ReadonlyMap<Finding, OfferedRepair>;
};

/** When nothing could be checked. */
export type RefusedReport = { standard: Standard; refused: { code: string; message: string } };

/** What only a register, or a registered scope, can answer. */
const registerOrScope: ReadonlySet<Need | undefined> = new Set([
  'register',
  'scope',
  'institution',
  'prefixes',
  'province',
]);

/** The object as docs/check.md describes it, finding by finding: all of them in one string could be longer than a string can be. */
export function* reportAsJson(report: CheckReport | RefusedReport): Generator<string> {
  const { standard, refused } = report;
  const { summary, findings, repairs } = 'summary' in report ? report : nothing;
  const cause = summary?.cause ?? null;
  const none = '"findings": []';
  const frame = JSON.stringify(
    {
      standard: `${standard.id}@${standard.version}`,
      rows: summary?.rows ?? 0,
      refused,
      cause: cause && { code: cause.code, message: cause.message + cause.next },
      findings: [],
      counts: summary?.counts ?? { error: 0, warning: 0, note: 0 },
      skipped: summary === null ? [] : skippedRules(summary),
    },
    null,
    2,
  );
  // Inside a text the quotes would be escaped: this is the member itself.
  const at = findings.length === 0 ? frame.length : frame.indexOf(none) + none.length - 1;
  yield frame.slice(0, at);
  let before = '\n    ';
  for (const finding of findings) {
    const one = findingAsJson(finding, standard, repairs.get(finding));
    yield before + JSON.stringify(one, null, 2).replaceAll('\n', '\n    ');
    before = ',\n    ';
  }
  yield findings.length === 0 ? '\n' : `\n  ${frame.slice(at)}\n`;
}

function findingAsJson(finding: Finding, standard: Standard, repair: OfferedRepair | undefined) {
  return {
    code: finding.code,
    severity: finding.severity,
    sheet: finding.sheet,
    row: finding.row,
    column: finding.column === null ? null : columnLetters(finding.column),
    message: wordFinding(finding, standard).full,
    ...(repair && { repair }),
  };
}

/** Writes as fast as the reader takes it; one who has read enough, like `head`, is no fault. The stream stays open. */
export async function put(pieces: Iterable<string>, out: Writable): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), out, { end: false });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  }
}

const nothing: { summary: null; findings: readonly Finding[]; repairs: ReadonlyMap<Finding, OfferedRepair> } = {
  summary: null,
  findings: [],
  repairs: new Map(),
};

/** Codes of rules that were not run because they need the register or the registered scope. */
export function skippedRules({ skipped }: CheckSummary): string[] {
  return skipped.filter((code) => registerOrScope.has(findRule(code)?.needs));
}

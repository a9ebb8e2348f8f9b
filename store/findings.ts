// What checks found in a submission version: places and codes. Cell values are never stored here.
import type { CodeCount, Finding } from '../domain/finding.ts';
import { type CopyField, copyText, storableJson } from './copy-text.ts';
import type { Queryable, Tx } from './database.ts';

const MAX_PAGE = 1_000;
const COLUMNS = 'submission_id, version, ordinal, code, severity, sheet, row, col, field, facts, answered';
const SEVERITIES: readonly Finding['severity'][] = ['error', 'warning', 'note'];
const BY_SEVERITY = "array_position(array['error', 'warning', 'note'], severity)";

type FindingRow = Omit<Finding, 'facts' | 'answered'> & { facts: Finding['facts'] | null; answered: boolean };

/** Stores the findings in the order given and returns how many. A version's findings are written once. */
export async function writeFindings(
  tx: Tx,
  submissionId: string,
  version: number,
  findings: AsyncIterable<Finding> | Iterable<Finding>,
): Promise<number> {
  return tx.copyIn(`copy findings (${COLUMNS}) from stdin`, copyText(toFields(submissionId, version, findings)));
}

/** Up to `limit` (at most 1,000) findings, leaving out the first `skip`, in the order they were written. */
export async function readFindings(
  q: Queryable,
  submissionId: string,
  version: number,
  { skip, limit }: { skip: number; limit: number },
): Promise<Finding[]> {
  const { rows } = await q.query<FindingRow>(
    `select code, severity, sheet, f.row, col as "column", field, facts, answered from remaining_findings f
     where submission_id = $1 and version = $2 and ordinal > $3 order by ordinal limit $4`,
    [submissionId, version, skip, Math.min(limit, MAX_PAGE)],
  );
  return rows.map(toFinding);
}

/**
 * What must be corrected first, at most `each` per code, so that no frequent warning hides a single error; and all that
 * is about the whole file. By severity, then in the order they were written.
 */
export async function readWorstFindings(
  q: Queryable,
  submissionId: string,
  version: number,
  each: number,
): Promise<Finding[]> {
  const { rows } = await q.query<FindingRow>(
    `select code, severity, sheet, "row", col as "column", field, facts, answered
     from (select *, row_number() over (partition by code, severity order by ordinal) as nth from remaining_findings
       where submission_id = $1 and version = $2) f
     where nth <= $3 or "row" is null
     order by ${BY_SEVERITY}, ordinal`,
    [submissionId, version, each],
  );
  return rows.map(toFinding);
}

/**
 * How often each code was found: errors before warnings before notes, then the most frequent first. `unlisted` are those
 * of the check's outcome, which are not stored one by one.
 */
export async function countFindings(
  q: Queryable,
  submissionId: string,
  version: number,
  unlisted: readonly CodeCount[] = [],
): Promise<CodeCount[]> {
  const { rows } = await q.query<CodeCount>(
    `select code, severity, count(*) as count from remaining_findings where submission_id = $1 and version = $2
     group by code, severity
     order by ${BY_SEVERITY}, count(*) desc, code`,
    [submissionId, version],
  );
  if (unlisted.length === 0) return rows;
  const all = rows.map((row) => {
    const more = unlisted.find(({ code, severity }) => code === row.code && severity === row.severity);
    return { ...row, count: row.count + (more?.count ?? 0) };
  });
  const rank = ({ severity }: CodeCount) => SEVERITIES.indexOf(severity);
  return all.sort((a, b) => rank(a) - rank(b) || b.count - a.count);
}

/** Deletes the findings of one version, so that a check that runs again can write them anew. */
export async function deleteFindings(tx: Tx, submissionId: string, version: number): Promise<void> {
  await tx.query('delete from findings where submission_id = $1 and version = $2', [submissionId, version]);
}

function toFinding({ facts, answered, ...finding }: FindingRow): Finding {
  return { ...finding, ...(facts && { facts }), ...(answered && { answered }) };
}

async function* toFields(
  submissionId: string,
  version: number,
  findings: AsyncIterable<Finding> | Iterable<Finding>,
): AsyncGenerator<CopyField[]> {
  let ordinal = 0;
  for await (const { code, severity, sheet, row, column, field, facts, answered } of findings) {
    ordinal += 1;
    yield [
      submissionId,
      version,
      ordinal,
      code,
      severity,
      sheet,
      row,
      column,
      field,
      facts === undefined ? null : storableJson(facts),
      `${answered ?? false}`,
    ];
  }
}

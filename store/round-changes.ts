// What changed from one submitted version to the next, for reviewers: by hashes and columns in clear, opening nothing.
import type { Queryable } from './database.ts';

/** Rows by certificate number. Employer and issuer are sealed, so a change of these alone is not seen. */
export type RoundChanges = { added: number; removed: number; changed: number };

/** Compares the rows of two versions that were checked without error. */
export async function roundChanges(
  q: Queryable,
  submission: string,
  before: number,
  after: number,
): Promise<RoundChanges> {
  const { rows } = await q.query<RoundChanges>(
    `select count(*) filter (where b.row is null) as added, count(*) filter (where a.row is null) as removed,
       count(*) filter (where b.row is not null and a.row is not null
         and (a.name_hash, a.document_hash, a.document_type, a.occupation, a.work_type, a.level, a.issued_on)
           is distinct from
           (b.name_hash, b.document_hash, b.document_type, b.occupation, b.work_type, b.level, b.issued_on)) as changed
     from (select * from remaining_drafts where submission_id = $1 and version = $2) b
     full join (select * from remaining_drafts where submission_id = $1 and version = $3) a on a.number_hash = b.number_hash`,
    [submission, before, after],
  );
  return rows[0] ?? { added: 0, removed: 0, changed: 0 };
}

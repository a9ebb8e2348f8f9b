// How drafts become records: numbers are claimed in the transaction of 提交 by a unique index (of two files, one gets
// them), freed by withdrawal, and turned into the register's certificates by publication.
import type { Tx } from './database.ts';

/** `taken` holds row numbers: of numbers somebody else has, and of numbers that stand twice in this version. */
export type ClaimOutcome = { ok: true } | { ok: false; taken: number[] };

/**
 * Claims the numbers of all rows of a version, all or none; claims of the same submission's earlier versions pass to
 * this one or are given up. From then on its awards are held against the checks of others. Waits while another transaction is claiming one of the numbers.
 */
export async function claimNumbers(tx: Tx, submissionId: string, version: number): Promise<ClaimOutcome> {
  const these = [submissionId, version];
  await tx.query('savepoint claim_numbers');
  // In the order of the hashes, always: two claiming the same numbers in different orders would wait for each other.
  // `do nothing` locks no claim of others, so nothing is waited for after this statement.
  await tx.query(
    `insert into claims (number_hash, certificate_id, submission_id)
     select number_hash, certificate_id, submission_id from drafts
     where submission_id = $1 and version = $2 and number_hash is not null order by number_hash
     on conflict (number_hash) do nothing`,
    these,
  );
  // Freshly copied rows have no statistics: the planner takes them for few, and 10,000 of them took half a minute.
  // Both sides of each join below are bounded by the submission, so hashing them is right at any size.
  await tx.query('set local enable_nestloop = off');
  await tx.query(
    `update claims c set certificate_id = d.certificate_id from drafts d
     where c.submission_id = $1 and d.submission_id = $1 and d.version = $2 and d.number_hash = c.number_hash
       and not exists (select from drafts o
         where o.submission_id = $1 and o.version = $2 and o.certificate_id = c.certificate_id)`,
    these,
  );
  const { rows } = await tx.query<{ row: number }>(
    `select d.row from drafts d
     left join claims c on c.submission_id = $1 and c.number_hash = d.number_hash
       and c.certificate_id = d.certificate_id
     where d.submission_id = $1 and d.version = $2 and c.number_hash is null order by d.row`,
    these,
  );
  if (rows.length > 0) {
    await tx.query('rollback to savepoint claim_numbers');
    return { ok: false, taken: rows.map(({ row }) => row) };
  }
  await tx.query(
    `delete from claims c where c.submission_id = $1
     and not exists (select from drafts d
       where d.submission_id = $1 and d.version = $2 and d.certificate_id = c.certificate_id)`,
    these,
  );
  await tx.query('set local enable_nestloop = on');
  await forgetOpenAwards(tx, submissionId);
  await tx.query(
    `insert into open_awards
     select document_hash, submission_id, row, institution, name_hash, document_type, occupation, work_type, level,
       issued_on
     from drafts where submission_id = $1 and version = $2 and document_hash is not null order by document_hash`,
    these,
  );
  return { ok: true };
}

async function forgetOpenAwards(tx: Tx, submissionId: string): Promise<void> {
  await tx.query('delete from open_awards where submission_id = $1', [submissionId]);
}

/** Gives up the claims of a submission that was withdrawn. Numbers of published certificates stay claimed for good. */
export async function releaseClaims(tx: Tx, submissionId: string): Promise<void> {
  await forgetOpenAwards(tx, submissionId);
  await tx.query(
    `delete from claims c where c.submission_id = $1
     and not exists (select from certificates r where r.submission_id = $1 and r.id = c.certificate_id)`,
    [submissionId],
  );
}

/**
 * Enters all rows that a submission version still has in the register, in one statement, and returns how many.
 * Throws when a row's number is not claimed for it, a date is no date, or the version was published before.
 */
export async function publishRecords(tx: Tx, submissionId: string, version: number, now: Date): Promise<number> {
  await tx.query('set local enable_nestloop = off');
  const { rows } = await tx.query<{ count: number }>(
    `select count(*) as count from remaining_drafts d
     left join claims c on c.submission_id = $1 and c.number_hash = d.number_hash
       and c.certificate_id = d.certificate_id
     where d.submission_id = $1 and d.version = $2 and c.number_hash is null`,
    [submissionId, version],
  );
  await tx.query('set local enable_nestloop = on');
  if (rows[0]?.count !== 0) throw new Error(`submission ${submissionId} version ${version} has unclaimed numbers`);
  const { rowCount } = await tx.query(
    `with written as (
       insert into records (certificate_id, version, institution, occupation, work_type, level, issued_on,
         document_type, name_hash, document_hash, number_hash, hash_key, data_key, sealed)
       select certificate_id, record_version, institution, occupation, work_type, level, issued_on::date,
         document_type, name_hash, document_hash, number_hash, hash_key, data_key, sealed
       from remaining_drafts where submission_id = $1 and version = $2
     )
     insert into certificates (id, record_version, institution, state, name_hash, document_hash, number_hash,
       hash_key, published_at, submission_id)
     select certificate_id, record_version, institution, 'published', name_hash, document_hash, number_hash,
       hash_key, $3, submission_id
     from remaining_drafts where submission_id = $1 and version = $2`,
    [submissionId, version, now],
  );
  await forgetOpenAwards(tx, submissionId);
  return rowCount ?? 0;
}

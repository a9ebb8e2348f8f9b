// The rows of a submission version before they are published. Written once per version, sealed; never changed.
import { copyBinary } from './copy-binary.ts';
import type { Queryable, Tx } from './database.ts';
import { DRAFT_COLUMNS, type DraftRow, type DraftTarget } from './draft-tuples.ts';
import { sealDrafts } from './seal-drafts.ts';
import { type ClearPart, openCertificate } from './sealed-certificate.ts';
import type { Sealer } from './sealing.ts';

const PAGE_ROWS = 1_000;
export type StoredDraft = DraftRow & { certificateId: string };

/** Seals, hashes and copies the rows in as they come, and returns how many. A row number used twice is a fault. */
export async function writeDrafts(
  tx: Tx,
  sealer: Sealer,
  target: DraftTarget,
  batches: AsyncIterable<readonly DraftRow[]> | Iterable<readonly DraftRow[]>,
  now: Date,
): Promise<number> {
  const keys = { ...target, hashKey: await sealer.hashKey(tx, now), now };
  const sealed = sealDrafts(batches, keys, await sealer.hashes(tx, now));
  return tx.copyIn(`copy drafts (${DRAFT_COLUMNS}) from stdin with (format binary)`, copyBinary(sealed));
}

/** The rows that have not left it, in order, opened, a thousand at a time. Outside a transaction they are still one picture: rows never change. */
export async function* readDrafts(
  q: Queryable,
  sealer: Sealer,
  submissionId: string,
  version: number,
): AsyncGenerator<StoredDraft> {
  for (let after: number | null = null; ; ) {
    const page: DraftRecord[] = await readPage(q, submissionId, version, after);
    for (const record of page) {
      const { row, certificate_id: certificateId, record_version, data_key, sealed, ...clear } = record;
      const key = await sealer.dataKey(q, data_key);
      yield {
        row,
        certificateId,
        certificate: openCertificate(sealer, key, certificateId, record_version, sealed, clear),
      };
      after = row;
    }
    if (page.length < PAGE_ROWS) return;
  }
}

/** How many rows a version still has. */
export async function countDrafts(q: Queryable, submissionId: string, version: number): Promise<number> {
  const { rows } = await q.query<{ count: number }>(
    'select count(*) as count from remaining_drafts where submission_id = $1 and version = $2',
    [submissionId, version],
  );
  return rows[0]?.count ?? 0;
}

/** Deletes the rows of one version: of one replaced by the next, or one published long enough ago. */
export async function deleteDrafts(tx: Tx, submissionId: string, version: number): Promise<void> {
  await tx.query('delete from drafts where submission_id = $1 and version = $2', [submissionId, version]);
}

type DraftRecord = ClearPart & {
  row: number;
  certificate_id: string;
  record_version: number;
  data_key: string;
  sealed: Buffer;
};

async function readPage(
  q: Queryable,
  submissionId: string,
  version: number,
  after: number | null,
): Promise<DraftRecord[]> {
  const { rows } = await q.query<DraftRecord>(
    `select d.row, certificate_id, record_version, data_key, sealed, occupation, work_type as "workType", level,
       issued_on as "issuedOn", document_type as "documentType"
     from remaining_drafts d where submission_id = $1 and version = $2 and ($3::int is null or d.row > $3)
     order by d.row limit $4`,
    [submissionId, version, after, PAGE_ROWS],
  );
  return rows;
}

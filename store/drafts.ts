// The rows of a submission version before they are published. Written once per version, sealed; never changed.
import type { Certificate } from '../domain/certificate.ts';
import { type BinaryField, copyBinary } from './copy-binary.ts';
import type { Queryable, Tx } from './database.ts';
import { type ClearPart, openCertificate, sealCertificate } from './sealed-certificate.ts';
import { type DataKey, type KeyedHashes, type Sealer, uuidBytes } from './sealing.ts';
import { timeOrderedId } from './time-ordered-id.ts';

const PAGE_ROWS = 1_000;
/** A draft becomes the first version of its certificate. */
const RECORD_VERSION = 1;
const COLUMNS = `submission_id, version, row, certificate_id, record_version, institution, occupation, work_type, level,
  issued_on, document_type, name_hash, document_hash, number_hash, hash_key, data_key, sealed`;

/** `institution` is its code in the directory; `dataKey` that of this submission version. */
export type DraftTarget = { submissionId: string; version: number; institution: string; dataKey: DataKey };

/** `row` tells the rows of one version apart; it is the row number of the clerk's sheet. */
export type DraftRow = { row: number; certificate: Certificate };

export type StoredDraft = DraftRow & { certificateId: string };

/** Seals, hashes and copies the rows in as they come, and returns how many. A row number used twice is a fault. */
export async function writeDrafts(
  tx: Tx,
  sealer: Sealer,
  target: DraftTarget,
  batches: AsyncIterable<Iterable<DraftRow>> | Iterable<Iterable<DraftRow>>,
  now: Date,
): Promise<number> {
  const hashes = await sealer.hashes(tx, now);
  const fieldsOf = draftFields(sealer, hashes, target, now);
  return tx.copyIn(`copy drafts (${COLUMNS}) from stdin with (format binary)`, copyBinary(batches, fieldsOf));
}

/** The rows in order, opened, a thousand at a time. Outside a transaction they are still one picture: rows never change. */
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

/** How many rows a version has. */
export async function countDrafts(q: Queryable, submissionId: string, version: number): Promise<number> {
  const { rows } = await q.query<{ count: number }>(
    'select count(*) as count from drafts where submission_id = $1 and version = $2',
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
     from drafts d where submission_id = $1 and version = $2 and ($3::int is null or d.row > $3)
     order by d.row limit $4`,
    [submissionId, version, after, PAGE_ROWS],
  );
  return rows;
}

function draftFields(
  sealer: Sealer,
  hashes: KeyedHashes,
  { submissionId, version, institution, dataKey }: DraftTarget,
  now: Date,
): (row: DraftRow) => BinaryField[] {
  const submission = uuidBytes(submissionId);
  const key = uuidBytes(dataKey.id);
  return ({ row, certificate }) => {
    const id = timeOrderedId(now);
    return [
      submission,
      version,
      row,
      uuidBytes(id),
      RECORD_VERSION,
      institution,
      certificate.occupation,
      certificate.workType,
      certificate.level,
      certificate.issuedOn,
      certificate.documentType,
      hashes.ofName(certificate.name),
      hashes.ofDocument(certificate.documentNumber),
      hashes.ofNumber(certificate.number),
      hashes.key,
      key,
      sealCertificate(sealer, dataKey, id, RECORD_VERSION, certificate),
    ];
  };
}

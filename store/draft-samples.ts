// What a reviewer's card says of a version's rows: how many of which kind, and a few of them.
import type { Queryable } from './database.ts';
import type { StoredDraft } from './drafts.ts';
import { type ClearPart, openCertificate } from './sealed-certificate.ts';
import type { Sealer } from './sealing.ts';

export type DraftGroup = { occupation: string; workType: string; level: string; count: number };

/** How many rows a version has of each occupation, 工种 and level; the largest groups first. */
export async function draftGroups(q: Queryable, submissionId: string, version: number): Promise<DraftGroup[]> {
  const { rows } = await q.query<DraftGroup>(
    `select occupation, work_type as "workType", level, count(*) as count from drafts
     where submission_id = $1 and version = $2 group by 1, 2, 3 order by count(*) desc, 1, 2, 3`,
    [submissionId, version],
  );
  return rows;
}

type Row = ClearPart & {
  row: number;
  certificate_id: string;
  record_version: number;
  data_key: string;
  sealed: Buffer;
};

/** Some rows of a version, the same each time it is asked: drawn by a digest of the row's own id. In the order of the sheet. */
export async function sampleDrafts(
  q: Queryable,
  sealer: Sealer,
  submissionId: string,
  version: number,
  size: number,
): Promise<StoredDraft[]> {
  const { rows } = await q.query<Row>(
    `select d.row, certificate_id, record_version, data_key, sealed, occupation, work_type as "workType", level,
       issued_on as "issuedOn", document_type as "documentType"
     from drafts d where submission_id = $1 and version = $2 order by md5(certificate_id::text) limit $3`,
    [submissionId, version, size],
  );
  const opened = rows.map(
    async ({ row, certificate_id: certificateId, record_version, data_key, sealed, ...clear }) => {
      const key = await sealer.dataKey(q, data_key);
      return {
        row,
        certificateId,
        certificate: openCertificate(sealer, key, certificateId, record_version, sealed, clear),
      };
    },
  );
  return (await Promise.all(opened)).sort((a, b) => a.row - b.row);
}

// What a reviewer's card says of a version's rows: how many of which kind, and a few of them.
import type { Queryable } from './database.ts';
import type { StoredDraft } from './drafts.ts';
import { type ClearPart, openCertificate } from './sealed-certificate.ts';
import type { Sealer } from './sealing.ts';

export type DraftGroup = { occupation: string; workType: string; level: string; count: number };

/** How many rows a version has of each occupation, 工种 and level; the largest groups first. */
export async function draftGroups(q: Queryable, submissionId: string, version: number): Promise<DraftGroup[]> {
  const { rows } = await q.query<DraftGroup>(
    `select occupation, work_type as "workType", level, count(*) as count from remaining_drafts
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

/** What a page of a sample is drawn from. */
export type Draw = {
  submission: string;
  version: number;
  seed: string;
  /** Rows that are not drawn: the reader has seen them. */
  seen: readonly number[];
  /** Rows picked for what was found in them; rows in all. */
  risky: number;
  size: number;
};

/**
 * Draws a page by row number, the same for the same draw. First rows with warnings or errors that may be set aside: those
 * of a suspicious kind before others, then the rarer; the rest by a digest of the seed and the row's own id.
 */
export async function drawSample(
  q: Queryable,
  draw: Draw,
  codes: { suspicious: readonly string[]; barred: readonly string[] },
): Promise<{ risky: { row: number; code: string }[]; random: number[] }> {
  const { submission, version, seed, seen, size } = draw;
  const { rows: risky } = await q.query<{ row: number; code: string }>(
    `with told as (
       select f."row", f.code, count(*) over (partition by f.code) as often, f.code = any($3) as suspicious
       from findings f where submission_id = $1 and version = $2 and f."row" is not null
         and (severity = 'warning' or f.code = any($4)))
     select t."row", (array_agg(code order by suspicious desc, often, code))[1] as code from told t
     join remaining_drafts d on d.submission_id = $1 and d.version = $2 and d.row = t."row"
     where t."row" <> all($5) group by t."row"
     order by bool_or(suspicious) desc, min(often) filter (where suspicious), min(often), count(distinct code) desc, t."row"
     limit $6`,
    [submission, version, codes.suspicious, codes.barred, seen, draw.risky],
  );
  const left = [...seen, ...risky.map(({ row }) => row)];
  const { rows: random } = await q.query<{ row: number }>(
    `select d.row from remaining_drafts d where submission_id = $1 and version = $2 and d.row <> all($3)
     order by md5($4 || certificate_id::text), d.row limit $5`,
    [submission, version, left, seed, size - risky.length],
  );
  return { risky, random: random.map(({ row }) => row).sort((a, b) => a - b) };
}

/** Some rows of a version, opened, in the order of the sheet. */
export async function openDrafts(
  q: Queryable,
  sealer: Sealer,
  submission: string,
  version: number,
  of: readonly number[],
): Promise<StoredDraft[]> {
  const { rows } = await q.query<Row>(
    `select d.row, certificate_id, record_version, data_key, sealed, occupation, work_type as "workType", level,
       issued_on as "issuedOn", document_type as "documentType"
     from remaining_drafts d where submission_id = $1 and version = $2 and d.row = any($3) order by d.row`,
    [submission, version, of],
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
  return Promise.all(opened);
}

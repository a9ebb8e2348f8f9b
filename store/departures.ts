// Rows that leave a submission and go on as another: what is known of them before, and their move in one transaction.
import type { Departure, Share } from '../domain/departure.ts';
import type { Law } from '../domain/law.ts';
import { keptRowSpans, type RowSpan } from '../domain/row-spans.ts';
import type { Queryable, Tx } from './database.ts';
import { addNamedVersion, nameOfVersion, readVersion } from './drops.ts';
import type { Sealer } from './sealing.ts';

/** Rows that are not there: more than these are not named. */
const MAX_MISSING = 11;

const inSpans = (row: string) =>
  `exists (select from unnest($3::int[], $4::int[]) s (a, b) where ${row} between s.a and s.b)`;
const ends = (spans: readonly RowSpan[]) => [spans.map(([first]) => first), spans.map(([, last]) => last)];

/** What a version would lose and keep if these rows left. */
export async function partsOfVersion(
  q: Queryable,
  submission: string,
  version: number,
  spans: readonly RowSpan[],
): Promise<NonNullable<Law['rows']>> {
  const asked = [submission, version, ...ends(spans)];
  const { rows } = await q.query<Share & { chosen: boolean }>(
    `select ${inSpans('row')} as chosen, count(*) as rows, min(issued_on) as "earliestIssuedOn",
       max(issued_on) as "latestIssuedOn"
     from remaining_drafts where submission_id = $1 and version = $2 group by 1`,
    asked,
  );
  const { rows: missing } = await q.query<{ row: number }>(
    `select n as row from unnest($3::int[], $4::int[]) s (a, b), generate_series(a, b) n
     where not exists (select from remaining_drafts d where d.submission_id = $1 and d.version = $2 and d.row = n)
     order by n limit ${MAX_MISSING}`,
    asked,
  );
  const shareOf = (wanted: boolean): Share => {
    const { chosen: _, ...share } = rows.find(({ chosen }) => chosen === wanted) ?? { chosen: wanted, ...nobody };
    return share;
  };
  return { missing: missing.map(({ row }) => row), gone: shareOf(true), left: shareOf(false) };
}

const nobody: Share = { rows: 0, earliestIssuedOn: null, latestIssuedOn: null };

/**
 * Moves rows to a child that is kept already, as its first version: the rows with their certificates' ids, still sealed, what
 * was found in them and answered of them, and the numbers they claim. Throws when they are not what was decided of.
 */
export async function moveRows(
  tx: Tx,
  sealer: Sealer,
  parent: string,
  { child, version, rows, gone }: Departure,
  now: Date,
): Promise<void> {
  const { rowCount } = await tx.query(
    `insert into departures (submission, version, row, child)
     select submission_id, version, row, $5 from remaining_drafts
     where submission_id = $1 and version = $2 and ${inSpans('row')}`,
    [parent, version, ...ends(keptRowSpans(rows)), child],
  );
  if (rowCount !== gone.rows)
    throw new Error(`submission ${parent}: ${rowCount} rows leave where ${gone.rows} were to`);
  const { file, receivedAt } = await readVersion(tx, parent, version);
  const name = await nameOfVersion(tx, sealer, parent, version);
  await addNamedVersion(tx, sealer, { submission: child, version: 1, file, name, receivedAt }, now);
  await copyRows(tx, parent, version, child);
  await moveClaims(tx, parent, child);
}

async function copyRows(tx: Tx, parent: string, version: number, child: string): Promise<void> {
  const these = [parent, version, child];
  await tx.query(
    `insert into drafts (submission_id, version, row, certificate_id, record_version, institution, occupation, work_type,
       level, issued_on, document_type, name_hash, document_hash, number_hash, hash_key, data_key, sealed)
     select $3, 1, d.row, certificate_id, record_version, institution, occupation, work_type, level, issued_on,
       document_type, name_hash, document_hash, number_hash, hash_key, data_key, sealed
     from drafts d join departures x on x.submission = d.submission_id and x.version = d.version and x.row = d.row
     where d.submission_id = $1 and d.version = $2 and x.child = $3`,
    these,
  );
  await tx.query(
    `insert into findings (submission_id, version, ordinal, code, severity, sheet, row, col, field, facts, answered)
     select $3, 1, ordinal, code, severity, sheet, f.row, col, field, facts, answered
     from findings f join departures x on x.submission = f.submission_id and x.version = f.version and x.row = f.row
     where f.submission_id = $1 and f.version = $2 and x.child = $3`,
    these,
  );
  await tx.query(
    `insert into replies (submission, number_hash, code, version, row, note)
     select $2, r.number_hash, r.code, 1, d.row, r.note
     from replies r join drafts d on d.submission_id = $2 and d.version = 1 and d.number_hash = r.number_hash
     where r.submission = $1`,
    [parent, child],
  );
}

/** Nobody else can take a number meanwhile: its row in the index stays, and says another submission. */
async function moveClaims(tx: Tx, parent: string, child: string): Promise<void> {
  await tx.query(
    `update claims c set submission_id = $2 from drafts d
     where c.submission_id = $1 and d.submission_id = $2 and d.version = 1 and c.number_hash = d.number_hash`,
    [parent, child],
  );
  await tx.query(
    `update open_awards o set submission_id = $2 from drafts d
     where o.submission_id = $1 and d.submission_id = $2 and d.version = 1 and o.document_hash = d.document_hash
       and o.row = d.row`,
    [parent, child],
  );
}

/**
 * Which rows of a version's file are the version's own: rows that left it are not, and of the file that a child began with
 * only some ever were. What is about the whole file (null) is the parent's.
 */
export async function ownRows(
  q: Queryable,
  submission: string,
  version: number,
): Promise<(row: number | null) => boolean> {
  const { rows } = await q.query<{ row: number; came: boolean }>(
    `select row, child = $1 as came from departures
     where (submission = $1 and version = $2) or (child = $1 and $2 = 1)`,
    [submission, version],
  );
  const came = new Set(rows.flatMap((one) => (one.came ? [one.row] : [])));
  const gone = new Set(rows.flatMap((one) => (one.came ? [] : [one.row])));
  return (row) => (row === null ? came.size === 0 : !gone.has(row) && (came.size === 0 || came.has(row)));
}

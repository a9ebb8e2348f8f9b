// The ministry centre's list of returned certificates against what lies at it: which rows of which submissions are meant, by
// keyed hash; and the reasons it gives, row by row, as sealed notes.
import type { ListedReturn } from '../domain/return-list.ts';
import type { Queryable, Tx } from './database.ts';
import { putNotes, readNotes } from './notes.ts';
import type { Sealer } from './sealing.ts';
import type { Store } from './store.ts';
import { shownNo } from './submissions.ts';

/** Rows of one submission at the ministry centre that a list names; `all` is how many it has. */
export type ReturnedRows = {
  submission: string;
  no: string;
  institution: string;
  version: number;
  round: number;
  tier: number;
  route: string;
  all: number;
  rows: readonly { row: number; reason: string }[];
};

type Match = Omit<ReturnedRows, 'no' | 'rows' | 'all'> & { no: number; all: number; row: number; number: Buffer };

/** By submission, those with the most rows first; `unknown` is how many numbers lie at none of these posts. */
export async function rowsListed(
  q: Queryable,
  { sealer }: Store,
  posts: readonly string[],
  listed: readonly ListedReturn[],
  now: Date,
): Promise<{ found: ReturnedRows[]; unknown: number }> {
  const hashes = await sealer.hashes(q, now);
  const reasons = new Map<string, string>();
  for (const { number, reason } of listed) {
    const hash = hashes.ofNumber(number);
    if (hash !== null) reasons.set(hash.toString('hex'), reason);
  }
  const { rows: matches } = await q.query<Match>(
    `with meant as (
       select s.id, s.no, s.institution, (s.state ->> 'version')::int as version, (s.state ->> 'round')::int as round,
         (s.state ->> 'tier')::int as tier, s.state ->> 'route' as route, (s.state #>> '{check,rows}')::int as "all",
         c.number_hash
       from claims c join submissions s on s.id = c.submission_id
       where c.number_hash = any($1) and s.at = 'at-ministry' and s.post = any($2))
     select m.id as submission, m.no, i.name as institution, m.version, m.round, m.tier, m.route, m."all", d.row,
       m.number_hash as number
     from meant m join institutions i on i.code = m.institution
     join remaining_drafts d on d.submission_id = m.id and d.version = m.version and d.number_hash = m.number_hash
     order by m.no, d.row`,
    [[...reasons.keys()].map((hash) => Buffer.from(hash, 'hex')), posts],
  );
  const bySubmission = new Map<string, ReturnedRows & { rows: { row: number; reason: string }[] }>();
  for (const { row, number, no, ...about } of matches) {
    const one = bySubmission.get(about.submission) ?? { ...about, no: shownNo(no), rows: [] };
    bySubmission.set(about.submission, one);
    one.rows.push({ row, reason: reasons.get(number.toString('hex')) ?? '' });
  }
  const found = [...bySubmission.values()].sort((a, b) => b.rows.length - a.rows.length);
  return { found, unknown: listed.length - matches.length };
}

/** Whether anything lies at the ministry centre under one of these posts. */
export async function awaitsMinistry(q: Queryable, posts: readonly string[]): Promise<boolean> {
  const { rows } = await q.query("select from submissions where post = any($1) and at = 'at-ministry' limit 1", [
    posts,
  ]);
  return rows.length === 1;
}

/** Keeps why rows of a version were returned, one note for each different reason. The same rows again change nothing. */
export async function keepRowReasons(
  tx: Tx,
  sealer: Sealer,
  of: { submission: string; version: number },
  rows: readonly { row: number; reason: string }[],
  now: Date,
): Promise<void> {
  const said = rows.filter(({ reason }) => reason !== '');
  const texts = [...new Set(said.map(({ reason }) => reason))];
  if (texts.length === 0) return;
  const notes = await putNotes(tx, sealer, texts, now);
  await tx.query(
    `insert into row_reasons (submission, version, row, note)
     select $1, $2, row, note from unnest($3::int[], $4::uuid[]) as r (row, note) on conflict do nothing`,
    [of.submission, of.version, said.map(({ row }) => row), said.map(({ reason }) => notes[texts.indexOf(reason)])],
  );
}

/** Why rows of a version were returned, by row. */
export async function rowReasons(
  q: Queryable,
  sealer: Sealer,
  of: { submission: string; version: number },
): Promise<ReadonlyMap<number, string>> {
  const { rows } = await q.query<{ row: number; note: string }>(
    'select row, note from row_reasons where submission = $1 and version = $2',
    [of.submission, of.version],
  );
  const notes = await readNotes(q, sealer, [...new Set(rows.map(({ note }) => note))]);
  return new Map(rows.map(({ row, note }) => [row, notes.get(note) ?? '']));
}

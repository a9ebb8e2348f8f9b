// Which submissions there are: lists and numbers, read only.
import type { State } from '../domain/submission.ts';
import type { Queryable } from './database.ts';
import { shownNo } from './submissions.ts';

/** A submission in a list: its state, and its number. */
export type Listed = { id: string; no: string; state: Exclude<State, { at: 'none' }>; changedAt: Date };

/** A row that `listed` makes one of. */
export type ListedRow = { id: string; no: number; state: Listed['state']; changed_at: Date };

export function listed(rows: readonly ListedRow[]): Listed[] {
  return rows.map((row) => ({ id: row.id, no: shownNo(row.no), state: row.state, changedAt: row.changed_at }));
}

type Whose = { institutions: readonly string[] } | { posts: readonly string[] } | { offices: readonly string[] };

/** States in which the clerk has the next step. */
const withClerk = `at in ('faulty', 'ready', 'returned')`;

/** Submissions nobody has finished with, by institutions, posts or offices; those due first come first. Trials are the institution's own affair. */
export async function openSubmissions(
  q: Queryable,
  of: Whose,
  limit: number,
): Promise<{ rows: Listed[]; total: number }> {
  const [where, key] =
    'institutions' in of
      ? ['institution = any($1)', of.institutions]
      : 'posts' in of
        ? ['post = any($1)', of.posts]
        : [
            `not coalesce((state->>'trial')::boolean, false) and institution in (select i.code from institutions i join offices o on o.code = i.office
             where o.code = any($1) or o.parent = any($1))`,
            of.offices,
          ];
  const { rows } = await q.query<ListedRow & { total: number }>(
    `select id, no, state, changed_at, count(*) over () as total from submissions
     where at not in ('published', 'withdrawn') and ${where} order by due nulls last, no limit $2`,
    [key, limit],
  );
  return { rows: listed(rows), total: rows[0]?.total ?? 0 };
}

/** Ids of submissions on which the sweep may have something to do by this day, a page of them after the id given. */
export async function submissionsToWake(
  q: Queryable,
  today: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>(
    'select id from submissions where wake_on <= $1 and ($2::uuid is null or id > $2) order by id limit $3',
    [today, after, limit],
  );
  return rows.map((row) => row.id);
}

/** One submission as in a list; none when it is not there. */
export async function listedById(q: Queryable, id: string): Promise<Listed[]> {
  const { rows } = await q.query<ListedRow>('select id, no, state, changed_at from submissions where id = $1', [id]);
  return listed(rows);
}

/** Ids of submissions nobody has finished with, a page of them after the id given. */
export async function openIds(q: Queryable, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>(
    `select id from submissions where at not in ('published', 'withdrawn') and ($1::uuid is null or id > $1)
     order by id limit $2`,
    [after, limit],
  );
  return rows.map((row) => row.id);
}

/** One submission's number; null when there is none. */
export async function submissionNo(q: Queryable, id: string): Promise<string | null> {
  const { rows } = await q.query<{ no: number }>('select no from submissions where id = $1', [id]);
  return rows[0] === undefined ? null : shownNo(rows[0].no);
}

/** Numbers of several, by id. */
export async function submissionNos(q: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await q.query<{ id: string; no: number }>('select id, no from submissions where id = any($1)', [
    ids,
  ]);
  return new Map(rows.map(({ id, no }) => [id, shownNo(no)]));
}

/** A submission by the number people use, with its latest version; null when there is none such. */
export async function submissionCalled(q: Queryable, no: string): Promise<{ id: string; version: number } | null> {
  const [, digits] = /^(?:HZ-)?(\d{1,15})$/i.exec(no) ?? [];
  if (digits === undefined) return null;
  const { rows } = await q.query<{ id: string; version: number }>(
    `select id, (state ->> 'version')::int as version from submissions where no = $1`,
    [digits],
  );
  return rows[0] ?? null;
}

/** Whether this person may see a submission's history: its institution's clerks, holders of its posts, their managers. */
export async function maySee(
  q: Queryable,
  standing: { posts: readonly string[]; institutions: readonly string[]; manages: readonly string[] },
  submission: string,
): Promise<boolean> {
  const { posts, institutions, manages: offices } = standing;
  const { rows } = await q.query(
    `select from submissions s join institutions i on i.code = s.institution join offices o on o.code = i.office
     where s.id = $1 and (s.institution = any($2) or o.code = any($3) or o.parent = any($3) or exists (
       select from posts p where p.code = any($4) and (p.office = o.code or p.office = o.parent)))`,
    [submission, institutions, offices, posts],
  );
  return rows.length === 1;
}

/** Persons the platform reaches for whom something waits on this day, a page of them after the id given. */
export async function personsWithWork(
  q: Queryable,
  today: string,
  after: string | null,
  limit: number,
): Promise<{ person: string; openId: string }[]> {
  const { rows } = await q.query<{ person: string; openId: string }>(
    `select id as person, open_id as "openId" from people
     where open_id is not null and (left_on is null or left_on > $1) and ($2::uuid is null or id > $2) and id in (
       select h.person from held_on($1) h
       where not h.away and exists (select from submissions s where s.post = h.post)
       union select a.person from acts_for($1) a where not a.away and exists (
         select from submissions s where s.institution = a.institution and s.at not in ('published', 'withdrawn')
           and s.${withClerk}))
     order by id limit $3`,
    [today, after, limit],
  );
  return rows;
}

/** A decision on a submission of these institutions. */
export type Decided = { no: string; decision: NonNullable<Listed['state']['lastDecision']> };

/** Submissions of these institutions that were decided on since an instant, the latest first. */
export async function decidedSince(
  q: Queryable,
  institutions: readonly string[],
  since: Date,
  limit: number,
): Promise<Decided[]> {
  const { rows } = await q.query<{ no: number; decision: Decided['decision'] }>(
    `select no, state -> 'lastDecision' as decision from submissions
     where institution = any($1) and changed_at >= $2 and state -> 'lastDecision' ->> 'at' >= $3
     order by state -> 'lastDecision' ->> 'at' desc, no limit $4`,
    [institutions, since, since.toISOString(), limit],
  );
  return rows.map(({ no, decision }) => ({ no: shownNo(no), decision }));
}

/** Everybody the platform reaches who manages an office on this day. */
export async function managersOn(q: Queryable, today: string): Promise<{ person: string; openId: string }[]> {
  const { rows } = await q.query<{ person: string; openId: string }>(
    `select id as person, open_id as "openId" from people
     where open_id is not null and (left_on is null or left_on > $1) and id in (
       select h.person from held_on($1) h join posts p on p.code = h.post and p.kind = 'manage' where not h.away)
     order by id`,
    [today],
  );
  return rows;
}

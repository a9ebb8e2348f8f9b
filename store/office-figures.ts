// What a manager's report and forecast are counted from: an office's open submissions, their queues, and latest stories. Reads
// only, each bounded.
import { dayOf } from '../domain/calendar.ts';
import type { DatedEvent } from '../domain/time-held.ts';
import type { Queryable } from './database.ts';
import { fromStored } from './submission-events.ts';
import { shownNo } from './submissions.ts';

/** The latest submissions that are counted, and what may wait at the posts of one report. */
const MAX_STORIES = 2_000;
const MAX_WAITING = 2_000;

const ofOffices = `institution in (select i.code from institutions i join offices o on o.code = i.office
  where o.code = any($1) or o.parent = any($1)) and not coalesce((state ->> 'trial')::boolean, false)`;

/** Open submissions at a tier, by how many calendar days it has had them: up to 7, up to 14, more. */
export type OpenCount = { route: string; tier: number; age: 0 | 1 | 2; count: number };

export async function openCounts(q: Queryable, offices: readonly string[], today: string): Promise<OpenCount[]> {
  const { rows } = await q.query<OpenCount>(
    `select route, tier, case when days <= 7 then 0 when days <= 14 then 1 else 2 end as age, count(*)::int as count
     from (select state ->> 'route' as route, (state ->> 'tier')::int as tier,
             $2::date - (state -> 'period' ->> 'from')::date as days
           from submissions where at not in ('published', 'withdrawn') and post is not null and ${ofOffices}) open
     group by 1, 2, 3 order by 1, 2, 3`,
    [offices, today],
  );
  return rows;
}

/** What waits at the posts of these offices and the offices below, due first; the ministry's own time is left out. */
export async function waitingAtPosts(
  q: Queryable,
  offices: readonly string[],
): Promise<{ post: string; title: string; no: string; due: string }[]> {
  const { rows } = await q.query<{ post: string; title: string; no: number; due: string }>(
    `select s.post, p.title, s.no, s.due from submissions s
       join posts p on p.code = s.post join offices o on o.code = p.office
     where (o.code = any($1) or o.parent = any($1)) and s.at in ('in-review', 'in-hand-over') and s.due is not null
       and s.state -> 'pending' = 'null'
     order by s.due, s.no limit $2`,
    [offices, MAX_WAITING],
  );
  return rows.map(({ no, ...row }) => ({ ...row, no: shownNo(no) }));
}

export type StoredStory = { route: string; issuedOn: string | null; events: DatedEvent[] };

/** The stories of what changed since an instant, the latest submissions first: only events that say who held it. */
export async function storiesSince(q: Queryable, offices: readonly string[], since: Date): Promise<StoredStory[]> {
  const { rows } = await q.query<{
    id: string;
    route: string;
    issued: string | null;
    seq: number;
    type: string;
    version: number;
    at: Date;
    body: Buffer;
  }>(
    `with latest as (
       select id::text, no, state ->> 'route' as route, state -> 'check' ->> 'earliestIssuedOn' as issued
       from submissions where changed_at >= $2 and ${ofOffices} order by no desc limit $3)
     select l.id, l.route, l.issued, e.seq, e.type, e.version, e.at, e.body
     from latest l join events e on e.kind = 'submission' and e.id = l.id and e.type = any($4)
     order by l.no desc, e.seq`,
    [offices, since, MAX_STORIES, telling],
  );
  const stories = new Map<string, StoredStory>();
  for (const { id, route, issued, seq, type, version, at, body } of rows) {
    const story = stories.get(id) ?? { route, issuedOn: issued, events: [] };
    const event = fromStored({ seq, type, version, at, body: JSON.parse(body.toString('utf8')), ...unread });
    story.events.push({ on: dayOf(at), event });
    stories.set(id, story);
  }
  return [...stories.values()];
}

const unread = { digest: '', position: 0 };
const telling = [
  ...['received', 'submitted', 'approved', 'returned', 'rows-returned', 'taken-back', 'passed-on', 'sent-back'],
  ...['handed-over', 'published', 'withdrawn'],
];

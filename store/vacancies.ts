// Posts that nobody holds while a clock runs on them, now or soon: who has to see to it is alarmed once, and told when it is
// filled. Looked for by the sweep, and at once when somebody leaves; however often, each alarm goes out once.
import { randomUUID } from 'node:crypto';
import { addDays, addWorkingDays, type Calendar, dayOf, isWorkingDay } from '../domain/calendar.ts';
import { sendingTime } from '../domain/working-hours.ts';
import { readCalendar } from './calendars.ts';
import type { Queryable, Tx } from './database.ts';
import { orderDelivery } from './deliveries.ts';
import { managersOf, personsOf, type Reachable, reachableAdministrators } from './directory.ts';
import { append, readStream } from './events.ts';
import { leave } from './outbox.ts';
import type { Store } from './store.ts';

/** So many working days ahead a post without a holder is an alarm already: long enough to find somebody. */
export const lookAheadDays = 5;

export type Vacancy = { id: string; post: string; from: string; told: readonly string[]; filledAt: Date | null };

/** Now, and when what is ordered now may go out to a person. */
type Moment = { now: Date; sendAt: (person: string) => Date };

const columns = 'id, post, from_on as "from", told, filled_at as "filledAt"';

export async function readVacancy(q: Queryable, id: string): Promise<Vacancy | null> {
  const { rows } = await q.query<Vacancy>(`select ${columns} from vacancies where id = $1`, [id]);
  return rows[0] ?? null;
}

/** Alarms about posts that are or will be empty, and says of those that no longer are that they are filled. */
export async function watchVacancies(tx: Tx, { workingHours }: Pick<Store, 'workingHours'>, now: Date): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('vacancies'))");
  const calendar = await readCalendar(tx);
  const at: Moment = { now, sendAt: (person) => sendingTime(workingHours, calendar, now, person, null) };
  const empty = await emptyPosts(tx, daysAhead(calendar, dayOf(now)));
  const { rows: open } = await tx.query<Vacancy>(
    `select ${columns} from vacancies where filled_at is null order by id`,
  );
  for (const vacancy of open) if (!empty.has(vacancy.post)) await fill(tx, vacancy, at);
  for (const [post, from] of empty) {
    const known = open.find((vacancy) => vacancy.post === post);
    await alarm(tx, known ?? (await notice(tx, post, from, now)), from, at);
  }
}

/** Today, and the working days after it that are looked at; a rest day on which nobody works needs nobody. */
function daysAhead(calendar: Calendar, today: string): string[] {
  const last = addWorkingDays(calendar, today, lookAheadDays).day;
  const days = [];
  for (let day = today; day <= last; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) days.push(day);
  return days;
}

/** The first of the days on which nobody able holds a post, of those where a clock runs or an alarm is open. */
async function emptyPosts(q: Queryable, days: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await q.query<{ post: string; from: string }>(
    `select watched.post, min(d.day) as "from"
     from (select post from submissions where post is not null and due is not null
           union select post from vacancies where filled_at is null) watched
       cross join unnest($1::date[]) as d (day)
     where not exists (select from held_on(d.day) h where h.post = watched.post and not h.away)
     group by watched.post order by watched.post`,
    [days],
  );
  return new Map(rows.map(({ post, from }) => [post, from]));
}

async function notice(tx: Tx, post: string, from: string, now: Date): Promise<Vacancy> {
  const id = randomUUID();
  await tx.query('insert into vacancies (id, post, from_on, noticed_at) values ($1, $2, $3, $4)', [
    id,
    post,
    from,
    now,
  ]);
  await appendToPost(tx, post, 'vacant', { vacancy: id, from }, now);
  return { id, post, from, told: [], filledAt: null };
}

/** Each manager once for each begin: one that has come nearer is another alarm, one that has begun is not. */
async function alarm(tx: Tx, vacancy: Vacancy, from: string, { now, sendAt }: Moment): Promise<void> {
  const { id, post } = vacancy;
  const begin = from < vacancy.from ? from : vacancy.from;
  const told = new Set(vacancy.told);
  for (const { person, openId } of await whoSeesToIt(tx, post, dayOf(now))) {
    const key = keyOf(id, begin, person);
    const order = { key, kind: 'vacancy', person, openId, about: { vacancy: id } } as const;
    await orderDelivery(tx, { ...order, sendAt: sendAt(person) }, now);
    told.add(person);
  }
  if (begin === vacancy.from && told.size === vacancy.told.length) return;
  await tx.query('update vacancies set from_on = $2, told = $3 where id = $1', [id, begin, [...told]]);
}

/** Whoever holds it now gets what waits there, and whoever got the alarm the word that ends it. */
async function fill(tx: Tx, { id, post, from, told }: Vacancy, { now, sendAt }: Moment): Promise<void> {
  await tx.query('update vacancies set filled_at = $2 where id = $1', [id, now]);
  await appendToPost(tx, post, 'filled', { vacancy: id }, now);
  for (const person of await personsOf(tx, post, dayOf(now)))
    await leave(tx, { job: 'catch-up', payload: { person } }, now);
  const { rows } = await tx.query<{ person: string; openId: string; messageId: string | null }>(
    `select person, open_id as "openId", message_id as "messageId" from deliveries
     where key = any($1) and first_tried_at is not null order by key`,
    [told.map((person) => keyOf(id, from, person))],
  );
  for (const { person, openId, messageId } of rows) {
    const to = { person, openId, ...(messageId === null ? {} : { replyTo: messageId }), sendAt: sendAt(person) };
    const key = `vacancy-filled:${id}:${person}`;
    await orderDelivery(tx, { ...to, key, kind: 'vacancy-filled', about: { vacancy: id } }, now);
  }
}

function keyOf(vacancy: string, from: string, person: string): string {
  return `vacancy:${vacancy}:${from}:${person}`;
}

/** The managers of the post's office; where there are none, of the office above; else the administrators. */
async function whoSeesToIt(q: Queryable, post: string, today: string): Promise<Reachable[]> {
  const managers = await managersOf(q, { post }, today);
  return managers.length > 0 ? managers : reachableAdministrators(q, today);
}

async function appendToPost(
  tx: Tx,
  post: string,
  type: string,
  body: Record<string, string>,
  now: Date,
): Promise<void> {
  const stream = { kind: 'post', id: post };
  const { length } = await readStream(tx, stream);
  await append(tx, stream, length, [{ type, version: 1, body }], now);
}

/** Why nobody holds it on a day: those given the post, with the last day of theirs, whether they left, whether they are on leave. */
export async function appointedTo(
  q: Queryable,
  post: string,
  day: string,
): Promise<{ to: string | null; left: boolean; away: boolean }[]> {
  const { rows } = await q.query<{ to: string | null; left: boolean; away: boolean }>(
    `select h.to_on as "to", coalesce(p.left_on <= $2, false) as left, exists (
       select from held_on($2) held where held.post = h.post and held.person = h.person and held.away) as away
     from holdings h join people p on p.id = h.person where h.post = $1 and (h.from_on is null or h.from_on <= $2)`,
    [post, day],
  );
  return rows;
}

/** What waits on a post now: how many, and the earliest due day. */
export async function waitingOn(
  q: Queryable,
  post: string,
): Promise<{ count: number; due: string | null; provisional: boolean }> {
  const { rows } = await q.query<{ count: number; due: string | null; provisional: boolean }>(
    `select (count(*) over ())::int as count, due, coalesce((state #>> '{period,provisional}')::boolean, false) as provisional
     from submissions where post = $1 order by due limit 1`,
    [post],
  );
  return rows[0] ?? { count: 0, due: null, provisional: false };
}

/** The post's title and its office's name. Throws when there is no such post. */
export async function postCalled(q: Queryable, code: string): Promise<{ title: string; office: string }> {
  const { rows } = await q.query<{ title: string; office: string }>(
    'select p.title, o.name as office from posts p join offices o on o.code = p.office where p.code = $1',
    [code],
  );
  const [post] = rows;
  if (post === undefined) throw new Error(`no post ${code}`);
  return post;
}

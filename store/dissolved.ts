// What dissolved institutions leave open passes to the local office (article 16): whoever takes over gets the clerk's card and
// is told why, once for each submission; the clerks are told that it is theirs no more.
import { dayOf } from '../domain/calendar.ts';
import { sendingTime } from '../domain/working-hours.ts';
import { readCalendar } from './calendars.ts';
import type { Queryable, Tx } from './database.ts';
import { orderDelivery } from './deliveries.ts';
import { clerksFor, type Reachable, reachablePerson } from './directory.ts';
import type { Store } from './store.ts';

type Left = { submission: string; institution: string; clerk: string; version: number };

/** Asked however often, everybody is told once; whoever takes the post over later is told then. */
export async function passOnDissolved(tx: Tx, { workingHours }: Pick<Store, 'workingHours'>, now: Date): Promise<void> {
  const today = dayOf(now);
  const calendar = await readCalendar(tx);
  const sendAt = (person: string) => sendingTime(workingHours, calendar, now, person, null);
  for (const clerk of await formerClerks(tx, today)) {
    const { person, openId, institution } = clerk;
    const key = `dissolved-clerk:${institution}:${person}`;
    const words = { key, kind: 'words', person, openId, about: { code: 'dissolved-clerk' } } as const;
    await orderDelivery(tx, { ...words, sendAt: sendAt(person) }, now);
  }
  for (const left of await leftOpen(tx, today)) {
    const takers = await clerksFor(tx, left.institution, left.clerk, today);
    // Who takes it up has become its clerk: what is theirs already passes to nobody.
    if (takers.some(({ person }) => person === left.clerk)) continue;
    for (const { person, openId } of takers) await giveTo(tx, left, { person, openId, sendAt: sendAt(person) }, now);
  }
}

async function giveTo(
  tx: Tx,
  { submission, version }: Left,
  receiver: Reachable & { sendAt: Date },
  now: Date,
): Promise<void> {
  const { person } = receiver;
  const to = { ...receiver, submission };
  const words = {
    ...to,
    key: `dissolved:${submission}:${person}`,
    kind: 'words',
    about: { code: 'dissolved' },
  } as const;
  const card = { ...to, key: `dissolved-card:${submission}:${person}`, kind: 'result', about: { version } } as const;
  await orderDelivery(tx, words, now);
  await orderDelivery(tx, card, now);
}

/** What waits for a clerk, of institutions that are no more. */
async function leftOpen(q: Queryable, today: string): Promise<Left[]> {
  const { rows } = await q.query<Left>(
    `select s.id as submission, s.institution, s.state ->> 'clerk' as clerk, (s.state ->> 'version')::int as version
     from submissions s join institutions i on i.code = s.institution
     where i.dissolved_on <= $1 and s.at in ('checking', 'faulty', 'ready', 'returned')
       and not coalesce((s.state ->> 'trial')::boolean, false)
     order by s.no`,
    [today],
  );
  return rows;
}

async function formerClerks(q: Queryable, today: string): Promise<(Reachable & { institution: string })[]> {
  const { rows } = await q.query<{ person: string; institution: string }>(
    `select c.person, c.institution from clerkships c join institutions i on i.code = c.institution
     where i.dissolved_on <= $1 and (c.to_on is null or c.to_on >= i.dissolved_on) order by 1, 2`,
    [today],
  );
  const found = [];
  for (const { person, institution } of rows)
    for (const reachable of await reachablePerson(q, person, today)) found.push({ ...reachable, institution });
  return found;
}

// Leave: said, cancelled, begun and ended, each act an event in the stream of whoever is on leave. During it held_on gives
// their posts to the stand-in; what waits there is handed over, and back again, by the sweep.
import { randomUUID } from 'node:crypto';
import { dayOf } from '../domain/calendar.ts';
import { type Held, type Leave, type LeaveAsked, type LeaveRefusal, refuseLeave } from '../domain/leave.ts';
import type { Queryable, Tx } from './database.ts';
import { orderDelivery } from './deliveries.ts';
import { reachablePerson } from './directory.ts';
import { leave as leaveWork } from './outbox.ts';
import { appendToPerson } from './people.ts';
import type { Store } from './store.ts';

/** What the other one of the two is told. */
export type LeaveNews = 'said' | 'cancelled' | 'declined' | 'left';

const columns = `id, person, post, stand_in as "standIn", from_on as "from", to_on as "to"`;

/** Leaves that hold or will, by this day, of persons who go or who stand in; the earliest first. */
export async function leavesOf(q: Queryable, people: readonly string[], today: string): Promise<Leave[]> {
  const { rows } = await q.query<Leave>(
    `select ${columns} from leaves
     where (person = any($1) or stand_in = any($1)) and cancelled_at is null and to_on >= $2 order by from_on, id`,
    [people, today],
  );
  return rows;
}

export async function readLeave(q: Queryable, id: string): Promise<Leave | null> {
  const { rows } = await q.query<Leave>(`select ${columns} from leaves where id = $1`, [id]);
  return rows[0] ?? null;
}

/** Posts held on a day in the offices this person holds any in: theirs, and their colleagues'. Nobody's who stands in. */
export async function heldAround(q: Queryable, person: string, day: string): Promise<Held[]> {
  const { rows } = await q.query<Held>(
    `select h.person, h.post, p.office from held_on($2) h join posts p on p.code = h.post
     where h.stands_for is null and p.office in (
       select op.office from held_on($2) own join posts op on op.code = own.post
       where own.person = $1 and own.stands_for is null)
     order by h.post, h.person`,
    [person, day],
  );
  return rows;
}

/** Puts a leave on record and tells the stand-in; a refusal, and nothing written, where it cannot be. */
export async function sayLeave(
  store: Store,
  asked: LeaveAsked,
  now: Date,
): Promise<{ refused: LeaveRefusal } | { leave: string }> {
  return store.db.transaction(async (tx) => {
    await oneAtATime(tx);
    const today = dayOf(now);
    const { person, post, standIn, from, to } = asked;
    const facts = {
      today,
      leaves: await leavesOf(tx, [person, standIn], today),
      first: await heldAround(tx, person, from),
      last: await heldAround(tx, person, to),
    };
    const refused = refuseLeave(asked, facts);
    if (refused !== null) return { refused };
    const id = randomUUID();
    await tx.query(
      `insert into leaves (id, person, post, stand_in, from_on, to_on, said_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, person, post, standIn, from, to, now],
    );
    await appendToPerson(
      tx,
      person,
      { type: 'leave-said', version: 1, body: { leave: id, by: person, post, standIn, from, to } },
      now,
    );
    await orderNews(tx, standIn, id, 'said', now);
    await moveLeaves(tx, now);
    return { leave: id };
  });
}

/** By whoever goes, or by the stand-in, who then stands in no more; the other one is told. False when it is over already, or neither's. */
export async function cancelLeave(store: Store, id: string, by: string, now: Date): Promise<boolean> {
  return store.db.transaction(async (tx) => {
    await oneAtATime(tx);
    const { rows } = await tx.query<Leave>(
      `update leaves set cancelled_by = $2, cancelled_at = $3
       where id = $1 and $2 in (person, stand_in) and cancelled_at is null and to_on >= $4 returning ${columns}`,
      [id, by, now, dayOf(now)],
    );
    const [leave] = rows;
    if (leave === undefined) return false;
    await appendToPerson(tx, leave.person, { type: 'leave-cancelled', version: 1, body: { leave: id, by } }, now);
    const isOwn = by === leave.person;
    await orderNews(tx, isOwn ? leave.standIn : leave.person, id, isOwn ? 'cancelled' : 'declined', now);
    await moveLeaves(tx, now);
    return true;
  });
}

/**
 * Leaves whose first day has come, and those that are over: what waits on the posts is given to whoever holds them now.
 * Each begins and ends once, however often this is asked.
 */
export async function moveLeaves(tx: Tx, now: Date): Promise<void> {
  const begun = await tx.query<Leave>(
    `update leaves set begun_at = $1
     where begun_at is null and cancelled_at is null and from_on <= $2 and to_on >= $2 returning ${columns}`,
    [now, dayOf(now)],
  );
  const ended = await tx.query<Leave>(
    `update leaves set ended_at = $1
     where ended_at is null and (case when cancelled_at is null then to_on < $2 else begun_at is not null end)
     returning ${columns}`,
    [now, dayOf(now)],
  );
  for (const { id: leave, person, standIn } of begun.rows) {
    await appendToPerson(tx, person, { type: 'leave-begun', version: 1, body: { leave } }, now);
    await leaveWork(tx, { job: 'catch-up', payload: { person: standIn } }, now);
  }
  for (const { id: leave, person, standIn } of ended.rows) {
    await appendToPerson(tx, person, { type: 'leave-ended', version: 1, body: { leave } }, now);
    await leaveWork(tx, { job: 'catch-up', payload: { person } }, now);
    await refreshCardsOf(tx, standIn, now);
  }
}

/** Whoever is or will be on leave is told that their stand-in has left. */
export async function tellStoodFor(tx: Tx, standIn: string, now: Date): Promise<void> {
  const leaves = await leavesOf(tx, [standIn], dayOf(now));
  for (const leave of leaves) if (leave.standIn === standIn) await orderNews(tx, leave.person, leave.id, 'left', now);
}

/** Cards of what still waits, with somebody who holds it no more. */
async function refreshCardsOf(tx: Tx, person: string, now: Date): Promise<void> {
  const { rows } = await tx.query<{ submission: string }>(
    `select distinct d.submission from deliveries d join submissions s on s.id = d.submission
     where d.person = $1 and d.kind = 'review' and d.message_id is not null and s.post is not null order by 1`,
    [person],
  );
  for (const { submission } of rows) await leaveWork(tx, { job: 'refresh-cards', payload: { submission } }, now);
}

/** Two who name each other at the same moment must not both be taken. */
async function oneAtATime(tx: Tx): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('leaves'))");
}

async function orderNews(tx: Tx, person: string, leave: string, code: LeaveNews, now: Date): Promise<void> {
  for (const { openId } of await reachablePerson(tx, person, dayOf(now))) {
    const key = `delegations:${leave}:${code}`;
    await orderDelivery(tx, { key, kind: 'delegations', person, openId, about: { leave, code } }, now);
  }
}

// Due days that a calendar moves: how many it would, and who is told once it has. Counts and numbers only.
import type { Calendar } from '../domain/calendar.ts';
import { recount } from '../domain/passing.ts';
import type { State } from '../domain/submission.ts';
import type { Queryable, Tx } from './database.ts';
import { orderDelivery } from './deliveries.ts';
import { clerksFor, holdersOf, managersOf, type Reachable } from './directory.ts';
import type { Store } from './store.ts';
import { openIds } from './submission-lists.ts';
import { shownNo } from './submissions.ts';

const pageSize = 500;
/** Numbers a message names; 进度 lists the rest. */
const maxNumbers = 10;

/** `confirmed`: the same day, and no longer provisional. */
export type MoveCounts = { earlier: number; later: number; confirmed: number };

type Move = { from: string; due: string; provisional: boolean };

/** What would move if this calendar were in force. Changes nothing. */
export async function movesUnder(q: Queryable, route: Store['route'], calendar: Calendar): Promise<MoveCounts> {
  const counts = { earlier: 0, later: 0, confirmed: 0 };
  for (let after: string | null = null; ; ) {
    const ids: string[] = await openIds(q, after, pageSize);
    const { rows } = await q.query<{ state: Exclude<State, { at: 'none' }> }>(
      'select state from submissions where id = any($1) and due is not null',
      [ids],
    );
    for (const { state } of rows)
      for (const event of recount(state, { route: route(state.route), calendar }))
        if (event.type === 'due-moved') add(counts, event);
    after = ids.at(-1) ?? null;
    if (ids.length < pageSize) return counts;
  }
}

function add(counts: MoveCounts, { from, due, provisional }: Move): void {
  if (due < from) counts.earlier += 1;
  else if (due > from) counts.later += 1;
  else if (!provisional) counts.confirmed += 1;
}

type Moved = Move & { no: number; institution: string; post: string | null; clerk: string };

/**
 * Orders one message for each person whose due days this calendar moved: whoever has the step, and their managers.
 * A second order for the same calendar is no order. Nobody is told where no day changed.
 */
export async function orderMovedDays(
  tx: Tx,
  calendar: string,
  today: string,
  now: Date,
  sendAt: (person: string) => Date = () => now,
): Promise<void> {
  const told = new Map<string, { openId: string; counts: MoveCounts; numbers: string[] }>();
  const concerned = whomItConcerns(tx, today);
  for (const moved of await movedBy(tx, calendar)) {
    for (const { person, openId } of await concerned(moved)) {
      const one = told.get(person) ?? { openId, counts: { earlier: 0, later: 0, confirmed: 0 }, numbers: [] };
      add(one.counts, moved);
      if (moved.from !== moved.due && one.numbers.length < maxNumbers) one.numbers.push(shownNo(moved.no));
      told.set(person, one);
    }
  }
  for (const [person, { openId, counts, numbers }] of told) {
    if (numbers.length === 0) continue;
    const key = `moved-days:${calendar}:${person}`;
    const about = { moved: { ...counts, numbers } };
    await orderDelivery(tx, { key, kind: 'moved-days', person, openId, about, sendAt: sendAt(person) }, now);
  }
}

/** Moves that still hold, those to an earlier day first. Once it changed hands, another clock runs, though perhaps to the same day. */
async function movedBy(q: Queryable, calendar: string): Promise<Moved[]> {
  const { rows } = await q.query<Moved>(
    `select s.no, s.institution, s.post, s.state ->> 'clerk' as clerk, body ->> 'from' as "from", body ->> 'due' as due,
       (body ->> 'provisional')::boolean as provisional
     from (select id, seq, convert_from(body, 'UTF8')::jsonb as body from events
           where kind = 'submission' and type = 'due-moved') e
     join submissions s on s.id = e.id::uuid
     where body ->> 'calendar' = $1 and s.due = (body ->> 'due')::date and not exists (
       select from events later where later.kind = 'submission' and later.id = e.id and later.seq > e.seq
         and later.type in ('passed-on', 'sent-back'))
     order by (body ->> 'due') >= (body ->> 'from'), s.due, s.no`,
    [calendar],
  );
  return rows;
}

/** Asks the directory once for each post and each clerk. */
function whomItConcerns(q: Queryable, today: string): (moved: Moved) => Promise<Reachable[]> {
  const known = new Map<string, Reachable[]>();
  return async ({ post, institution, clerk }) => {
    const key = post ?? `${institution} ${clerk}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const holders = post === null ? await clerksFor(q, institution, clerk, today) : await holdersOf(q, post, today);
    const managers = await managersOf(q, post === null ? { institution } : { post }, today);
    const others = managers.filter(({ person }) => holders.every((holder) => holder.person !== person));
    const all = [...holders, ...others];
    known.set(key, all);
    return all;
  };
}

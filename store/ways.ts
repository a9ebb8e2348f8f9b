// How the rows of a version divide by route: a mixed file is split at 提交. Reads only; the rows leave in departures.ts.
import { randomUUID } from 'node:crypto';
import { dayOf } from '../domain/calendar.ts';
import type { Departure, Share } from '../domain/departure.ts';
import type { Way } from '../domain/law.ts';
import { spansOf, writeRowSpans } from '../domain/row-spans.ts';
import type { State } from '../domain/submission.ts';
import type { Queryable } from './database.ts';
import { filingOf } from './directory.ts';
import type { Store } from './store.ts';

type Group = Share & { level: string; at: number[] };
type Part = { route: string; share: Share; at: number[] };

/**
 * The route of most of a version's rows, its own where any row stays on it, and the other ways with the rows that go
 * them. By the table as of the first 提交, or before that of the day it was begun; what is corrected later asks again.
 */
export async function divide(
  q: Queryable,
  store: Pick<Store, 'terms'>,
  id: string,
  state: Exclude<State, { at: 'none' }>,
): Promise<{ route: string; ways: Way[] }> {
  const filing = await filingOf(q, state.institution);
  if (filing === null) return { route: state.route, ways: [] };
  const on = state.firstSubmittedOn ?? (await begunOn(q, id));
  const parts = new Map<string, Part>();
  for (const { level, at, ...share } of await groupsOf(q, id, state.version)) {
    const { route } = store.terms({ ...filing, on, level });
    const known = parts.get(route);
    parts.set(
      route,
      known ? { route, share: both(known.share, share), at: [...known.at, ...at] } : { route, share, at },
    );
  }
  const order = [...parts.values()].sort((a, b) => b.share.rows - a.share.rows);
  const own = order.find(({ route }) => route === state.route) ?? order[0];
  if (own === undefined) return { route: state.route, ways: [] };
  const others = order.filter((part) => part !== own);
  return {
    route: own.route,
    ways: others.map((part, i) => {
      const left = others.slice(i + 1).reduce((all, { share }) => both(all, share), own.share);
      const rows = writeRowSpans(spansOf(part.at));
      const departure: Departure = { child: randomUUID(), version: state.version, rows, gone: part.share, left };
      return { route: part.route, departure };
    }),
  };
}

function both(a: Share, b: Share): Share {
  const days = [a, b].flatMap(({ earliestIssuedOn, latestIssuedOn }) => [earliestIssuedOn ?? [], latestIssuedOn ?? []]);
  const inOrder = days.flat().sort();
  return { rows: a.rows + b.rows, earliestIssuedOn: inOrder[0] ?? null, latestIssuedOn: inOrder.at(-1) ?? null };
}

async function begunOn(q: Queryable, id: string): Promise<string> {
  const { rows } = await q.query<{ at: Date }>('select created_at as at from submissions where id = $1', [id]);
  if (rows[0] === undefined) throw new Error(`no submission ${id}`);
  return dayOf(rows[0].at);
}

async function groupsOf(q: Queryable, id: string, version: number): Promise<Group[]> {
  const { rows } = await q.query<Group>(
    `select level, count(*) as rows, min(issued_on) as "earliestIssuedOn", max(issued_on) as "latestIssuedOn",
       array_agg(row order by row) as at
     from remaining_drafts where submission_id = $1 and version = $2 group by level order by level`,
    [id, version],
  );
  return rows;
}

// What waits on one person: submissions at their posts that they may still decide, and their institutions' own. Reads only.
import type { Queryable } from './database.ts';
import { type Listed, type ListedRow, listed } from './submission-lists.ts';

/**
 * A page of them, those due first at the head, and how many there are in all. What somebody has decided and may take
 * back, what this person sent or has signed in this round, waits on others.
 */
export async function waitingOn(
  q: Queryable,
  { person, posts, institutions }: { person: string; posts: readonly string[]; institutions: readonly string[] },
  page: { limit: number; skip: number },
): Promise<{ rows: Listed[]; total: number }> {
  const { rows } = await q.query<ListedRow & { total: number }>(
    `with mine as (
       select id, no, state, changed_at, due from submissions where post = any($1)
         and state -> 'pending' = 'null' and not state -> 'hands' ? $3
         and not exists (select from jsonb_each(state -> 'approvals') signed where signed.value ? $3)
       union all
       select id, no, state, changed_at, due from submissions
       where institution = any($2) and at in ('faulty', 'ready', 'returned') and not coalesce((state ->> 'trial')::boolean, false))
     select id, no, state, changed_at, (select count(*) from mine) as total from mine
     order by due nulls last, no limit $4 offset $5`,
    [posts, institutions, person, page.limit, page.skip],
  );
  return { rows: listed(rows), total: rows[0]?.total ?? 0 };
}

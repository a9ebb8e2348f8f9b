// Which checks wait for which: read off the outbox and the locks that running checks hold. Changes nothing.
import { z } from 'zod';
import type { Queryable } from './database.ts';

/** `ahead`: checks ordered before this one and not done. `running`: its rows are being read at this moment, somewhere. */
export type WaitingCheck = { submission: string; version: number; ahead: number; running: boolean };

const payload = z.object({ submission: z.uuid(), version: z.number().int() });

/** The first checks that are not done, in the order in which they were left. */
export async function waitingChecks(q: Queryable, limit: number): Promise<WaitingCheck[]> {
  const { rows } = await q.query<{ payload: unknown; ahead: number; running: boolean }>(
    `select payload, (row_number() over (order by available_at, id) - 1)::int as ahead, exists (
       select from pg_locks l where l.locktype = 'advisory' and l.granted
         and l.database = (select oid from pg_database where datname = current_database())
         and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended('check:' || (payload ->> 'submission'), 0)
     ) as running
     from outbox where job = 'check-file' and done_at is null order by available_at, id limit $1`,
    [limit],
  );
  return rows.map(({ payload: of, ahead, running }) => ({ ...payload.parse(of), ahead, running }));
}

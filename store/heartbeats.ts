// Who was last seen alive and when, for /healthz. One row per name.
import type { Queryable } from './database.ts';

/** `detail` is small and holds nothing about persons: a version, a count, a state. */
export type Heartbeat = { name: string; at: Date; detail: Readonly<Record<string, string | number | boolean>> };

/** Says that `name` is alive. */
export async function beat(q: Queryable, { name, at, detail }: Heartbeat): Promise<void> {
  await q.query(
    `insert into heartbeats (name, at, detail) values ($1, $2, $3)
     on conflict (name) do update set at = excluded.at, detail = excluded.detail`,
    [name, at, JSON.stringify(detail)],
  );
}

/** All of them, by name. */
export async function readHeartbeats(q: Queryable): Promise<Heartbeat[]> {
  return (await q.query<Heartbeat>('select name, at, detail from heartbeats order by name')).rows;
}

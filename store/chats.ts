// Where a person is written to: read off what was sent to them and what came from them.
import type { Queryable } from './database.ts';

/** The chat with a person: where they were last written to, or sent a file from; null while it is not known. */
export async function chatOf(q: Queryable, openId: string): Promise<string | null> {
  const { rows } = await q.query<{ chat_id: string }>(
    `(select chat_id from deliveries where open_id = $1 and chat_id is not null order by sent_at desc nulls last limit 1)
     union all
     (select d.chat_id from drops d join people p on p.id = d.person where p.open_id = $1
      order by d.received_at desc limit 1)`,
    [openId],
  );
  return rows[0]?.chat_id ?? null;
}

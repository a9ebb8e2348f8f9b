// Clicks that were turned away because of who made them or where: kept for whoever looks into misuse. Decides nothing.
import type { Queryable } from './database.ts';

/** One person's refused clicks that are kept of a day: a stuck finger or a script must not fill the table. */
const maxPerDay = 200;
const dayMs = 86_400_000;

/**
 * unknown-message: on a message that is none of ours, e.g. forwarded; not-sent-to-them: on somebody else's; other-chat: our
 * message, said to be in a chat we did not send it to; stranger: by nobody of the directory; outside-post: for what their
 * posts do not hold.
 */
export type RefusedBecause = 'unknown-message' | 'not-sent-to-them' | 'other-chat' | 'stranger' | 'outside-post';

/** `operator` is the platform's id of whoever clicked; the same click is noted once. */
export type RefusedClick = {
  eventId: string;
  operator: string;
  messageId: string;
  chatId: string;
  act: string;
  because: RefusedBecause;
};

export async function noteRefusedClick(q: Queryable, click: RefusedClick, now: Date): Promise<void> {
  await q.query(
    `insert into refused_clicks (event_id, at, operator, message_id, chat_id, act, because)
     select $1, $2, $3, $4, $5, $6, $7
     where (select count(*) from refused_clicks where operator = $3 and at > $8) < $9
     on conflict (event_id) do nothing`,
    [
      click.eventId,
      now,
      click.operator,
      click.messageId,
      click.chatId,
      click.act,
      click.because,
      new Date(now.getTime() - dayMs),
      maxPerDay,
    ],
  );
}

/** The latest refused clicks, newest first. */
export async function refusedClicks(q: Queryable, limit: number): Promise<(RefusedClick & { at: Date })[]> {
  const { rows } = await q.query<RefusedClick & { at: Date }>(
    `select event_id as "eventId", at, operator, message_id as "messageId", chat_id as "chatId", act, because
     from refused_clicks order by at desc, event_id limit $1`,
    [limit],
  );
  return rows;
}

/** Deletes what was noted more than `days` ago, and returns how many. */
export async function pruneRefusedClicks(q: Queryable, now: Date, days: number): Promise<number> {
  const { rowCount } = await q.query('delete from refused_clicks where at < $1', [
    new Date(now.getTime() - days * dayMs),
  ]);
  return rowCount ?? 0;
}

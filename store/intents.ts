// What a person said their next file is meant to be: said once, used once, and forgotten after a while.
import type { Queryable, Tx } from './database.ts';

/** trial (试填): checked only; commitment: the scan of a signed 诚信承诺书; attachment (附上文件): evidence for a submission. */
export type Intent = 'trial' | 'commitment' | 'attachment';

/** How long the word holds: long enough to find the file, too short to be forgotten and then surprise. */
const holdsForMs = 15 * 60_000;

/** Remembers what the person's next file is meant to be, and for which submission where one was named; the latest word counts. */
export async function intend(
  tx: Tx,
  person: string,
  kind: Intent,
  now: Date,
  submission: string | null = null,
): Promise<void> {
  await tx.query(
    `insert into intents (person, kind, submission, until) values ($1, $2, $3, $4)
     on conflict (person) do update set kind = excluded.kind, submission = excluded.submission, until = excluded.until`,
    [person, kind, submission, new Date(now.getTime() + holdsForMs)],
  );
}

/** What this person's next file was announced to be, and nothing used up by it; null when nothing was, or too long ago. */
export async function announced(
  q: Queryable,
  person: string,
  now: Date,
): Promise<{ kind: Intent; submission: string | null } | null> {
  const { rows } = await q.query<{ kind: Intent; submission: string | null }>(
    'select kind, submission from intents where person = $1 and until >= $2',
    [person, now],
  );
  return rows[0] ?? null;
}

/** Whether this file was announced so; whatever was said is used up by asking. */
export async function takeIntent(tx: Tx, person: string, kind: Intent, now: Date): Promise<boolean> {
  const { rows } = await tx.query<{ kind: string; until: Date }>(
    'delete from intents where person = $1 returning kind, until',
    [person],
  );
  return rows.some((said) => said.kind === kind && said.until >= now);
}

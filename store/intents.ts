// What a person said their next file is meant to be: said once, used once, and forgotten after a while.
import type { Tx } from './database.ts';

/** trial (试填): checked only; commitment: the scan of a signed 诚信承诺书. */
export type Intent = 'trial' | 'commitment';

/** How long the word holds: long enough to find the file, too short to be forgotten and then surprise. */
const holdsForMs = 15 * 60_000;

/** Remembers what the person's next file is meant to be; the latest word counts. */
export async function intend(tx: Tx, person: string, kind: Intent, now: Date): Promise<void> {
  await tx.query(
    `insert into intents (person, kind, until) values ($1, $2, $3)
     on conflict (person) do update set kind = excluded.kind, until = excluded.until`,
    [person, kind, new Date(now.getTime() + holdsForMs)],
  );
}

/** Whether this file was announced so; whatever was said is used up by asking. */
export async function takeIntent(tx: Tx, person: string, kind: Intent, now: Date): Promise<boolean> {
  const { rows } = await tx.query<{ kind: string; until: Date }>(
    'delete from intents where person = $1 returning kind, until',
    [person],
  );
  return rows.some((said) => said.kind === kind && said.until >= now);
}

// Cards that the platform will soon refuse to change: found by their age, looked at once, and replaced by a new one. Sends
// nothing itself.
import type { Queryable, Tx } from './database.ts';
import { type Delivery, orderDelivery, readDelivery } from './deliveries.ts';

/** Ids of open submissions' cards that were sent before an instant and not looked at yet, oldest first. */
export async function agingCards(q: Queryable, sentBefore: Date, limit: number): Promise<string[]> {
  const { rows } = await q.query<{ id: string }>(
    `select id from deliveries
     where kind in ('result', 'review', 'inquiry', 'admission') and aged_at is null and failed_code is null
       and sent_at < $1
     order by sent_at limit $2`,
    [sentBefore, limit],
  );
  return rows.map(({ id }) => id);
}

/** Claims the one look at a card's age; null when somebody else has it. */
export async function claimAging(tx: Tx, id: string, now: Date): Promise<Delivery | null> {
  const { rowCount } = await tx.query('update deliveries set aged_at = $2 where id = $1 and aged_at is null', [
    id,
    now,
  ]);
  return rowCount === 1 ? readDelivery(tx, id) : null;
}

/** The same person's newer card of the same step, if there is one; else the same card is ordered anew. */
export async function replaceCard(tx: Tx, old: Delivery, sendAt: Date, now: Date): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from deliveries where submission = $1 and kind = $2 and person = $3 and about = $4 and id <> $5
       and ordered_at > $6 and failed_code is null order by ordered_at desc, id desc limit 1`,
    [old.submission, old.kind, old.person, JSON.stringify(old.about), old.id, old.orderedAt],
  );
  const by = rows[0]?.id ?? (await orderAnew(tx, old, sendAt, now));
  await tx.query('update deliveries set replaced_by = $2 where id = $1', [old.id, by]);
}

async function orderAnew(tx: Tx, old: Delivery, sendAt: Date, now: Date): Promise<string | null> {
  const { id, kind, person, openId, chatId, submission, about } = old;
  const order = {
    ...{ key: `anew:${id}`, kind, person, about, sendAt },
    ...(openId === null ? {} : { openId }),
    ...(chatId === null || openId !== null ? {} : { chatId }),
    ...(submission === null ? {} : { submission }),
  };
  return orderDelivery(tx, order, now);
}

/** Whether a card has been replaced by one that has been sent. */
export async function isReplaced(q: Queryable, { replacedBy }: Pick<Delivery, 'replacedBy'>): Promise<boolean> {
  if (replacedBy === null) return false;
  return (await readDelivery(q, replacedBy))?.sentAt != null;
}

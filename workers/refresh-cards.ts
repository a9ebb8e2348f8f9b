// Brings every card of a submission that is out up to what is true now. Cards that already say so are left alone.
import { FeishuError } from '../bot/feishu/feishu-error.ts';
import { compose, digestOf } from '../messages/compose.ts';
import { type Delivery, liveCardsOf, markFailed, markShown } from '../store/deliveries.ts';
import { finish, isWaiting } from '../store/outbox.ts';
import type { WorkerParts } from './parts.ts';

export async function refreshCards(
  parts: WorkerParts,
  { submission }: { submission: string },
  work: number,
): Promise<void> {
  const { store, clock } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const now = await clock.now();
  const faults: unknown[] = [];
  for (const delivery of await liveCardsOf(store.db, submission)) {
    // One locked card must not keep the others from being shown the truth.
    await refresh(parts, delivery, now).catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0) throw faults[0];
  await store.db.transaction((tx) => finish(tx, work, now));
}

async function refresh(parts: WorkerParts, delivery: Delivery, now: Date): Promise<void> {
  const { store, feishu, log } = parts;
  const made = await compose(store.db, parts, delivery, now);
  if (made === null || !('card' in made) || delivery.messageId === null) return;
  const shown = digestOf(made.card);
  if (delivery.shown?.equals(shown)) return;
  try {
    await feishu.patch(delivery.messageId, made.card);
    await markShown(store.db, delivery.id, shown);
  } catch (error) {
    if (!(error instanceof FeishuError) || error.kind === 'retry' || error.kind === 'unknown-outcome') throw error;
    log.warn({ delivery: delivery.id, err: error }, 'card can no longer be changed');
    await markFailed(store.db, delivery.id, typeof error.code === 'number' ? error.code : 0);
  }
}

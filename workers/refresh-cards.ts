// Brings every card of a submission that is out up to what is true now. Cards that already say so are left alone.
// Files cannot be changed: those that no longer hold are left to be taken back.
import { FeishuError } from '../bot/feishu/feishu-error.ts';
import { compose, digestOf } from '../messages/compose.ts';
import { type Delivery, listsNaming, liveCardsOf, markFailed, markShown, readDelivery } from '../store/deliveries.ts';
import { handOutsOf } from '../store/hand-outs.ts';
import { finish, isWaiting, leave } from '../store/outbox.ts';
import { foldStream } from '../store/submissions.ts';
import type { WorkerParts } from './parts.ts';
import { outdated } from './recall-files.ts';

/** Looks at one card in one job; whatever changes it yet again leaves a job of its own. */
const maxLooks = 5;

export async function refreshCards(
  parts: WorkerParts,
  { submission }: { submission: string },
  work: number,
): Promise<void> {
  const { store, clock } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const now = await clock.now();
  const cards = [...(await liveCardsOf(store.db, submission)), ...(await listsNaming(store.db, submission, now))];
  // One locked card must not keep the others from being shown the truth.
  const ends = await Promise.allSettled(cards.map((delivery) => refresh(parts, delivery, now)));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  await store.db.transaction(async (tx) => {
    if (!(await finish(tx, work, now))) return;
    const { state } = await foldStream(tx, submission);
    const isOutdated = outdated(state, await handOutsOf(tx, submission)).length > 0;
    if (isOutdated) await leave(tx, { job: 'recall-files', payload: { submission } }, now);
  });
}

/** Brings one card up to what is true now. */
export async function refreshCard(parts: WorkerParts, told: { delivery: string }, work: number): Promise<void> {
  const { store, clock } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const now = await clock.now();
  const delivery = await readDelivery(store.db, told.delivery);
  if (delivery !== null && delivery.failedCode === null) await refresh(parts, delivery, now);
  await store.db.transaction((tx) => finish(tx, work, now));
}

/**
 * Two refreshes of one card may overtake each other on their way to the platform: whoever has patched looks again, so
 * that the last picture is a true one. Accepted: a worker killed between an overtaken patch and that look.
 */
async function refresh(parts: WorkerParts, delivery: Delivery, now: Date): Promise<void> {
  const { store, feishu, log } = parts;
  const { messageId } = delivery;
  if (messageId === null) return;
  for (let last = delivery.shown, looks = 0; looks < maxLooks; looks += 1) {
    const made = await compose(store.db, parts, delivery, now);
    if (made === null || !('card' in made)) return;
    const shown = digestOf(made.card);
    if (last?.equals(shown)) return;
    try {
      await feishu.patch(messageId, made.card);
    } catch (error) {
      if (!(error instanceof FeishuError) || error.kind === 'retry' || error.kind === 'unknown-outcome') throw error;
      // After 14 days that is the rule, not a fault.
      const level = error.kind === 'gone' ? 'info' : 'warn';
      log[level]({ delivery: delivery.id, err: error }, 'card can no longer be changed');
      await markFailed(store.db, delivery.id, typeof error.code === 'number' ? error.code : 0);
      return;
    }
    await markShown(store.db, delivery.id, shown);
    last = shown;
  }
}

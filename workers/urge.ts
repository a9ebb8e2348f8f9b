// Marks an alert as urgent in its reader's client, at most once: claimed first, then asked, and never asked again.
import { FeishuError } from '../bot/feishu/feishu-error.ts';
import { markUrged, readDelivery } from '../store/deliveries.ts';
import { finish } from '../store/outbox.ts';
import type { WorkerParts } from './parts.ts';

export async function urge(parts: WorkerParts, { delivery: id }: { delivery: string }, work: number): Promise<void> {
  const { store, clock, feishu, log } = parts;
  const delivery = await readDelivery(store.db, id);
  const now = await clock.now();
  const claimed = await store.db.transaction(
    async (tx) => (await finish(tx, work, now)) && (await markUrged(tx, id, now)),
  );
  if (!claimed || delivery?.messageId == null || delivery.openId === null) return;
  try {
    await feishu.urgent(delivery.messageId, [delivery.openId]);
  } catch (error) {
    if (!(error instanceof FeishuError)) throw error;
    log.warn({ delivery: id, code: error.code }, 'alert could not be marked urgent');
  }
}

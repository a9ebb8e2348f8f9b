// A PDF or a picture as a file: kept only when a scan of the 诚信承诺书 was announced, and then asked about once.
import type { Incoming } from '../../bot/read-event.ts';
import type { Tx } from '../../store/database.ts';
import type { Standing } from '../../store/directory.ts';
import { keepDrop } from '../../store/drops.ts';
import { takeIntent } from '../../store/intents.ts';
import { answer, say } from '../listener.ts';
import type { WorkerParts } from '../parts.ts';

type File = Extract<Incoming, { kind: 'file' }>;

/** What is to be written about a file that is a scan. */
export function scanDropped(
  parts: WorkerParts,
  file: File,
  standing: Standing,
  bytes: Buffer,
  now: Date,
): (tx: Tx) => Promise<void> {
  const { key: incoming, sender: openId, messageId, chatId, fileName } = file;
  const to = { incoming, openId, replyTo: messageId };
  return async (tx) => {
    const announced = await takeIntent(tx, standing.id, 'commitment', now);
    if (!announced || standing.institutions.length === 0) return say(tx, to, 'scan-not-announced', now);
    const came = { messageId, chatId, person: standing.id, fileName, bytes };
    const drop = await keepDrop(tx, parts.store.sealer, came, now);
    if (drop.settledAt !== null) return;
    await answer(tx, { ...to, person: standing.id }, { kind: 'scan', about: { drop: drop.id } }, now);
  };
}

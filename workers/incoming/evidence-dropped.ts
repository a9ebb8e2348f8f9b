// A file that was announced as evidence: kept, and asked about once. What it is, is told from its bytes.
import type { Incoming } from '../../bot/read-event.ts';
import type { Tx } from '../../store/database.ts';
import type { Standing } from '../../store/directory.ts';
import { keepDrop } from '../../store/drops.ts';
import { takeIntent } from '../../store/intents.ts';
import { evidenceKind } from '../../workbook/evidence-kind.ts';
import { answer, say } from '../listener.ts';
import type { WorkerParts } from '../parts.ts';

type File = Extract<Incoming, { kind: 'file' }>;

/** What is to be written about it; `named` is the submission it was announced for. Throws when it was announced otherwise meanwhile. */
export function evidenceDropped(
  parts: WorkerParts,
  file: File,
  { standing, named, bytes }: { standing: Standing; named: string | null; bytes: Buffer },
  now: Date,
): (tx: Tx) => Promise<void> {
  const { key: incoming, sender: openId, messageId, chatId, fileName } = file;
  const to = { incoming, openId, replyTo: messageId };
  const evidence = evidenceKind(bytes);
  return async (tx) => {
    if (!(await takeIntent(tx, standing.id, 'attachment', now)))
      throw new Error(`file of ${incoming} was announced otherwise meanwhile`);
    if (evidence === null) return say(tx, to, 'no-evidence', now);
    const came = { messageId, chatId, person: standing.id, fileName, bytes };
    const drop = await keepDrop(tx, parts.store.sealer, came, now);
    if (drop.settledAt !== null) return;
    const about = { drop: drop.id, evidence, ...(named === null ? {} : { named }) };
    await answer(tx, { ...to, person: standing.id }, { kind: 'question', about }, now);
  };
}

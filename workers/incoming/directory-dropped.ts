// A directory workbook in the chat: an administrator's is kept and read; anybody else is told who can change the directory.
import type { Incoming } from '../../bot/read-event.ts';
import type { Tx } from '../../store/database.ts';
import type { Standing } from '../../store/directory.ts';
import { propose } from '../../store/directory-proposals.ts';
import { keepDrop } from '../../store/drops.ts';
import { say } from '../listener.ts';
import type { WorkerParts } from '../parts.ts';

type File = Extract<Incoming, { kind: 'file' }>;

/** What is to be written about a file that is a directory workbook. */
export function directoryDropped(
  parts: WorkerParts,
  file: File,
  standing: Standing,
  bytes: Buffer,
  now: Date,
): (tx: Tx) => Promise<void> {
  const to = { incoming: file.key, openId: file.sender, replyTo: file.messageId };
  if (!standing.administrator) return (tx) => say(tx, to, 'directory-not-yours', now);
  return async (tx) => {
    const { messageId, chatId, fileName } = file;
    const came = { messageId, chatId, person: standing.id, fileName, bytes };
    const drop = await keepDrop(tx, parts.store.sealer, came, now);
    if (drop.settledAt !== null) return;
    await propose(tx, drop, now);
    await say(tx, to, 'directory-received', now);
  };
}

// Hands what came in to the listener for its kind. One file per thing a person can do; this table lists them.
import type { Incoming } from '../bot/read-event.ts';
import { finishIncoming, takeIncoming } from '../store/inbox.ts';
import { finish } from '../store/outbox.ts';
import { fileDropped } from './incoming/file-dropped.ts';
import { menuPressed } from './incoming/menu-pressed.ts';
import { otherMessage } from './incoming/other-message.ts';
import { personEntered } from './incoming/person-entered.ts';
import { personLeft } from './incoming/person-left.ts';
import { wordsTyped } from './incoming/words-typed.ts';
import type { Listener } from './listener.ts';
import type { WorkerParts } from './parts.ts';

const ignored: Listener<Incoming> = async () => async () => {};

const listeners: { [K in Incoming['kind']]: Listener<Extract<Incoming, { kind: K }>> } = {
  file: fileDropped,
  text: wordsTyped,
  'other-message': otherMessage,
  menu: menuPressed,
  entered: personEntered,
  left: personLeft,
  // Recalling the file message is what we ask for; the sealed copy stays.
  recalled: ignored,
  'bot-added': ignored,
  'bot-removed': ignored,
};

/**
 * A listener first does what needs the world outside (a download), then, in one transaction, what changes the record.
 * Handled twice, late or by two workers at once, it changes things once.
 */
export async function handleIncoming(
  parts: WorkerParts,
  { incoming: id }: { incoming: string },
  work: number,
): Promise<void> {
  const { store, clock } = parts;
  const taken = await store.db.transaction((tx) => takeIncoming(tx, store.sealer, id));
  const now = await clock.now();
  if (taken === null) {
    await store.db.transaction((tx) => finish(tx, work, now));
    return;
  }
  // Stored by the bot as `readEvent` gave it.
  const incoming = taken.payload as Incoming;
  const listener = listeners[incoming.kind] as Listener<Incoming>;
  const write = await listener(parts, incoming, now);
  await store.db.transaction(async (tx) => {
    if ((await takeIncoming(tx, store.sealer, id)) === null) return;
    await write(tx);
    await finishIncoming(tx, id, now);
    await finish(tx, work, now);
  });
}

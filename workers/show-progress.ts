// Shows on the clerk's card how far a check is, or how many wait before it. Gives way to every other message: a picture
// that finds no room is left out. Nothing depends on it, and nothing of it is kept.
import { compose } from '../messages/compose.ts';
import { type WaitingCheck, waitingChecks } from '../store/check-queue.ts';
import { forgetShown, liveCardsOf } from '../store/deliveries.ts';
import { leave } from '../store/outbox.ts';
import { foldStream } from '../store/submissions.ts';
import type { WorkerParts } from './parts.ts';

/** Cards of waiting checks that are changed when one before them ends; who waits further back sees it later. */
const PLACES_SHOWN = 10;

type CheckedVersion = Pick<WaitingCheck, 'submission' | 'version'>;

/** Changes the cards of one version; false when there was no room for it. */
export async function showProgress(
  parts: WorkerParts,
  { submission, version }: CheckedVersion,
  progress: { rows: number } | { ahead: number },
): Promise<boolean> {
  const { store, clock, feishu } = parts;
  const now = await clock.now();
  const cards = (await liveCardsOf(store.db, submission)).filter(
    ({ kind, about }) => kind === 'result' && about.version === version,
  );
  let shown = true;
  for (const card of cards) {
    const made = await compose(store.db, parts, card, now, progress);
    if (card.messageId === null || made === null || !('card' in made)) continue;
    // From now on nobody knows what it shows, until it is refreshed.
    await forgetShown(store.db, card.id);
    shown = (await feishu.patchIfSpare(card.messageId, made.card)) && shown;
  }
  const { state } = await foldStream(store.db, submission);
  const isOvertaken = state.at !== 'checking' || state.version !== version;
  if (isOvertaken && cards.length > 0) {
    await store.db.transaction(async (tx) => {
      for (const { id } of cards) await forgetShown(tx, id);
      await leave(tx, { job: 'refresh-cards', payload: { submission } }, now);
    });
  }
  return shown;
}

/** After a check has ended: those who wait see that they have moved up. */
export async function showPlaces(parts: WorkerParts): Promise<void> {
  for (const check of await waitingChecks(parts.store.db, PLACES_SHOWN)) {
    if (check.running || check.ahead === 0) continue;
    if (!(await showProgress(parts, check, { ahead: check.ahead }))) return;
  }
}

// Replaces open cards before the platform stops changing them: a new one is ordered once, and when it is out the old one is
// closed with a pointer to it.
import { dayOf } from '../domain/calendar.ts';
import { type CardOf, freshFrom, isOpenCard } from '../domain/card-age.ts';
import type { State } from '../domain/submission.ts';
import { sendingTime } from '../domain/working-hours.ts';
import { agingCards, claimAging, replaceCard } from '../store/aging-cards.ts';
import { readCalendar } from '../store/calendars.ts';
import type { Tx } from '../store/database.ts';
import type { Delivery } from '../store/deliveries.ts';
import { standingOfPerson } from '../store/directory.ts';
import { leave } from '../store/outbox.ts';
import { foldStream, type Told } from '../store/submissions.ts';
import type { WorkerParts } from './parts.ts';

const batchSize = 200;

/** Safe to run at any time and several times at once; one that fails is logged and looked at again. */
export async function reissueCards(parts: WorkerParts, now: Date): Promise<void> {
  const { store, log } = parts;
  const calendar = await readCalendar(store.db);
  const sentBefore = new Date(`${freshFrom(calendar, dayOf(now))}T00:00:00+08:00`);
  for (;;) {
    const ids = await agingCards(store.db, sentBefore, batchSize);
    let failed = false;
    for (const id of ids) {
      try {
        await store.db.transaction(async (tx) => {
          const card = await claimAging(tx, id, now);
          if (card !== null && (await isWanted(tx, parts, card, now))) {
            await replaceCard(tx, card, sendingTime(store.workingHours, calendar, now, card.person ?? '', null), now);
            // Where a newer one is out already, the old one can be closed now.
            await leave(tx, { job: 'refresh-cards', payload: { submission: card.submission ?? '' } }, now);
          }
        });
      } catch (error) {
        failed = true;
        log.error({ delivery: id, err: error }, 'a card could not be issued anew');
      }
    }
    if (failed || ids.length < batchSize) return;
  }
}

/** Still open, and its reader may still act on it. */
async function isWanted(tx: Tx, { store }: WorkerParts, card: Delivery, now: Date): Promise<boolean> {
  if (card.submission === null || card.person === null) return false;
  const { state, events } = await foldStream(tx, card.submission);
  if (state.at === 'none') return false;
  const tiers = store.route(state.route).tiers.map(({ key }) => key);
  if (!isOpenCard(cardOf(card, events), state, tiers)) return false;
  const standing = await standingOfPerson(tx, card.person, dayOf(now));
  return standing !== null && standing.openId === card.openId && mayAct(standing, card, state);
}

function mayAct(
  standing: { posts: readonly string[]; institutions: readonly string[] },
  { kind }: Delivery,
  state: Exclude<State, { at: 'none' }>,
): boolean {
  if (kind === 'review') return 'post' in state && standing.posts.includes(state.post);
  if (kind === 'admission') return standing.posts.length > 0;
  return standing.institutions.includes(state.institution);
}

function cardOf({ kind, about }: Delivery, events: readonly Told[]): CardOf {
  const { version, round, tier, seq } = about;
  const asked = events.find((told) => told.seq === seq)?.event;
  return { kind, version, round, tier, question: asked?.type === 'asked' ? asked.no : undefined };
}

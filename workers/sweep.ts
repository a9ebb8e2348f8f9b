// Looks at every clock that may have something to say. Decides nothing itself: it sends `tick`, and may run any number of times.
import { dayOf } from '../domain/calendar.ts';
import { readCalendar } from '../store/calendars.ts';
import type { Tx } from '../store/database.ts';
import { passOnDissolved } from '../store/dissolved.ts';
import { beat } from '../store/heartbeats.ts';
import { pruneInbox } from '../store/inbox.ts';
import { moveLeaves } from '../store/leaves.ts';
import { purgeOutbox } from '../store/outbox.ts';
import { pruneRefusedClicks } from '../store/refused-clicks.ts';
import type { Store } from '../store/store.ts';
import { submissionsToWake } from '../store/submission-lists.ts';
import { act } from '../store/submissions.ts';
import { watchVacancies } from '../store/vacancies.ts';
import { leaveDigests } from './order-digests.ts';
import type { WorkerParts } from './parts.ts';
import { reissueCards } from './reissue-cards.ts';

const batchSize = 500;
/** Longer than the platform's last redelivery (about seven hours) and than anyone looks back. */
const keepInboxDays = 30;
const keepOutboxDays = 30;
const keepRefusedClicksDays = 180;

/** What goes to other hands as the days go by, before the clocks are looked at. */
const handingOver: Readonly<Record<string, (tx: Tx, store: Store, now: Date) => Promise<void>>> = {
  leaves: (tx, _, now) => moveLeaves(tx, now),
  vacancies: watchVacancies,
  dissolved: passOnDissolved,
};

/** Returns how many submissions had something happen. One that fails is logged and does not hold up the others. */
export async function sweep(parts: WorkerParts, pageSize = batchSize): Promise<number> {
  const { store, clock, log } = parts;
  const now = await clock.now();
  const today = dayOf(now);
  for (const [name, pass] of Object.entries(handingOver)) {
    try {
      await store.db.transaction((tx) => pass(tx, store, now));
    } catch (error) {
      log.error({ pass: name, err: error }, 'sweep could not hand over');
    }
  }
  let looked = 0;
  let told = 0;
  for (let after: string | null = null; ; ) {
    const due: string[] = await submissionsToWake(store.db, today, after, pageSize);
    for (const id of due) {
      try {
        const acted = await act(store, id, { command: () => ({ type: 'tick' }) }, now);
        if (acted.ok && acted.events.length > 0) told += 1;
      } catch (error) {
        log.error({ submission: id, err: error }, 'sweep could not tick a submission');
      }
    }
    looked += due.length;
    after = due.at(-1) ?? null;
    if (due.length < pageSize) break;
  }
  await reissueCards(parts, now);
  const { workingHours: hours } = store;
  if (hours !== null) {
    const calendar = await readCalendar(store.db);
    await store.db.transaction((tx) => leaveDigests(tx, hours, calendar, now));
  }
  await pruneInbox(store.db, now, keepInboxDays);
  await pruneRefusedClicks(store.db, now, keepRefusedClicksDays);
  await purgeOutbox(store.db, now, keepOutboxDays);
  await beat(store.db, { name: 'sweep', at: now, detail: { looked, told } });
  return told;
}

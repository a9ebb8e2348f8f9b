// Gives someone who has just joined, stands in, or is back, the cards that were waiting for a holder of their posts.
import { dayOf } from '../domain/calendar.ts';
import { sendingTime } from '../domain/working-hours.ts';
import { readCalendar } from '../store/calendars.ts';
import { orderDelivery } from '../store/deliveries.ts';
import { standingOfPerson } from '../store/directory.ts';
import { finish, isWaiting } from '../store/outbox.ts';
import { openSubmissions } from '../store/submission-lists.ts';
import type { WorkerParts } from './parts.ts';

/** A person who comes late to more than this reads 进度 first. */
const maxCards = 50;

export async function catchUp(parts: WorkerParts, { person }: { person: string }, work: number): Promise<void> {
  const { store, clock } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const now = await clock.now();
  await store.db.transaction(async (tx) => {
    if (!(await finish(tx, work, now))) return;
    const standing = await standingOfPerson(tx, person, dayOf(now));
    if (standing?.openId == null) return;
    const { openId } = standing;
    await orderDelivery(
      tx,
      { key: `greeting:${person}`, kind: 'help', person, openId, about: { code: 'greeting' } },
      now,
    );
    const posts = standing.posts.filter((post) => !standing.away.includes(post));
    const sendAt = sendingTime(store.workingHours, await readCalendar(tx), now, person, null);
    const waiting = await openSubmissions(tx, { posts }, maxCards);
    for (const { id, state } of waiting.rows) {
      const tier = 'tier' in state ? store.route(state.route).tiers[state.tier]?.key : undefined;
      if (tier === undefined) continue;
      const { round } = state;
      const key = `review:${id}:${round}:${tier}:${person}`;
      const about = { round, tier };
      await orderDelivery(tx, { key, kind: 'review', person, openId, submission: id, about, sendAt }, now);
    }
  });
}

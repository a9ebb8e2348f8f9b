// A calendar has changed: counts every open due day anew, page by page, then has those affected told. Decides no day itself.
import { z } from 'zod';
import { dayOf } from '../domain/calendar.ts';
import { sendingTime } from '../domain/working-hours.ts';
import { readCalendar } from '../store/calendars.ts';
import { orderMovedDays } from '../store/moved-days.ts';
import { finish, isWaiting, leave } from '../store/outbox.ts';
import { openIds } from '../store/submission-lists.ts';
import { act } from '../store/submissions.ts';
import type { WorkerParts } from './parts.ts';

const batchSize = 200;

/** The calendar that was loaded, and the last submission that has been counted by it. */
export const recountTold = z.object({ calendar: z.string(), after: z.uuid().optional() });

/**
 * One page; the next page is a job of its own, so that a killed run goes on where it was. A page that runs twice moves
 * nothing twice. A fault stops the run where it is: nobody is told of half of it.
 */
export async function recountDueDays(
  parts: WorkerParts,
  { calendar, after }: z.infer<typeof recountTold>,
  work: number,
  pageSize = batchSize,
): Promise<void> {
  const { store, clock } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const now = await clock.now();
  const ids = await openIds(store.db, after ?? null, pageSize);
  for (const id of ids) await act(store, id, { command: () => ({ type: 'recount' }) }, now);
  await store.db.transaction(async (tx) => {
    if (!(await finish(tx, work, now))) return;
    const last = ids.at(-1);
    if (last === undefined || ids.length < pageSize) {
      const days = await readCalendar(tx);
      const sendAt = (person: string) => sendingTime(store.workingHours, days, now, person, null);
      return orderMovedDays(tx, calendar, dayOf(now), now, sendAt);
    }
    await leave(tx, { job: 'recount-due-days', payload: { calendar, after: last } }, now);
  });
}

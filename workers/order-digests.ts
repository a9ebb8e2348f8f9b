// The digest of a working day: ordered once for each person for whom something waits, page by page. What it says is read
// when it is sent.
import { z } from 'zod';
import { type Calendar, dayOf, isWorkingDay } from '../domain/calendar.ts';
import { closingOf, isFirstOfWeek, openingOf, spreadOf, type WorkingHours } from '../domain/working-hours.ts';
import { readCalendar } from '../store/calendars.ts';
import type { Tx } from '../store/database.ts';
import { orderDelivery } from '../store/deliveries.ts';
import { finish, isWaiting, leave } from '../store/outbox.ts';
import { managersOn, personsWithWork } from '../store/submission-lists.ts';
import type { WorkerParts } from './parts.ts';

const batchSize = 200;

export const digestsTold = z.object({ day: z.iso.date(), after: z.uuid().optional() });

/** Leaves the work for today's opening, once however often it is asked for; none on a rest day and after closing. */
export async function leaveDigests(tx: Tx, hours: WorkingHours, calendar: Calendar, now: Date): Promise<void> {
  const day = dayOf(now);
  if (!isWorkingDay(calendar, day) || now >= closingOf(hours, day)) return;
  const opening = openingOf(hours, day);
  const availableAt = opening > now ? opening : now;
  await leave(tx, { job: 'order-digests', payload: { day }, key: `digests:${day}`, availableAt }, now);
}

export async function orderDigests(
  parts: WorkerParts,
  { day, after }: z.infer<typeof digestsTold>,
  work: number,
  pageSize = batchSize,
): Promise<void> {
  const { store, clock } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const now = await clock.now();
  await store.db.transaction(async (tx) => {
    // A day that was slept through needs no digest any more.
    if (!(await finish(tx, work, now)) || day !== dayOf(now)) return;
    if (after === undefined && isFirstOfWeek(await readCalendar(tx), day)) await orderReports(tx, day, now);
    const people = await personsWithWork(tx, day, after ?? null, pageSize);
    for (const { person, openId } of people) {
      const sendAt = new Date(now.getTime() + spreadOf(person));
      const digest = { key: `digest:${day}:${person}`, kind: 'digest', about: { day } } as const;
      await orderDelivery(tx, { ...digest, person, openId, sendAt }, now);
    }
    const last = people.at(-1);
    if (last === undefined || people.length < pageSize) return;
    await leave(tx, { job: 'order-digests', payload: { day, after: last.person } }, now);
  });
}

/** The report of the week, to each manager, with the digests of its first working day. */
async function orderReports(tx: Tx, day: string, now: Date): Promise<void> {
  for (const { person, openId } of await managersOn(tx, day)) {
    const sendAt = new Date(now.getTime() + spreadOf(person));
    const report = { key: `report:${day}:${person}`, kind: 'report', about: { day } } as const;
    await orderDelivery(tx, { ...report, person, openId, sendAt }, now);
  }
}

// Whose time it was: each day of a submission's life is charged to whoever held it, and to nobody twice. Pure.
import { type Calendar, type DueDay, workingDaysBetween } from './calendar.ts';
import { refusalDay, uploadDue } from './deadlines.ts';
import type { Law } from './law.ts';
import type { SubmissionEvent } from './submission.ts';

/** `clerk` until the first 提交; `correction` after a return to the clerk; else the tier at this place of the route. */
export type Holder = 'clerk' | 'correction' | number;

/** Days after the receipt, up to and including the day it was passed on; `times` counts the receipts. */
export type Held = { holder: Holder; workingDays: number; calendarDays: number; times: number };

export type TimeHeld = {
  /** In the order in which each first held it. */
  holders: readonly Held[];
  /** Who holds it now; null once it is published or withdrawn, and while a decision may still be taken back. */
  now: Holder | null;
  /** Returns that took effect, to the clerk or to an earlier tier. */
  returns: number;
};

export type DatedEvent = { on: string; event: SubmissionEvent };

type Stay = { holder: Holder; from: string; to: string };

/**
 * @param events in their order, each with the day it happened
 * @param issuedOn the earliest issue date, from which the clerk's time counts (article 10); null counts from the receipt
 */
export function timeHeld(
  events: readonly DatedEvent[],
  issuedOn: string | null,
  calendar: Calendar,
  today: string,
): TimeHeld {
  const first = events[0]?.on ?? today;
  const begun = issuedOn !== null && issuedOn < first ? issuedOn : first;
  const stays: Stay[] = [];
  let open: { holder: Holder; from: string } | null = { holder: 'clerk', from: begun };
  /** The last signature lies for its quiet minutes: the deciding tier's time ended with it. */
  let decidedOn: string | null = null;
  let returns = 0;
  const close = (on: string) => {
    if (open !== null) stays.push({ ...open, to: later(open.from, decidedOn ?? on) });
    decidedOn = null;
  };
  for (const [i, { on, event }] of events.entries()) {
    switch (event.type) {
      case 'approved':
      case 'returned':
        if (event.until !== null) decidedOn = on;
        break;
      case 'taken-back':
        decidedOn = null;
        break;
      case 'passed-on': {
        const before = events[i - 1]?.event;
        // What is handed over outside the product is the next one's from the day it was, not the day it was recorded.
        const since = before?.type === 'handed-over' ? before.on : on;
        close(since);
        if (event.reopens.length > 0) returns += 1;
        open = { holder: event.tier, from: since };
        break;
      }
      case 'sent-back':
        close(on);
        returns += 1;
        open = { holder: 'correction', from: on };
        break;
      case 'published':
        close(event.on);
        open = null;
        break;
      case 'withdrawn':
        close(on);
        open = null;
        break;
    }
  }
  const now = decidedOn === null ? (open?.holder ?? null) : null;
  close(today);
  return { holders: summed(stays, calendar), now, returns };
}

function summed(stays: readonly Stay[], calendar: Calendar): Held[] {
  const holders = new Map<Holder, Held>();
  for (const { holder, from, to } of stays) {
    const held = holders.get(holder) ?? { holder, workingDays: 0, calendarDays: 0, times: 0 };
    holders.set(holder, {
      holder,
      workingDays: held.workingDays + workingDaysBetween(calendar, from, to),
      calendarDays: held.calendarDays + (Date.parse(to) - Date.parse(from)) / 86_400_000,
      times: held.times + 1,
    });
  }
  return [...holders.values()];
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** The whole chain's clock, which nobody's return stops. */
export type ChainClock = {
  /** The earliest issue date, and the working and calendar days since. */
  issuedOn: string;
  workingDays: number;
  calendarDays: number;
  /** Article 10: by when the first 提交 is due. */
  mark: DueDay;
  /** Article 12: after it a first 提交 is refused in principle; null where the route knows no such day. */
  wall: string | null;
};

/** As it stands at the end of `today`. */
export function chainClock(issuedOn: string, law: Pick<Law, 'route' | 'calendar' | 'today'>): ChainClock {
  const today = later(issuedOn, law.today);
  return {
    issuedOn,
    workingDays: workingDaysBetween(law.calendar, issuedOn, today),
    calendarDays: (Date.parse(today) - Date.parse(issuedOn)) / 86_400_000,
    mark: uploadDue(issuedOn, law),
    wall: refusalDay(issuedOn, law),
  };
}

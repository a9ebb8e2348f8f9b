// What a manager's report counts, from the events of many submissions: days at each tier, returns by reason, decisions by post. Pure.
import type { Calendar } from './calendar.ts';
import { type DatedEvent, type Holder, timeHeld } from './time-held.ts';

export type Story = { events: readonly DatedEvent[]; issuedOn: string | null; titleOf: (holder: Holder) => string };

export type Figures = {
  /** Working days, one for each submission that a tier has passed on or returned, by the tier's title. */
  spent: ReadonlyMap<string, readonly number[]>;
  returns: ReadonlyMap<string, number>;
  /** By post. */
  decisions: ReadonlyMap<string, number>;
};

/**
 * @param since returns are counted from this day on
 * @param paceSince decisions are counted after this day
 */
export function figuresOf(
  stories: readonly Story[],
  calendar: Calendar,
  today: string,
  since: string,
  paceSince: string,
): Figures {
  const spent = new Map<string, number[]>();
  const returns = new Map<string, number>();
  const decisions = new Map<string, number>();
  for (const { events, issuedOn, titleOf } of stories) {
    const { holders, now } = timeHeld(events, issuedOn, calendar, today);
    for (const { holder, workingDays } of holders) {
      if (typeof holder !== 'number' || holder === now) continue;
      const title = titleOf(holder);
      spent.set(title, [...(spent.get(title) ?? []), workingDays]);
    }
    let post: string | null = null;
    for (const { on, event } of withoutTakenBack(events)) {
      if (event.type === 'returned' && on >= since) returns.set(event.code, (returns.get(event.code) ?? 0) + 1);
      const isDecision = ['approved', 'returned', 'handed-over'].includes(event.type);
      if (isDecision && post !== null && on > paceSince) decisions.set(post, (decisions.get(post) ?? 0) + 1);
      if (event.type === 'passed-on') post = event.post;
    }
  }
  return { spent, returns, decisions };
}

/** What was taken back within its quiet minutes was never decided. */
function withoutTakenBack(events: readonly DatedEvent[]): DatedEvent[] {
  const kept: DatedEvent[] = [];
  for (const one of events) {
    if (one.event.type !== 'taken-back') kept.push(one);
    else
      kept.splice(
        kept.findLastIndex(({ event }) => decided.has(event.type)),
        1,
      );
  }
  return kept;
}

const decided: ReadonlySet<string> = new Set(['approved', 'returned', 'rows-returned']);

/** The value that this part of them does not exceed (nearest rank); 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0;
}

// How old a card may become: the platform changes cards for 14 days, and then never again (feishu 2.5). Pure.
import { type Calendar, isWorkingDay, nextDay } from './calendar.ts';
import type { State } from './submission.ts';

/** A card that is still open is re-issued on this day after it was sent at the latest. */
export const MAX_CARD_DAYS = 13;

/** The first day whose cards can wait: those sent before it would be too old before the next working day begins. */
export function freshFrom(calendar: Calendar, today: string): string {
  let next = nextDay(today);
  while (!isWorkingDay(calendar, next)) next = nextDay(next);
  return new Date(Date.parse(next) - MAX_CARD_DAYS * 86_400_000).toISOString().slice(0, 10);
}

/** What a card is about; `question` is the number of the question it asks. */
export type CardOf = {
  kind: string;
  version?: number | undefined;
  round?: number | undefined;
  tier?: string | undefined;
  question?: number | undefined;
};

/** Whether somebody still has something to do on this card. `tiers` are the keys of the route's tiers. */
export function isOpenCard(card: CardOf, state: State, tiers: readonly string[]): boolean {
  if (state.at === 'none') return false;
  switch (card.kind) {
    case 'result':
      return card.version === state.version && ['faulty', 'ready', 'returned'].includes(state.at);
    case 'review':
      return 'tier' in state && state.round === card.round && tiers[state.tier] === card.tier;
    case 'inquiry':
      return 'tier' in state && state.questions.some(({ no, answered }) => no === card.question && !answered);
    case 'admission':
      return state.admission === 'asked' && state.at === 'ready';
    default:
      return false;
  }
}

// Fills the lines that say whose time it was, from a submission's events. Reads nothing itself.
import type { ChargedView } from '../cards/charged.ts';
import { dayOf } from '../domain/calendar.ts';
import { chainClock, type Holder, timeHeld } from '../domain/time-held.ts';
import type { Dossier } from './dossier.ts';

/** Whose time it was, as of the dossier's day. */
export function chargedView({ events, state, route, calendar, today }: Dossier): ChargedView {
  const issuedOn = state.check?.earliestIssuedOn ?? null;
  const dated = events.map(({ at, event }) => ({ on: dayOf(at), event }));
  // What its rows took before they left is charged where they were.
  const { holders, now, returns } = timeHeld(dated, state.lineage === null ? issuedOn : null, calendar, today);
  const titleOf = (holder: Holder) => {
    if (holder === 'clerk') return '专管员';
    return holder === 'correction' ? '专管员更正' : (route.tiers[holder]?.title ?? '');
  };
  const chain = issuedOn === null ? null : chainClock(issuedOn, { route, calendar, today });
  return {
    holders: holders.map(({ holder, workingDays, times }) => ({
      title: titleOf(holder),
      workingDays,
      times,
      now: holder === now,
    })),
    returns,
    chain: chain && {
      issuedOn: chain.issuedOn,
      workingDays: chain.workingDays,
      mark: chain.mark,
      wall: chain.wall,
    },
  };
}

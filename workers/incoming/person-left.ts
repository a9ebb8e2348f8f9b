// Someone left the company, says the platform: from today they hold nothing, and what that leaves empty is an alarm at once.
import type { Incoming } from '../../bot/read-event.ts';
import { dayOf } from '../../domain/calendar.ts';
import { tellStoodFor } from '../../store/leaves.ts';
import { leaveCompany } from '../../store/people.ts';
import { watchVacancies } from '../../store/vacancies.ts';
import type { Listener } from '../listener.ts';

export const personLeft: Listener<Extract<Incoming, { kind: 'left' }>> = async ({ store }, { openId }, now) => {
  return async (tx) => {
    const person = await leaveCompany(tx, openId, dayOf(now), now);
    if (person === null) return;
    await tellStoodFor(tx, person, now);
    await watchVacancies(tx, store, now);
  };
};

// Someone left the company, says the platform: from today they hold nothing.
import type { Incoming } from '../../bot/read-event.ts';
import { dayOf } from '../../domain/calendar.ts';
import { leaveCompany } from '../../store/people.ts';
import type { Listener } from '../listener.ts';

export const personLeft: Listener<Extract<Incoming, { kind: 'left' }>> = async (_parts, { openId }, now) => {
  return async (tx) => {
    await leaveCompany(tx, openId, dayOf(now), now);
  };
};

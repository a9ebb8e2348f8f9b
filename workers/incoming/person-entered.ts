// Someone opened the chat with the bot: greeted once in their life, whoever they are.
import type { Incoming } from '../../bot/read-event.ts';
import { dayOf } from '../../domain/calendar.ts';
import { orderDelivery } from '../../store/deliveries.ts';
import { standingOf } from '../../store/directory.ts';
import type { Listener } from '../listener.ts';

export const personEntered: Listener<Extract<Incoming, { kind: 'entered' }>> = async (_parts, entered, now) => {
  return async (tx) => {
    const { operator: openId } = entered;
    const standing = await standingOf(tx, openId, dayOf(now));
    const person = standing?.id ?? null;
    // A stranger who joins later is greeted anew, then by name.
    const key = `greeting:${person ?? openId}`;
    await orderDelivery(tx, { key, kind: 'help', person, openId, about: { code: 'greeting' } }, now);
  };
};

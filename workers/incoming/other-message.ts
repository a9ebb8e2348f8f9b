// Pictures, folders, voice: nothing the bot can read. Said one-to-one; in a group only to who asked.
import type { Incoming } from '../../bot/read-event.ts';
import { type Listener, say } from '../listener.ts';

export const otherMessage: Listener<Extract<Incoming, { kind: 'other-message' }>> = async (_parts, message, now) => {
  return async (tx) => {
    if (message.chatType === 'group') return;
    await say(tx, { incoming: message.key, openId: message.sender, replyTo: message.messageId }, 'not-a-file', now);
  };
};

// A message as the Open API shows it, and the look-up that every call with a message id starts with.
import { parseObject, simplifiedCard } from '../message-content.ts';
import type { Simulator } from '../simulator.ts';
import type { StoredMessage } from '../world.ts';
import { type Answer, type Call, fail } from './answer.ts';

/** `originalCard`: the card's own JSON instead of the simplified tree. */
export function messageItem({ app }: Simulator, message: StoredMessage, originalCard = true): Record<string, unknown> {
  const byBot = message.sender.kind === 'bot';
  return {
    message_id: message.message_id,
    ...(message.root_id ? { root_id: message.root_id } : {}),
    ...(message.parent_id ? { parent_id: message.parent_id } : {}),
    ...(message.thread_id ? { thread_id: message.thread_id } : {}),
    msg_type: message.msg_type,
    create_time: String(message.at),
    update_time: String(message.updated_at),
    deleted: message.recalled,
    updated: message.edits > 0,
    chat_id: message.chat_id,
    sender: {
      id: byBot ? app.app_id : message.sender.id,
      id_type: byBot ? 'app_id' : 'open_id',
      sender_type: byBot ? 'app' : 'user',
      tenant_key: app.tenant_key,
    },
    body: { content: message.recalled ? 'This message was recalled' : contentOf(message, originalCard) },
    ...(message.mentions.length > 0
      ? {
          mentions: message.mentions.map(({ key, open_id, name }) => ({
            key,
            id: open_id,
            id_type: 'open_id',
            name,
            tenant_key: app.tenant_key,
          })),
        }
      : {}),
  };
}

/** The content as the bot reads it; a card is simplified unless its original is asked for. */
export function contentOf(message: StoredMessage, originalCard: boolean): string {
  const card = message.cards.at(-1);
  if (card) return JSON.stringify(originalCard ? card : simplifiedCard(card));
  return parseObject(message.content) ? message.content : '{}';
}

/** The message of `:message_id`, in a chat the bot is in. */
export function findMessage({ simulator: { world }, params }: Call): StoredMessage | Answer {
  const message = world.messages.get(params.message_id ?? '');
  if (!message) return fail(99992354, 'The message_id is invalid: no such message.');
  if (!world.chats.get(message.chat_id)?.bot) return fail(230002, 'Bot/User can NOT be out of the chat.');
  return message;
}

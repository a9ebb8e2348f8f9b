// Reading messages back: one, a chat's history, who has read.
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';
import type { Chat, StoredMessage } from '../world.ts';
import { type Answer, type Call, type Endpoint, fail, invalidField, isAnswer, ok } from './answer.ts';
import { findMessage, messageItem } from './message-item.ts';

const READ_STATE_WINDOW_MS = 7 * 24 * 60 * 60_000;

const seconds = z.coerce.number().int().nonnegative();
const listSchema = z.object({
  container_id_type: z.enum(['chat', 'thread']),
  container_id: z.string(),
  start_time: seconds.optional(),
  end_time: seconds.optional(),
  sort_type: z.enum(['ByCreateTimeAsc', 'ByCreateTimeDesc']).default('ByCreateTimeAsc'),
  page_size: z.coerce.number().int().min(1).max(50).default(20),
  page_token: z.string().regex(/^\d*$/).optional(),
  card_msg_content_type: z.string().optional(),
});

export const readingEndpoints: Endpoint[] = [
  { method: 'get', path: '/im/v1/messages', handle: list },
  { method: 'get', path: '/im/v1/messages/:message_id', handle: getOne },
  { method: 'get', path: '/im/v1/messages/:message_id/read_users', handle: readUsers },
];

function list(call: Call): Answer {
  const asked = listSchema.safeParse(call.query);
  if (!asked.success) return invalidField(z.prettifyError(asked.error));
  const { simulator } = call;
  const query = asked.data;
  const messages = containerOf(simulator, query.container_id_type, query.container_id);
  if (isAnswer(messages)) return messages;
  const from = (query.start_time ?? 0) * 1000;
  const to = query.end_time === undefined ? Number.POSITIVE_INFINITY : query.end_time * 1000 + 999;
  const wanted = messages.filter(({ at }) => at >= from && at <= to);
  if (query.sort_type === 'ByCreateTimeDesc') wanted.reverse();
  const { items, ...page } = pageOf(wanted, query.page_size, query.page_token);
  const original = query.card_msg_content_type === 'user_card_content';
  return ok({ ...page, items: items.map((message) => messageItem(simulator, message, original)) });
}

function containerOf(simulator: Simulator, kind: 'chat' | 'thread', id: string): StoredMessage[] | Answer {
  const { world } = simulator;
  const thread = [...world.messages.values()].filter((message) => kind === 'thread' && message.thread_id === id);
  const chat = world.chats.get(kind === 'chat' ? id : (thread[0]?.chat_id ?? ''));
  if (!chat) return fail(230001, 'Your request contains an invalid request parameter: container_id.');
  return mayRead(simulator, chat) ?? (kind === 'thread' ? thread : world.messagesOf(chat));
}

/** A group's messages need the sensitive scope im:message.group_msg, which the switch stands for. */
function mayRead({ world }: Simulator, chat: Chat | undefined): Answer | null {
  if (!chat?.bot) return fail(230002, 'Bot/User can NOT be out of the chat.');
  if (chat.kind === 'group' && !world.switches.group_all_messages) {
    return fail(230027, 'Lack of necessary permissions, ext=need scope: im:message.group_msg');
  }
  return null;
}

function getOne(call: Call): Answer {
  const message = findMessage(call);
  if (isAnswer(message)) return message;
  const refused = mayRead(call.simulator, call.simulator.world.chats.get(message.chat_id));
  if (refused) return refused;
  const original = call.query.card_msg_content_type === 'user_card_content';
  return ok({ items: [messageItem(call.simulator, message, original)] });
}

function readUsers(call: Call): Answer {
  const message = findMessage(call);
  if (isAnswer(message)) return message;
  const { world, clock, app } = call.simulator;
  if (message.sender.kind !== 'bot') return fail(230012, 'The operator is not the message sender.');
  if (clock.now() - message.at > READ_STATE_WINDOW_MS) return fail(230033, 'Read status is kept for 7 days only.');
  const idType = z.enum(['open_id', 'user_id', 'union_id']).default('open_id').safeParse(call.query.user_id_type);
  if (!idType.success) return invalidField('user_id_type');
  const readers = [...message.read_by].flatMap(([openId, at]) => {
    const person = world.people.get(openId);
    return person ? [{ user_id: person[idType.data], timestamp: String(at) }] : [];
  });
  const rows = readers.map((row) => ({ user_id_type: idType.data, ...row, tenant_key: app.tenant_key }));
  return ok({ ...pageOf(rows, 100, call.query.page_token) });
}

/** One page of a list; the page token is the position it starts at. */
export function pageOf<T>(rows: readonly T[], size: number, token: string | undefined) {
  const start = Number(token ?? 0) || 0;
  const end = start + size;
  const more = end < rows.length;
  return { items: rows.slice(start, end), has_more: more, ...(more ? { page_token: String(end) } : {}) };
}

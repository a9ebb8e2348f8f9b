// Chats the bot is in, their members, new groups.
import { z } from 'zod';
import { newChatId } from '../ids.ts';
import type { Chat } from '../world.ts';
import { type Answer, type Call, type Endpoint, fail, invalidField, isAnswer, ok } from './answer.ts';
import { pageOf } from './reading.ts';

const UUID_LIFETIME_MS = 10 * 60 * 60_000;

const pageSchema = z.object({
  page_size: z.coerce.number().int().min(1).max(100).default(20),
  page_token: z.string().optional(),
});
const membersSchema = pageSchema.extend({
  member_id_type: z.enum(['open_id', 'user_id', 'union_id']).default('open_id'),
});
const createSchema = z.object({
  name: z.string().max(60).default(''),
  user_id_list: z.array(z.string()).max(50).default([]),
});

export const chatEndpoints: Endpoint[] = [
  { method: 'get', path: '/im/v1/chats', handle: listChats },
  { method: 'post', path: '/im/v1/chats', handle: createChat },
  { method: 'get', path: '/im/v1/chats/:chat_id', handle: getChat },
  { method: 'get', path: '/im/v1/chats/:chat_id/members', handle: listMembers },
  { method: 'get', path: '/im/v1/chats/:chat_id/members/is_in_chat', handle: isInChat },
];

function listChats({ simulator: { world, app }, query }: Call): Answer {
  const asked = pageSchema.safeParse(query);
  if (!asked.success) return invalidField(z.prettifyError(asked.error));
  const groups = [...world.chats.values()].filter((chat) => chat.kind === 'group' && chat.bot);
  const rows = groups.map(({ chat_id, name }) => ({ chat_id, name, external: false, tenant_key: app.tenant_key }));
  return ok(pageOf(rows, asked.data.page_size, asked.data.page_token));
}

/** `uuid` keeps a repeat within 10 hours from making a second group. */
function createChat({ simulator: { world, clock, app }, body, query }: Call): Answer {
  const asked = createSchema.safeParse(body ?? {});
  if (!asked.success) return invalidField(z.prettifyError(asked.error));
  const { name, user_id_list: members } = asked.data;
  const unknown = members.filter((id) => !world.people.has(id));
  if (unknown.length > 0) return fail(99992351, `not a valid open_id: ${unknown.join(', ')}`);
  const key = query.uuid ? `chat:${query.uuid}` : null;
  const used = key ? world.uuids.get(key) : undefined;
  const earlier = used && clock.now() - used.at < UUID_LIFETIME_MS ? world.chats.get(used.message_id) : undefined;
  const chat = earlier ?? newGroup(name, members);
  world.chats.set(chat.chat_id, chat);
  if (key && !earlier) world.uuids.set(key, { message_id: chat.chat_id, at: clock.now() });
  return ok({ chat_id: chat.chat_id, ...chatFields(chat), tenant_key: app.tenant_key });
}

const newGroup = (name: string, members: string[]): Chat => ({
  chat_id: newChatId(),
  kind: 'group',
  name,
  members,
  bot: true,
  begun: true,
  message_ids: [],
});

function findChat({ simulator: { world }, params }: Call): Chat | Answer {
  const chat = world.chats.get(params.chat_id ?? '');
  if (!chat) return fail(232006, 'Your request specifies a chat_id which is invalid.');
  return chat.bot ? chat : fail(232011, 'Operator can NOT be out of the chat.');
}

function getChat(call: Call): Answer {
  const chat = findChat(call);
  return isAnswer(chat) ? chat : ok({ ...chatFields(chat), tenant_key: call.simulator.app.tenant_key });
}

const chatFields = (chat: Chat) => ({
  name: chat.kind === 'p2p' ? '' : chat.name,
  description: '',
  owner_id_type: 'open_id',
  owner_id: chat.members[0] ?? '',
  chat_mode: chat.kind,
  chat_type: 'private',
  chat_status: 'normal',
  external: false,
  user_count: String(chat.members.length),
  bot_count: chat.bot ? '1' : '0',
});

function listMembers(call: Call): Answer {
  const chat = findChat(call);
  if (isAnswer(chat)) return chat;
  const asked = membersSchema.safeParse(call.query);
  if (!asked.success) return invalidField(z.prettifyError(asked.error));
  const { world, app } = call.simulator;
  const { member_id_type, page_size, page_token } = asked.data;
  const rows = chat.members.flatMap((id) => {
    const person = world.people.get(id);
    if (!person) return [];
    return [{ member_id_type, member_id: person[member_id_type], name: person.name, tenant_key: app.tenant_key }];
  });
  return ok({ ...pageOf(rows, page_size, page_token), member_total: rows.length });
}

function isInChat({ simulator: { world }, params }: Call): Answer {
  const chat = world.chats.get(params.chat_id ?? '');
  if (!chat) return fail(232006, 'Your request specifies a chat_id which is invalid.');
  return ok({ is_in_chat: chat.bot });
}

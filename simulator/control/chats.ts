// A person in the chats: the list, opening, writing, dropping files.
import { z } from 'zod';
import { beginP2p, showMessage, tellBot, userIdOf } from '../conversation.ts';
import { readMultipart } from '../multipart.ts';
import type { Simulator } from '../simulator.ts';
import { chatSummary, messageView } from '../views.ts';
import type { Chat, Human, Mention, NewMessage, StoredMessage } from '../world.ts';
import { actor, type Command, chatFor, isReply, messageFor, type Reply, refuse, say } from './reply.ts';

const DEFAULT_MESSAGES = 200;
const MAX_TEXT_CHARACTERS = 20_000;

const textSchema = z.object({
  as: z.string(),
  text: z.string().min(1).max(MAX_TEXT_CHARACTERS),
  parent_id: z.string().optional(),
  mention_bot: z.boolean().default(false),
});
const shelfDropSchema = z.object({ as: z.string(), shelf: z.string() });

export const chatCommands: Command[] = [
  { method: 'get', path: '/chats', handle: (simulator, { query }) => listChats(simulator, query.as) },
  {
    method: 'get',
    path: '/chats/:chat_id/messages',
    handle: (simulator, { params, query }) => listMessages(simulator, params.chat_id, query),
  },
  {
    method: 'post',
    path: '/chats/:chat_id/open',
    handle: (simulator, { params, body }) => openChat(simulator, params.chat_id, body),
  },
  {
    method: 'post',
    path: '/chats/:chat_id/messages',
    handle: (simulator, { params, body }) => write(simulator, params.chat_id, body),
  },
  {
    method: 'post',
    path: '/chats/:chat_id/files',
    handle: (simulator, { params, body, headers }) =>
      dropFile(simulator, params.chat_id, body, headers['content-type']),
  },
];

function listChats(simulator: Simulator, as: unknown): Reply {
  const person = actor(simulator, as);
  if (isReply(person)) return person;
  const { world } = simulator;
  world.p2pChat(person.open_id);
  const own = [...world.chats.values()].filter((chat) => chat.members.includes(person.open_id));
  const summaries = own.map((chat) => chatSummary(simulator, chat, person.open_id));
  return say(summaries.sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0)));
}

function listMessages(simulator: Simulator, chatId: unknown, query: Record<string, unknown>): Reply {
  const person = actor(simulator, query.as);
  const chat = isReply(person) ? person : chatFor(simulator, chatId, person);
  if (isReply(chat)) return chat;
  const limit = z.coerce.number().int().min(1).default(DEFAULT_MESSAGES).safeParse(query.limit);
  if (!limit.success) return refuse('limit 应为正整数');
  const messages = simulator.world.messagesOf(chat).slice(-limit.data);
  return say(messages.map((message) => messageView(simulator.world, message)));
}

/** Marks everything read; one-to-one the bot hears of the entry and of what was read. */
function openChat(simulator: Simulator, chatId: unknown, body: unknown): Reply {
  const person = actor(simulator, z.object({ as: z.string() }).safeParse(body).data?.as);
  const chat = isReply(person) ? person : chatFor(simulator, chatId, person);
  if (isReply(person)) return person;
  if (isReply(chat)) return chat;
  const { world, clock, deliveries, page, app } = simulator;
  const messages = world.messagesOf(chat);
  const unread = messages.filter((m) => m.sender.id !== person.open_id && !m.read_by.has(person.open_id));
  for (const message of unread) {
    message.read_by.set(person.open_id, clock.now());
    page.send({ type: 'message', message: messageView(world, message) }, chat.members);
  }
  page.send({ type: 'chats' }, [person.open_id]);
  if (chat.kind !== 'p2p') return say({});
  beginP2p(simulator, chat, person);
  const last = messages.at(-1);
  deliveries.emit('im.chat.access_event.bot_p2p_chat_entered_v1', {
    chat_id: chat.chat_id,
    operator_id: userIdOf(person),
    ...(last ? { last_message_id: last.message_id, last_message_create_time: String(last.at) } : {}),
  });
  if (unread.length > 0) {
    deliveries.emit('im.message.message_read_v1', {
      reader: { reader_id: userIdOf(person), read_time: String(clock.now()), tenant_key: app.tenant_key },
      message_id_list: unread.map(({ message_id }) => message_id),
    });
  }
  return say({});
}

function write(simulator: Simulator, chatId: unknown, body: unknown): Reply {
  const sent = textSchema.safeParse(body);
  if (!sent.success) return refuse('消息不能为空，也不能太长');
  const person = actor(simulator, sent.data.as);
  const chat = isReply(person) ? person : chatFor(simulator, chatId, person);
  if (isReply(person)) return person;
  if (isReply(chat)) return chat;
  const { app } = simulator;
  const bot: Mention = { key: '@_user_1', open_id: app.bot_open_id, name: app.name, bot: true };
  const text = sent.data.mention_bot ? `${bot.key} ${sent.data.text}` : sent.data.text;
  const parent = sent.data.parent_id === undefined ? null : messageFor(simulator, sent.data.parent_id, person);
  if (parent && isReply(parent)) return parent;
  return post(simulator, chat, person, {
    msg_type: 'text',
    content: JSON.stringify({ text }),
    mentions: sent.data.mention_bot ? [bot] : [],
    ...(parent ? placeUnder(parent) : {}),
  });
}

const placeUnder = (parent: StoredMessage) => ({
  parent_id: parent.message_id,
  root_id: parent.root_id ?? parent.message_id,
  thread_id: parent.thread_id,
});

/** Multipart `as` and `file`, or JSON naming a file of the shelf. */
function dropFile(simulator: Simulator, chatId: unknown, body: unknown, contentType: string | undefined): Reply {
  const drop = Buffer.isBuffer(body) ? readUpload(body, contentType) : readShelfDrop(simulator, body);
  if (!drop) return refuse('没有收到文件');
  const person = actor(simulator, drop.as);
  const chat = isReply(person) ? person : chatFor(simulator, chatId, person);
  if (isReply(person)) return person;
  if (isReply(chat)) return chat;
  const { world } = simulator;
  if (/\.(png|jpe?g|gif|webp)$/i.test(drop.name)) {
    const { image_key } = world.addImage({ bytes: drop.bytes, by_bot: false });
    return post(simulator, chat, person, { msg_type: 'image', content: JSON.stringify({ image_key }) });
  }
  const file = world.addFile({ file_name: drop.name, file_type: 'stream', bytes: drop.bytes, by_bot: false });
  const { file_key, file_name } = file;
  return post(simulator, chat, person, { msg_type: 'file', content: JSON.stringify({ file_key, file_name }) });
}

type Drop = { as: string; name: string; bytes: Buffer };

function readUpload(body: Buffer, contentType: string | undefined): Drop | null {
  const parts = readMultipart(contentType, body) ?? [];
  const as = parts.find(({ name }) => name === 'as')?.bytes.toString('utf8');
  const file = parts.find(({ name }) => name === 'file');
  return as !== undefined && file?.filename ? { as, name: file.filename, bytes: file.bytes } : null;
}

function readShelfDrop({ world }: Simulator, body: unknown): Drop | null {
  const drop = shelfDropSchema.safeParse(body).data;
  const file = drop && world.people.get(drop.as)?.shelf.find(({ id }) => id === drop.shelf);
  return drop && file ? { as: drop.as, name: file.name, bytes: file.bytes } : null;
}

type Written = Pick<NewMessage, 'msg_type' | 'content'> & Partial<NewMessage>;

/** Puts a person's message into a chat and tells whoever is to know. */
export function post(simulator: Simulator, chat: Chat, person: Human, written: Written): Reply {
  if (chat.kind === 'p2p' && person.unavailable) return refuse('机器人对你不可用');
  const message = simulator.world.addMessage({
    chat_id: chat.chat_id,
    sender: { kind: 'user', id: person.open_id, name: person.name },
    at: simulator.clock.now(),
    ...written,
  });
  showMessage(simulator, message);
  tellBot(simulator, chat, message, person);
  return say(messageView(simulator.world, message));
}

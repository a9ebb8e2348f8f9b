// What happens in chats and who hears of it: open pages see every change, the bot gets the events its scopes allow.
import type { Simulator } from './simulator.ts';
import { messageView } from './views.ts';
import type { Chat, Human, StoredMessage } from './world.ts';

type UserId = { open_id: string; union_id: string; user_id: string };

export const userIdOf = ({ open_id, union_id, user_id }: Human): UserId => ({ union_id, user_id, open_id });

/** Shows a new or changed message to everyone in its chat. */
export function showMessage({ world, page }: Simulator, message: StoredMessage): void {
  const members = world.chats.get(message.chat_id)?.members ?? [];
  page.send({ type: 'message', message: messageView(world, message) }, members);
  page.send({ type: 'chats' }, members);
}

/** Tells the bot of a person's message: always one-to-one, in a group only with an @ unless the switch says all. */
export function tellBot(simulator: Simulator, chat: Chat, message: StoredMessage, sender: Human): void {
  const { app, deliveries, world } = simulator;
  const mentionsBot = message.mentions.some((mention) => mention.bot);
  if (chat.kind === 'group' && !(chat.bot && (mentionsBot || world.switches.group_all_messages))) return;
  beginP2p(simulator, chat, sender);
  deliveries.emit('im.message.receive_v1', {
    sender: { sender_id: userIdOf(sender), sender_type: 'user', tenant_key: app.tenant_key },
    message: {
      message_id: message.message_id,
      ...(message.root_id ? { root_id: message.root_id } : {}),
      ...(message.parent_id ? { parent_id: message.parent_id } : {}),
      ...(message.thread_id ? { thread_id: message.thread_id } : {}),
      create_time: String(message.at),
      update_time: String(message.updated_at),
      chat_id: chat.chat_id,
      chat_type: chat.kind,
      message_type: message.msg_type,
      content: message.content,
      ...(message.mentions.length > 0 ? { mentions: message.mentions.map((m) => mentionEvent(simulator, m)) } : {}),
    },
  });
}

/** p2p_chat_create comes before whatever a person does first in the chat with the bot. */
export function beginP2p({ deliveries }: Simulator, chat: Chat, person: Human): void {
  if (chat.kind !== 'p2p' || chat.begun) return;
  chat.begun = true;
  const user = { open_id: person.open_id, user_id: person.user_id };
  deliveries.emitV1('p2p_chat_create', { chat_id: chat.chat_id, operator: user, user: { ...user, name: person.name } });
}

/** Takes a message back; the bot hears of it only when a person did. */
export function recallMessage(simulator: Simulator, message: StoredMessage, byPerson: boolean): void {
  const { clock, deliveries, world } = simulator;
  message.recalled = true;
  message.updated_at = clock.now();
  showMessage(simulator, message);
  if (!byPerson || !world.chats.get(message.chat_id)?.bot) return;
  deliveries.emit('im.message.recalled_v1', {
    message_id: message.message_id,
    chat_id: message.chat_id,
    recall_time: String(message.updated_at),
    recall_type: 'message_owner',
  });
}

/** The bot joins or leaves a group. */
export function botMembership(
  { app, deliveries }: Simulator,
  chat: Chat,
  joined: boolean,
  operator: Human | null,
): void {
  deliveries.emit(`im.chat.member.bot.${joined ? 'added' : 'deleted'}_v1`, {
    chat_id: chat.chat_id,
    ...(operator ? { operator_id: userIdOf(operator) } : {}),
    external: false,
    operator_tenant_key: app.tenant_key,
    name: chat.name,
    i18n_names: { zh_cn: chat.name, en_us: chat.name, ja_jp: chat.name },
  });
}

function mentionEvent({ app, world }: Simulator, mention: StoredMessage['mentions'][number]) {
  const person = world.people.get(mention.open_id);
  return {
    key: mention.key,
    id: person ? userIdOf(person) : { union_id: '', user_id: '', open_id: mention.open_id },
    mentioned_type: mention.bot ? 'bot' : 'user',
    name: mention.name,
    tenant_key: app.tenant_key,
  };
}

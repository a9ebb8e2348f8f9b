// The world as the control API shows it: plain copies, so that nobody outside holds on to live state.
import type { ChatSummary, Message, Person, World as WorldView } from './api.ts';
import { parseObject, previewOf, readableText } from './message-content.ts';
import type { Simulator } from './simulator.ts';
import type { Chat, Human, StoredMessage, World } from './world.ts';

export function messageView(world: World, message: StoredMessage): Message {
  const content = parseObject(message.content) ?? {};
  const file = message.recalled ? undefined : world.files.get(String(content.file_key ?? ''));
  const imageKey = message.msg_type === 'image' && !message.recalled ? content.image_key : undefined;
  return {
    message_id: message.message_id,
    chat_id: message.chat_id,
    sender: { ...message.sender },
    at: message.at,
    msg_type: message.msg_type,
    preview: previewOf(message),
    text: message.recalled ? null : readableText(message),
    card: message.recalled ? null : (message.cards.at(-1) ?? null),
    card_version: message.cards.length,
    file: file ? { file_key: file.file_key, file_name: file.file_name, size: file.bytes.length } : null,
    image: typeof imageKey === 'string' ? { image_key: imageKey } : null,
    parent_id: message.parent_id,
    recalled: message.recalled,
    edited: message.edits > 0,
    forwarded: message.forwarded,
    urgent_for: [...message.urgent_for],
    read_by: [...message.read_by.keys()],
  };
}

export function personView(person: Human): Person {
  const shelf = person.shelf.map(({ id, name, note, bytes }) => ({ id, name, note, size: bytes.length }));
  return { ...person, shelf };
}

/** How one chat stands in the list of the person `as`. */
export function chatSummary({ world, app }: Simulator, chat: Chat, as: string): ChatSummary {
  const messages = world.messagesOf(chat);
  const unread = messages.filter((m) => m.sender.id !== as && !m.recalled && !m.read_by.has(as));
  const last = messages.at(-1);
  return {
    chat_id: chat.chat_id,
    kind: chat.kind,
    name: chat.kind === 'p2p' ? app.name : chat.name,
    unread: unread.length,
    urgent: unread.some((message) => message.urgent_for.has(as)),
    last: last ? { text: previewOf(last), at: last.at } : null,
  };
}

export function worldView({ app, world, clock, faults, connections, deliveries }: Simulator): WorldView {
  const groups = [...world.chats.values()].filter((chat) => chat.kind === 'group');
  return {
    app: { app_id: app.app_id, name: app.name, bot_open_id: app.bot_open_id, transport: app.transport },
    people: [...world.people.values()].map(personView),
    groups: groups.map(({ chat_id, name, members, bot }) => ({ chat_id, name, members, bot })),
    menu: world.menu,
    clock: clock.reading(),
    bookmarks: world.bookmarks,
    faults: faults.list(),
    switches: world.switches,
    connections: connections.list(),
    pending_events: deliveries.pending(),
  };
}

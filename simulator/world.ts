// Everything the simulated tenant holds: people, chats, messages, files. State and look-ups; no protocol, no HTTP.
import type { Bookmark, CardJson, MenuEntry, Switches } from './api.ts';
import { newChatId, newFileKey, newImageKey, newMessageId } from './ids.ts';

export type Human = {
  name: string;
  open_id: string;
  union_id: string;
  user_id: string;
  mobile: string | null;
  email: string | null;
  title: string;
  department: string;
  unavailable: boolean;
  resigned: boolean;
  shelf: { id: string; name: string; note: string | null; bytes: Buffer }[];
};

export type Chat = {
  chat_id: string;
  kind: 'p2p' | 'group';
  name: string;
  members: string[];
  /** Whether the bot is in it; always so for p2p. */
  bot: boolean;
  /** p2p: somebody has said or opened something, so that p2p_chat_create is over. */
  begun: boolean;
  message_ids: string[];
};

export type Mention = { key: string; open_id: string; name: string; bot: boolean };

export type StoredMessage = {
  message_id: string;
  chat_id: string;
  sender: { kind: 'user' | 'bot'; id: string; name: string };
  /** Virtual time, ms. */
  at: number;
  updated_at: number;
  msg_type: string;
  /** The content as a receiver gets it: JSON in a string, mentions as `@_user_1`. Cards: see `cards`. */
  content: string;
  mentions: Mention[];
  /** Every edition of the card, oldest first; empty for other messages. */
  cards: CardJson[];
  /** Clicks not yet answered; while there are any, the card is locked. */
  pending_clicks: number;
  parent_id: string | null;
  root_id: string | null;
  thread_id: string | null;
  recalled: boolean;
  edits: number;
  forwarded: boolean;
  urgent_for: Set<string>;
  /** open_id → virtual time of reading. */
  read_by: Map<string, number>;
};

export type StoredFile = { file_key: string; file_name: string; file_type: string; bytes: Buffer; by_bot: boolean };
export type StoredImage = { image_key: string; bytes: Buffer; by_bot: boolean };
/** What a `c-…` token of a click allows: two late updates within 30 minutes. */
export type UpdateToken = { message_id: string; issued_at: number; uses: number; answered: boolean };

export const DEFAULT_SWITCHES: Switches = {
  uuid_repeat: 'first-message',
  chat_rate_code: 230020,
  token_status: 400,
  redeliver_without_connection: true,
  empty_form_fields: 'absent',
  card_callback_subscribed: true,
  card_frames: false,
  group_all_messages: false,
  rate_limits: true,
};

export type NewMessage = Pick<StoredMessage, 'chat_id' | 'sender' | 'at' | 'msg_type' | 'content'> &
  Partial<Pick<StoredMessage, 'mentions' | 'cards' | 'parent_id' | 'root_id' | 'thread_id' | 'forwarded'>>;

export class World {
  people = new Map<string, Human>();
  chats = new Map<string, Chat>();
  messages = new Map<string, StoredMessage>();
  files = new Map<string, StoredFile>();
  images = new Map<string, StoredImage>();
  updateTokens = new Map<string, UpdateToken>();
  /** `uuid` of a send → the message it made and when (virtual ms). */
  uuids = new Map<string, { message_id: string; at: number }>();
  menu: MenuEntry[] = [];
  bookmarks: Bookmark[] = [];
  switches: Switches = { ...DEFAULT_SWITCHES };

  /** Forgets what happened; people, groups, menu, bookmarks and switches are set-up and stay. */
  forgetConversations(): void {
    for (const chat of this.chats.values()) {
      if (chat.kind === 'p2p') this.chats.delete(chat.chat_id);
      else chat.message_ids = [];
    }
    for (const kept of [this.messages, this.files, this.images, this.updateTokens, this.uuids]) kept.clear();
  }

  /** The one-to-one chat of a person with the bot, made on first use. */
  p2pChat(openId: string): Chat {
    for (const chat of this.chats.values()) if (chat.kind === 'p2p' && chat.members[0] === openId) return chat;
    const chat: Chat = {
      chat_id: newChatId(),
      kind: 'p2p',
      name: this.people.get(openId)?.name ?? '',
      members: [openId],
      bot: true,
      begun: false,
      message_ids: [],
    };
    this.chats.set(chat.chat_id, chat);
    return chat;
  }

  addMessage(fields: NewMessage): StoredMessage {
    const message: StoredMessage = {
      message_id: newMessageId(),
      updated_at: fields.at,
      mentions: [],
      cards: [],
      pending_clicks: 0,
      parent_id: null,
      root_id: null,
      thread_id: null,
      recalled: false,
      edits: 0,
      forwarded: false,
      urgent_for: new Set(),
      read_by: new Map(),
      ...fields,
    };
    this.messages.set(message.message_id, message);
    this.chats.get(message.chat_id)?.message_ids.push(message.message_id);
    return message;
  }

  /** Oldest first. */
  messagesOf(chat: Chat): StoredMessage[] {
    return chat.message_ids.flatMap((id) => this.messages.get(id) ?? []);
  }

  addFile(file: Omit<StoredFile, 'file_key'>): StoredFile {
    const stored = { file_key: newFileKey(), ...file };
    this.files.set(stored.file_key, stored);
    return stored;
  }

  addImage(image: Omit<StoredImage, 'image_key'>): StoredImage {
    const stored = { image_key: newImageKey(), ...image };
    this.images.set(stored.image_key, stored);
    return stored;
  }

  /** Finds a person by any of the ids an API call may use. */
  findPerson(kind: 'open_id' | 'user_id' | 'union_id' | 'email' | 'mobile', value: string): Human | null {
    if (kind === 'open_id') return this.people.get(value) ?? null;
    const wanted = kind === 'mobile' ? withoutCountry(value) : value;
    for (const person of this.people.values()) {
      const own = person[kind];
      if ((kind === 'mobile' && own ? withoutCountry(own) : own) === wanted) return person;
    }
    return null;
  }
}

/** Numbers of the mainland are written with and without +86. */
const withoutCountry = (mobile: string): string => mobile.replace(/^\+86/, '');

// Reads Feishu's envelopes into the few things we act on. Pure; whatever we do not know becomes null, never an error.
import { z } from 'zod';

/** What every message has in common. `sentAt` in milliseconds. */
type MessageFacts = {
  /** Under which a repetition is recognised: `message:om_…` for messages, `event:<event_id>` for everything else. */
  key: string;
  messageId: string;
  chatId: string;
  chatType: 'p2p' | 'group';
  sender: string;
  parentId: string | null;
  sentAt: number;
};

export type Incoming =
  | (MessageFacts & { kind: 'file'; fileKey: string; fileName: string })
  /** `text` without the marks of mentions; `mentioned`: open_ids of all who are mentioned, the bot included. */
  | (MessageFacts & { kind: 'text'; text: string; mentioned: string[] })
  | (MessageFacts & { kind: 'other-message'; messageType: string; mentioned: string[] })
  | { kind: 'menu'; key: string; operator: string; eventKey: string }
  | { kind: 'entered'; key: string; operator: string; chatId: string }
  | { kind: 'recalled'; key: string; messageId: string; chatId: string }
  | { kind: 'left'; key: string; openId: string }
  | { kind: 'bot-added'; key: string; chatId: string; operator: string | null }
  | { kind: 'bot-removed'; key: string; chatId: string };

export type Click = {
  kind: 'click';
  eventId: string;
  operator: string;
  messageId: string;
  chatId: string;
  /** What the button carries; read it with the schema the button was written with. */
  value: unknown;
  /** Empty for a button outside a form. */
  formValue: Record<string, unknown>;
  /** The component's name: tells the buttons of one form apart. */
  name: string | null;
  option: string | null;
  /** For the delayed update of the card. */
  token: string;
};

const id = z.string().min(1).max(200);
const person = z.object({ open_id: id });
const envelope = z.object({ header: z.object({ event_id: id, event_type: z.string() }), event: z.unknown() });

const message = z.object({
  sender: z.object({ sender_id: person, sender_type: z.string() }),
  message: z.object({
    message_id: id,
    chat_id: id,
    chat_type: z.enum(['p2p', 'group', 'topic_group', 'topic']),
    message_type: z.string(),
    create_time: z.coerce.number(),
    parent_id: z.string().optional(),
    content: z.string().default('{}'),
    mentions: z
      .array(z.object({ key: z.string(), id: z.object({ open_id: z.string().optional() }).optional() }))
      .default([]),
  }),
});
const fileContent = z.object({ file_key: id, file_name: z.string().default('') });
const textContent = z.object({ text: z.string() });
const menu = z.object({ operator: z.object({ operator_id: person }), event_key: z.string() });
const entered = z.object({ chat_id: id, operator_id: person });
const recalled = z.object({ message_id: id, chat_id: id });
const left = z.object({ object: person });
const bot = z.object({ chat_id: id, operator_id: person.nullish() });
const click = z.object({
  operator: z.object({ open_id: id }),
  token: z.string().default(''),
  action: z.object({
    value: z.unknown().optional(),
    name: z.string().nullish(),
    form_value: z.record(z.string(), z.unknown()).nullish(),
    option: z.string().nullish(),
  }),
  context: z.object({ open_message_id: id, open_chat_id: id }),
});

/** @returns null for events of other types, of bots, and of a shape Feishu does not document */
export function readEvent(raw: unknown): Incoming | Click | null {
  const read = envelope.safeParse(raw);
  if (!read.success) return null;
  const { header, event } = read.data;
  return readers.get(header.event_type)?.(event, header.event_id) ?? null;
}

type Reader = (event: unknown, eventId: string) => Incoming | Click | null;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['im.message.receive_v1', (event) => readMessage(event)],
  ['card.action.trigger', (event, eventId) => readClick(event, eventId)],
  [
    'application.bot.menu_v6',
    when(menu, ({ operator, event_key }, key) => ({
      kind: 'menu',
      key,
      operator: operator.operator_id.open_id,
      eventKey: event_key,
    })),
  ],
  [
    'im.chat.access_event.bot_p2p_chat_entered_v1',
    when(entered, ({ chat_id, operator_id }, key) => ({
      kind: 'entered',
      key,
      operator: operator_id.open_id,
      chatId: chat_id,
    })),
  ],
  [
    'im.message.recalled_v1',
    when(recalled, ({ message_id, chat_id }, key) => ({
      kind: 'recalled',
      key,
      messageId: message_id,
      chatId: chat_id,
    })),
  ],
  ['contact.user.deleted_v3', when(left, ({ object }, key) => ({ kind: 'left', key, openId: object.open_id }))],
  [
    'im.chat.member.bot.added_v1',
    when(bot, ({ chat_id, operator_id }, key) => ({
      kind: 'bot-added',
      key,
      chatId: chat_id,
      operator: operator_id?.open_id ?? null,
    })),
  ],
  ['im.chat.member.bot.deleted_v1', when(bot, ({ chat_id }, key) => ({ kind: 'bot-removed', key, chatId: chat_id }))],
]);

/** The event types we read; what the console's 事件配置 and 回调配置 must list. */
export const eventTypes: readonly string[] = [...readers.keys()];

function when<T>(schema: z.ZodType<T>, make: (event: T, key: string) => Incoming): Reader {
  return (event, eventId) => {
    const read = schema.safeParse(event);
    return read.success ? make(read.data, `event:${eventId}`) : null;
  };
}

function readMessage(event: unknown): Incoming | null {
  const read = message.safeParse(event);
  if (!read.success || read.data.sender.sender_type !== 'user') return null;
  const { sender, message: sent } = read.data;
  const facts: MessageFacts = {
    key: `message:${sent.message_id}`,
    messageId: sent.message_id,
    chatId: sent.chat_id,
    chatType: sent.chat_type === 'p2p' ? 'p2p' : 'group',
    sender: sender.sender_id.open_id,
    parentId: sent.parent_id || null,
    sentAt: sent.create_time,
  };
  const mentioned = sent.mentions.flatMap((mention) => mention.id?.open_id || []);
  const content = parseJson(sent.content);
  const file = fileContent.safeParse(content);
  if (sent.message_type === 'file' && file.success) {
    return { ...facts, kind: 'file', fileKey: file.data.file_key, fileName: file.data.file_name };
  }
  const text = textContent.safeParse(content);
  if (sent.message_type === 'text' && text.success) {
    return { ...facts, kind: 'text', text: withoutMentions(text.data.text, sent.mentions), mentioned };
  }
  return { ...facts, kind: 'other-message', messageType: sent.message_type, mentioned };
}

/** Longer keys first: `@_user_1` is also the beginning of `@_user_12`. */
function withoutMentions(text: string, mentions: readonly { key: string }[]): string {
  const keys = mentions.map(({ key }) => key).filter((key) => key !== '');
  keys.sort((a, b) => b.length - a.length);
  return keys
    .reduce((rest, key) => rest.replaceAll(key, ''), text)
    .replaceAll('@_all', '')
    .trim();
}

function readClick(event: unknown, eventId: string): Click | null {
  const read = click.safeParse(event);
  if (!read.success) return null;
  const { operator, token, action, context } = read.data;
  return {
    kind: 'click',
    eventId,
    operator: operator.open_id,
    messageId: context.open_message_id,
    chatId: context.open_chat_id,
    value: action.value,
    formValue: action.form_value ?? {},
    name: action.name ?? null,
    option: action.option ?? null,
    token,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

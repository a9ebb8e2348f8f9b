// What bot and workers say to Feishu: messages, files, people. Every failure is a FeishuError.
// Decides nothing about the business and keeps nothing but the token and the pace.
import { z } from 'zod';
import type { Log } from '../log.ts';
import { type Call, createCaller, shaped, type Timing } from './call.ts';
import { FeishuError } from './feishu-error.ts';
import {
  CARD_BYTES,
  type CardJson,
  type Content,
  checkMessage,
  checkSize,
  fileType,
  tooLarge,
  wire,
} from './message-form.ts';
import type { App } from './sdk.ts';

export type Receiver = { openId: string } | { chatId: string };
export type Sent = { messageId: string; chatId: string };
export type PastMessage = {
  messageId: string;
  sentByBot: boolean;
  msgType: string;
  /** JSON text; of cards the card as it was sent. */
  content: string;
  /** Milliseconds. */
  createdAt: number;
  recalled: boolean;
};
export type Found = { mobile: string; openId: string } | { email: string; openId: string };

export type Feishu = {
  /** @param uuid at most 50 characters; within an hour a repeat with the same one sends nothing new */
  send: (to: Receiver, content: Content, uuid: string) => Promise<Sent>;
  reply: (messageId: string, content: Content, uuid: string) => Promise<Sent>;
  /** Replaces a card we sent, within 14 days (`gone` after that). */
  patch: (messageId: string, card: CardJson) => Promise<void>;
  recall: (messageId: string) => Promise<void>;
  /** A file a person sent. Stops fetching, with code `too-large`, when it is larger than `maxBytes`. */
  download: (messageId: string, fileKey: string, maxBytes: number) => Promise<Buffer>;
  /** @returns the key to send the file by */
  upload: (fileName: string, bytes: Buffer) => Promise<string>;
  /** Marks one of our messages as urgent, for at most 200 people. @returns those who could not be told */
  urgent: (messageId: string, openIds: readonly string[]) => Promise<{ invalid: string[] }>;
  /** Messages of a chat from an instant (milliseconds) on, oldest first. */
  history: (chatId: string, sinceMs: number) => AsyncIterable<PastMessage>;
  /** People by mobile or e-mail; whoever is not found is left out. */
  lookUp: (people: { mobiles?: readonly string[]; emails?: readonly string[] }) => Promise<Found[]>;
  botInfo: () => Promise<{ openId: string; name: string }>;
  members: (chatId: string) => Promise<{ openId: string; name: string }[]>;
};

const UPLOAD_BYTES = 30 * 1024 * 1024;
const TRANSFER_MS = 60_000;
const URGENT_PEOPLE = 200;
const LOOK_UP_PEOPLE = 50;
const PAGES = 200;

const sent = z.object({ data: z.object({ message_id: z.string().min(1), chat_id: z.string().default('') }) });
const uploaded = z.object({ data: z.object({ file_key: z.string().min(1) }) });
const urged = z.object({ data: z.object({ invalid_user_id_list: z.array(z.string()).nullish() }).nullish() });
const found = z.object({
  data: z.object({
    user_list: z
      .array(z.object({ user_id: z.string().optional(), mobile: z.string().optional(), email: z.string().optional() }))
      .default([]),
  }),
});
const info = z.object({ bot: z.object({ open_id: z.string().min(1), app_name: z.string().default('') }) });
const page = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.object({
      items: z.array(item).nullish(),
      has_more: z.boolean().nullish(),
      page_token: z.string().nullish(),
    }),
  });
const pastMessages = page(
  z.object({
    message_id: z.string(),
    msg_type: z.string(),
    create_time: z.coerce.number(),
    deleted: z.boolean().default(false),
    sender: z.object({ id: z.string().default(''), sender_type: z.string() }),
    body: z.object({ content: z.string() }).default({ content: '' }),
  }),
);
const memberPage = page(z.object({ member_id: z.string(), name: z.string().default('') }));

/** Opens nothing yet: the first call fetches the token. @param timing for tests */
export function connectFeishu(app: App, log: Log, timing: Partial<Timing> = {}): Feishu {
  const { call, bytes } = createCaller(app, log, timing);
  const messages = '/open-apis/im/v1/messages';
  const one = (messageId: string) => `${messages}/${encodeURIComponent(messageId)}`;

  const say = async (request: Call): Promise<Sent> => {
    checkMessage(request);
    const { data } = shaped(request, sent, await call(request));
    return { messageId: data.message_id, chatId: data.chat_id };
  };

  return {
    send: (to, content, uuid) => {
      const [idType, id] = 'openId' in to ? ['open_id', to.openId] : ['chat_id', to.chatId];
      return say({
        name: 'im.message.create',
        method: 'POST',
        path: messages,
        params: { receive_id_type: idType },
        data: { receive_id: id, ...wire(content), uuid },
        target: id,
        repeatable: false,
      });
    },
    reply: (messageId, content, uuid) =>
      say({
        name: 'im.message.reply',
        method: 'POST',
        path: `${one(messageId)}/reply`,
        data: { ...wire(content), uuid },
        target: messageId,
        repeatable: false,
      }),
    patch: async (messageId, card) => {
      const data = { content: JSON.stringify(card) };
      const request: Call = {
        name: 'im.message.patch',
        method: 'PATCH',
        path: one(messageId),
        data,
        target: messageId,
        repeatable: true,
      };
      checkSize(request, CARD_BYTES);
      await call(request);
    },
    recall: async (messageId) => {
      await call({ name: 'im.message.delete', method: 'DELETE', path: one(messageId), target: null, repeatable: true });
    },
    download: (messageId, fileKey, maxBytes) =>
      bytes(
        {
          name: 'im.message.resource',
          method: 'GET',
          path: `${one(messageId)}/resources/${encodeURIComponent(fileKey)}`,
          params: { type: 'file' },
          target: null,
          repeatable: true,
          timeoutMs: TRANSFER_MS,
        },
        maxBytes,
      ),
    upload: async (fileName, file) => {
      const request: Call = {
        name: 'im.file.create',
        method: 'POST',
        path: '/open-apis/im/v1/files',
        headers: { 'Content-Type': 'multipart/form-data' },
        data: { file_type: fileType(fileName), file_name: fileName, file },
        target: null,
        repeatable: true,
        timeoutMs: TRANSFER_MS,
      };
      if (file.length === 0) throw new FeishuError(request.name, { code: 'empty', kind: 'refused', msg: 'empty file' });
      if (file.length > UPLOAD_BYTES) throw tooLarge(request, file.length, UPLOAD_BYTES);
      return shaped(request, uploaded, await call(request)).data.file_key;
    },
    urgent: async (messageId, openIds) => {
      const request: Call = {
        name: 'im.message.urgent_app',
        method: 'PATCH',
        path: `${one(messageId)}/urgent_app`,
        params: { user_id_type: 'open_id' },
        data: { user_id_list: openIds },
        target: null,
        repeatable: false,
      };
      if (openIds.length > URGENT_PEOPLE) throw tooLarge(request, openIds.length, URGENT_PEOPLE);
      return { invalid: shaped(request, urged, await call(request)).data?.invalid_user_id_list ?? [] };
    },
    history: async function* (chatId, sinceMs) {
      const request: Call = {
        name: 'im.message.list',
        method: 'GET',
        path: messages,
        params: {
          container_id_type: 'chat',
          container_id: chatId,
          start_time: Math.floor(sinceMs / 1_000),
          sort_type: 'ByCreateTimeAsc',
          page_size: 50,
          card_msg_content_type: 'user_card_content',
        },
        target: null,
        repeatable: true,
      };
      for await (const item of pages(call, request, pastMessages)) {
        yield {
          messageId: item.message_id,
          sentByBot: item.sender.sender_type === 'app' && item.sender.id === app.appId,
          msgType: item.msg_type,
          content: item.body.content,
          createdAt: item.create_time,
          recalled: item.deleted,
        };
      }
    },
    lookUp: async ({ mobiles = [], emails = [] }) => {
      const people: Found[] = [];
      for (let from = 0; from < Math.max(mobiles.length, emails.length); from += LOOK_UP_PEOPLE) {
        const request: Call = {
          name: 'contact.user.batch_get_id',
          method: 'POST',
          path: '/open-apis/contact/v3/users/batch_get_id',
          params: { user_id_type: 'open_id' },
          data: {
            mobiles: mobiles.slice(from, from + LOOK_UP_PEOPLE),
            emails: emails.slice(from, from + LOOK_UP_PEOPLE),
          },
          target: null,
          repeatable: true,
        };
        for (const { user_id: openId, mobile, email } of shaped(request, found, await call(request)).data.user_list) {
          if (openId && mobile) people.push({ mobile, openId });
          else if (openId && email) people.push({ email, openId });
        }
      }
      return people;
    },
    botInfo: async () => {
      const request: Call = {
        name: 'bot.info',
        method: 'GET',
        path: '/open-apis/bot/v3/info',
        target: null,
        repeatable: true,
      };
      const { bot } = shaped(request, info, await call(request));
      return { openId: bot.open_id, name: bot.app_name };
    },
    members: async (chatId) => {
      const request: Call = {
        name: 'im.chat.members',
        method: 'GET',
        path: `/open-apis/im/v1/chats/${encodeURIComponent(chatId)}/members`,
        params: { member_id_type: 'open_id', page_size: 100 },
        target: null,
        repeatable: true,
      };
      const people: { openId: string; name: string }[] = [];
      for await (const item of pages(call, request, memberPage))
        people.push({ openId: item.member_id, name: item.name });
      return people;
    },
  };
}

async function* pages<T>(
  call: (call: Call) => Promise<unknown>,
  request: Call,
  schema: z.ZodType<{
    data: {
      items?: T[] | null | undefined;
      has_more?: boolean | null | undefined;
      page_token?: string | null | undefined;
    };
  }>,
): AsyncGenerator<T> {
  let token: string | undefined;
  for (let count = 0; count < PAGES; count += 1) {
    const params = { ...request.params, ...(token === undefined ? {} : { page_token: token }) };
    const { data } = shaped(request, schema, await call({ ...request, params }));
    yield* data.items ?? [];
    if (!data.has_more || !data.page_token) return;
    token = data.page_token;
  }
  throw tooLarge(request, PAGES + 1, PAGES);
}

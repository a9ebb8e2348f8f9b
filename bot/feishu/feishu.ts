// What bot and workers say to Feishu: messages, files, people. Every failure is a FeishuError.
// Decides nothing about the business and keeps nothing but the token and the pace.
import type { z } from 'zod';
import type { Log } from '../log.ts';
import { found, info, memberPage, pastMessages, sent, uploaded, urged } from './answers.ts';
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
export type Bot = { openId: string; name: string };
export type Found = { mobile: string; openId: string } | { email: string; openId: string };

export type Feishu = {
  /** @param uuid at most 50 characters; within an hour a repeat with the same one sends nothing new */
  send: (to: Receiver, content: Content, uuid: string) => Promise<Sent>;
  reply: (messageId: string, content: Content, uuid: string) => Promise<Sent>;
  /** Replaces a card we sent, within 14 days (`gone` after that). */
  patch: (messageId: string, card: CardJson) => Promise<void>;
  /**
   * The same for a picture that may as well be left out: only while the platform's rate leaves plenty, never waited for
   * and never repeated. False when it was not done, for whatever reason.
   */
  patchIfSpare: (messageId: string, card: CardJson) => Promise<boolean>;
  /**
   * Takes one of our messages back, as long as the company's administrator lets it (24 hours unless set otherwise);
   * 230009 after that, 230011 when it is recalled already.
   */
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
  /** Asked once and remembered. */
  botInfo: () => Promise<Bot>;
  members: (chatId: string) => Promise<{ openId: string; name: string }[]>;
};

const UPLOAD_BYTES = 30 * 1024 * 1024;
const TRANSFER_MS = 60_000;
const URGENT_PEOPLE = 200;
const LOOK_UP_PEOPLE = 50;
const PAGES = 200;

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

  const patchOf = (messageId: string, card: CardJson): Call => {
    const request: Call = {
      name: 'im.message.patch',
      method: 'PATCH',
      path: one(messageId),
      data: { content: JSON.stringify(card) },
      target: messageId,
      repeatable: true,
    };
    checkSize(request, CARD_BYTES);
    return request;
  };

  let bot: Promise<Bot> | null = null;
  const askBot = async (): Promise<Bot> => {
    const request: Call = {
      name: 'bot.info',
      method: 'GET',
      path: '/open-apis/bot/v3/info',
      target: null,
      repeatable: true,
    };
    const { bot: told } = shaped(request, info, await call(request));
    return { openId: told.open_id, name: told.app_name };
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
      await call(patchOf(messageId, card));
    },
    patchIfSpare: async (messageId, card) => {
      try {
        await call({ ...patchOf(messageId, card), spare: true });
        return true;
      } catch (error) {
        if (!(error instanceof FeishuError)) throw error;
        log.debug({ code: error.code }, 'picture left out');
        return false;
      }
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
    botInfo: () => {
      bot ??= askBot().catch((error: unknown) => {
        bot = null;
        throw error;
      });
      return bot;
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

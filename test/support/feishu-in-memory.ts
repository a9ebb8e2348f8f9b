// Feishu as the gateway shows it, kept in memory: for single jobs whose calls must fail or wait at a chosen moment.
import type { Feishu, PastMessage, Sent } from '../../bot/feishu/feishu.ts';
import { FeishuError } from '../../bot/feishu/feishu-error.ts';
import { type Content, wire } from '../../bot/feishu/message-form.ts';

type Kept = {
  messageId: string;
  chatId: string;
  to: string;
  uuid: string;
  content: string;
  at: number;
  recalled: boolean;
};

/** `before` and `after` of a call may throw or wait; `after` comes when the platform has done it already. */
export type Hook = (call: keyof Feishu, subject: string) => void | Promise<void>;

export function feishuInMemory() {
  const messages: Kept[] = [];
  const calls: { call: keyof Feishu; subject: string }[] = [];
  const hooks: { before: Hook; after: Hook } = { before: () => {}, after: () => {} };
  /** `busy`: nothing is to spare for pictures that may be left out. */
  const settings = { uuidForgotten: false, busy: false, now: () => 0 };

  async function doing<T>(call: keyof Feishu, subject: string, work: () => T): Promise<T> {
    calls.push({ call, subject });
    await hooks.before(call, subject);
    const result = work();
    await hooks.after(call, subject);
    return result;
  }
  const keep = (to: string, chatId: string, content: Content, uuid: string): Sent => {
    const known = settings.uuidForgotten ? undefined : messages.find((message) => message.uuid === uuid);
    if (known !== undefined) return { messageId: known.messageId, chatId: known.chatId };
    const messageId = `om_${messages.length + 1}`;
    messages.push({ messageId, chatId, to, uuid, content: wire(content).content, at: settings.now(), recalled: false });
    return { messageId, chatId };
  };
  const gateway: Feishu = {
    send: (to, content, uuid) => {
      const receiver = 'openId' in to ? to.openId : to.chatId;
      const chatId = 'openId' in to ? `oc_${to.openId}` : to.chatId;
      return doing('send', receiver, () => keep(receiver, chatId, content, uuid));
    },
    reply: (messageId, content, uuid) => doing('reply', messageId, () => keep(messageId, 'oc_reply', content, uuid)),
    patch: (messageId, card) =>
      doing('patch', messageId, () => {
        const message = messages.find((one) => one.messageId === messageId);
        if (message === undefined) throw refusedWith(99992354, 'gone');
        message.content = JSON.stringify(card);
      }),
    patchIfSpare: (messageId, card) =>
      doing('patchIfSpare', messageId, () => {
        const message = messages.find((one) => one.messageId === messageId);
        if (message === undefined || settings.busy) return false;
        message.content = JSON.stringify(card);
        return true;
      }),
    recall: (messageId) =>
      doing('recall', messageId, () => {
        const message = messages.find((one) => one.messageId === messageId);
        if (message === undefined || message.recalled) throw refusedWith(230011, 'gone');
        message.recalled = true;
      }),
    download: (messageId) => doing('download', messageId, () => Buffer.from('')),
    upload: (name) => doing('upload', name, () => `file_${calls.length}`),
    urgent: (messageId) => doing('urgent', messageId, () => ({ invalid: [] })),
    history: async function* (chatId, sinceMs) {
      await doing('history', chatId, () => {});
      for (const { messageId, content, at, chatId: chat, recalled } of messages) {
        if (chat !== chatId || at < sinceMs) continue;
        yield {
          messageId,
          sentByBot: true,
          msgType: '',
          content,
          createdAt: at,
          recalled,
        } satisfies PastMessage;
      }
    },
    lookUp: ({ mobiles = [] }) =>
      doing('lookUp', '', () => mobiles.map((mobile) => ({ mobile, openId: `ou_${mobile}` }))),
    botInfo: () => doing('botInfo', '', () => ({ openId: 'ou_bot', name: '核证' })),
    members: (chatId) => doing('members', chatId, () => []),
  };
  return { gateway, messages, calls, hooks, settings };
}

/** What the gateway throws. */
export function refusedWith(code: number, kind: FeishuError['kind']): FeishuError {
  return new FeishuError('test', { code, kind, msg: 'as the test wants it' });
}

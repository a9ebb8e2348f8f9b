// How a control call is answered, and the look-ups nearly all of them start with. A refusal is Chinese, fit to be shown.
import type { Request } from 'express';
import type { Simulator } from '../simulator.ts';
import type { Chat, Human, StoredMessage } from '../world.ts';

/** `body` undefined: an empty 204. */
export type Reply = { status: number; body: unknown };
export type Command = {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Below /sim. */
  path: string;
  handle: (simulator: Simulator, request: Request) => Reply | Promise<Reply>;
};

export const say = (body: unknown): Reply => ({ status: 200, body });
export const refuse = (error: string, status = 400): Reply => ({ status, body: { error } });
export const isReply = (value: object): value is Reply => 'status' in value && 'body' in value;

/** The person who acts: known, and still with the company. */
export function actor({ world }: Simulator, as: unknown): Human | Reply {
  const person = typeof as === 'string' ? world.people.get(as) : undefined;
  if (!person) return refuse('没有这个人', 404);
  return person.resigned ? refuse(`${person.name}已离职`) : person;
}

/** The chat of the path, which may be called `bot`; only for its members. */
export function chatFor({ world }: Simulator, chatId: unknown, person: Human): Chat | Reply {
  if (chatId === 'bot') return world.p2pChat(person.open_id);
  const chat = world.chats.get(String(chatId));
  if (!chat) return refuse('没有这个会话', 404);
  return chat.members.includes(person.open_id) ? chat : refuse(`${person.name}不在这个会话里`, 403);
}

/** The message of the path; only for members of its chat. */
export function messageFor({ world }: Simulator, messageId: unknown, person: Human): StoredMessage | Reply {
  const message = world.messages.get(String(messageId));
  if (!message) return refuse('没有这条消息', 404);
  const members = world.chats.get(message.chat_id)?.members ?? [];
  return members.includes(person.open_id) ? message : refuse(`${person.name}看不到这条消息`, 403);
}

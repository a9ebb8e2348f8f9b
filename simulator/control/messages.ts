// What a person does to a message: recall, forward, click.
import { z } from 'zod';
import type { Click } from '../api.ts';
import { clickCard } from '../click.ts';
import { recallMessage } from '../conversation.ts';
import { isObject, simplifiedCard } from '../message-content.ts';
import type { Simulator } from '../simulator.ts';
import { messageView } from '../views.ts';
import { post } from './chats.ts';
import { actor, type Command, chatFor, isReply, messageFor, type Reply, refuse, say } from './reply.ts';

const asSchema = z.object({ as: z.string() });
const forwardSchema = asSchema.extend({ to: z.string() });
const clickSchema = z.object({
  as: z.string(),
  path: z.array(z.union([z.string(), z.number().int()])),
  card_version: z.number().int().min(1).exactOptional(),
  form_value: z.record(z.string(), z.unknown()).exactOptional(),
  input_value: z.string().exactOptional(),
  option: z.string().exactOptional(),
  options: z.array(z.string()).exactOptional(),
  checked: z.boolean().exactOptional(),
  timezone: z.string().refine(isTimezone, '没有这个时区').exactOptional(),
}) satisfies z.ZodType<Click>;

export const messageCommands: Command[] = [
  {
    method: 'post',
    path: '/messages/:id/recall',
    handle: (simulator, { params, body }) => recall(simulator, params.id, body),
  },
  {
    method: 'post',
    path: '/messages/:id/forward',
    handle: (simulator, { params, body }) => forward(simulator, params.id, body),
  },
  {
    method: 'post',
    path: '/messages/:id/click',
    handle: (simulator, { params, body }) => click(simulator, params.id, body),
  },
];

function recall(simulator: Simulator, messageId: unknown, body: unknown): Reply {
  const person = actor(simulator, asSchema.safeParse(body).data?.as);
  const message = isReply(person) ? person : messageFor(simulator, messageId, person);
  if (isReply(person)) return person;
  if (isReply(message)) return message;
  if (message.sender.id !== person.open_id) return refuse('只能撤回自己发的消息', 403);
  if (message.recalled) return refuse('消息已经撤回');
  recallMessage(simulator, message, true);
  return say(messageView(simulator.world, message));
}

/** The copy is the person's own message; a card stays clickable only if its config says so. */
function forward(simulator: Simulator, messageId: unknown, body: unknown): Reply {
  const asked = forwardSchema.safeParse(body);
  if (!asked.success) return refuse('请写明 as 和 to');
  const person = actor(simulator, asked.data.as);
  if (isReply(person)) return person;
  const message = messageFor(simulator, messageId, person);
  if (isReply(message)) return message;
  const chat = chatFor(simulator, asked.data.to, person);
  if (isReply(chat)) return chat;
  if (message.recalled) return refuse('消息已撤回');
  const card = message.cards.at(-1);
  const config = card && isObject(card.config) ? card.config : {};
  if (config.enable_forward === false) return refuse('这张卡片不允许转发', 403);
  return post(simulator, chat, person, {
    msg_type: message.msg_type,
    content: card ? JSON.stringify(simplifiedCard(card)) : message.content,
    mentions: message.mentions.filter((mention) => !mention.bot),
    cards: card ? [card] : [],
    forwarded: true,
  });
}

async function click(simulator: Simulator, messageId: unknown, body: unknown): Promise<Reply> {
  const asked = clickSchema.safeParse(body);
  if (!asked.success) return refuse(`点击读不懂：${z.prettifyError(asked.error)}`);
  const person = actor(simulator, asked.data.as);
  if (isReply(person)) return person;
  const message = messageFor(simulator, messageId, person);
  if (isReply(message)) return message;
  const answer = await clickCard(simulator, message, person, asked.data);
  return 'refused' in answer ? refuse(answer.refused) : say(answer);
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

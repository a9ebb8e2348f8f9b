// Sending, replying, editing, patching and recalling messages.
import { z } from 'zod';
import { recallMessage, showMessage } from '../conversation.ts';
import { newThreadId } from '../ids.ts';
import type { Simulator } from '../simulator.ts';
import type { Chat, StoredMessage } from '../world.ts';
import { type Answer, type Call, type Endpoint, fail, invalidField, isAnswer, ok, targetLimit } from './answer.ts';
import { readCard, readContent } from './message-body.ts';
import { findMessage, messageItem } from './message-item.ts';
import { findReceiver } from './receivers.ts';

const UUID_LIFETIME_MS = 60 * 60_000;
const PATCH_WINDOW_MS = 14 * 24 * 60 * 60_000;
/** A company's administrator may set another; this is what it is unless they do. */
const RECALL_WINDOW_MS = 24 * 60 * 60_000;
const MAX_EDITS = 20;

const newMessageSchema = z.object({
  msg_type: z.string(),
  content: z.string(),
  uuid: z.string().max(50).optional(),
});
const sendSchema = newMessageSchema.extend({ receive_id: z.string().min(1) });
const replySchema = newMessageSchema.extend({ reply_in_thread: z.boolean().optional() });
const editSchema = z.object({ msg_type: z.string(), content: z.string() });
const patchSchema = z.object({ content: z.string() });

export const messageEndpoints: Endpoint[] = [
  { method: 'post', path: '/im/v1/messages', handle: send },
  { method: 'post', path: '/im/v1/messages/:message_id/reply', handle: reply },
  { method: 'put', path: '/im/v1/messages/:message_id', handle: edit },
  { method: 'patch', path: '/im/v1/messages/:message_id', handle: patch },
  { method: 'delete', path: '/im/v1/messages/:message_id', handle: recall },
];

function send(call: Call): Answer {
  const sent = sendSchema.safeParse(call.body);
  if (!sent.success) return invalidField(z.prettifyError(sent.error));
  const chat = findReceiver(call.simulator, call.query.receive_id_type ?? '', sent.data.receive_id);
  if (isAnswer(chat)) return chat;
  return post(call, chat, sent.data, {});
}

function reply(call: Call): Answer {
  const sent = replySchema.safeParse(call.body);
  if (!sent.success) return invalidField(z.prettifyError(sent.error));
  const parent = findMessage(call);
  if (isAnswer(parent)) return parent;
  if (parent.recalled) return fail(230011, 'The message is recalled.');
  const target = call.simulator.world.chats.get(parent.chat_id);
  const chat =
    target?.kind === 'p2p' ? findReceiver(call.simulator, 'open_id', target.members[0] ?? '') : (target ?? null);
  if (!chat) return fail(230002, 'Bot/User can NOT be out of the chat.');
  if (isAnswer(chat)) return chat;
  if (sent.data.reply_in_thread && !parent.thread_id) parent.thread_id = newThreadId();
  return post(call, chat, sent.data, {
    parent_id: parent.message_id,
    root_id: parent.root_id ?? parent.message_id,
    thread_id: parent.thread_id,
  });
}

/** Everything send and reply share once the chat is known. */
function post(
  call: Call,
  chat: Chat,
  sent: z.infer<typeof newMessageSchema>,
  place: Partial<Pick<StoredMessage, 'parent_id' | 'root_id' | 'thread_id'>>,
): Answer {
  const { simulator } = call;
  const limited = targetLimit(simulator, chat.chat_id);
  if (limited) return limited;
  const repeated = sent.uuid === undefined ? null : earlierWith(simulator, sent.uuid);
  if (repeated) {
    if (simulator.world.switches.uuid_repeat === 'error') return fail(230001, 'The uuid has been used within 1 hour.');
    return ok(messageItem(simulator, repeated));
  }
  const content = readContent(call, sent.msg_type, sent.content);
  if (isAnswer(content)) return content;
  const { world, clock, app } = simulator;
  const message = world.addMessage({
    chat_id: chat.chat_id,
    sender: { kind: 'bot', id: app.bot_open_id, name: app.name },
    at: clock.now(),
    msg_type: sent.msg_type,
    ...content,
    ...place,
  });
  if (sent.uuid !== undefined) world.uuids.set(sent.uuid, { message_id: message.message_id, at: message.at });
  showMessage(simulator, message);
  return ok(messageItem(simulator, message));
}

function earlierWith({ world, clock }: Simulator, uuid: string): StoredMessage | null {
  const used = world.uuids.get(uuid);
  if (!used || clock.now() - used.at >= UUID_LIFETIME_MS) return null;
  return world.messages.get(used.message_id) ?? null;
}

/** The bot's own message, still there, not edited more than 5 times this second. */
function ownMessage(call: Call): StoredMessage | Answer {
  const message = findMessage(call);
  if (isAnswer(message)) return message;
  if (message.sender.kind !== 'bot') return fail(230071, 'The operator is not the message sender.');
  if (message.recalled) return fail(230011, 'The message is recalled.');
  return targetLimit(call.simulator, message.message_id) ?? message;
}

function edit(call: Call): Answer {
  const sent = editSchema.safeParse(call.body);
  if (!sent.success) return invalidField(z.prettifyError(sent.error));
  const message = ownMessage(call);
  if (isAnswer(message)) return message;
  const editable = ['text', 'post'];
  if (!editable.includes(message.msg_type) || !editable.includes(sent.data.msg_type)) {
    return fail(230001, 'Your request contains an invalid request parameter: only text and post can be edited.');
  }
  if (message.edits >= MAX_EDITS) {
    return fail(230072, 'The message has reached the number of times it can be edited.');
  }
  const content = readContent(call, sent.data.msg_type, sent.data.content);
  if (isAnswer(content)) return content;
  Object.assign(message, content, { msg_type: sent.data.msg_type, updated_at: call.simulator.clock.now() });
  message.edits += 1;
  showMessage(call.simulator, message);
  return ok(messageItem(call.simulator, message));
}

function patch(call: Call): Answer {
  const sent = patchSchema.safeParse(call.body);
  if (!sent.success) return invalidField(z.prettifyError(sent.error));
  const message = ownMessage(call);
  if (isAnswer(message)) return message;
  if (message.msg_type !== 'interactive') return fail(230001, 'This message is NOT a card.');
  const { clock } = call.simulator;
  if (clock.now() - message.at > PATCH_WINDOW_MS) {
    return fail(230031, 'The message was sent more than 14 days ago and can not be updated.');
  }
  if (message.pending_clicks > 0) {
    return fail(
      230099,
      'Failed to create card content, ext=ErrCode: 11310; ErrMsg: card action is lock; ErrorValue: ;',
    );
  }
  const card = readCard(call, sent.data.content);
  if (isAnswer(card)) return card;
  message.cards.push(card);
  message.updated_at = clock.now();
  showMessage(call.simulator, message);
  return ok();
}

function recall(call: Call): Answer {
  const message = findMessage(call);
  if (isAnswer(message)) return message;
  if (message.sender.kind !== 'bot') return fail(230012, 'The operator is not the message sender.');
  if (message.recalled) return fail(230011, 'The message is recalled.');
  if (call.simulator.clock.now() - message.at > RECALL_WINDOW_MS) {
    return fail(230009, 'Message can only be recalled within one days.');
  }
  recallMessage(call.simulator, message, false);
  return ok();
}

// Marking one of the bot's messages as urgent for people of its chat: in the app, by SMS or by phone, all the same here.
import { z } from 'zod';
import { showMessage } from '../conversation.ts';
import { type Answer, type Call, type Endpoint, fail, invalidField, isAnswer, ok } from './answer.ts';
import { findMessage } from './message-item.ts';

const MAX_PEOPLE = 200;
const MAX_UNREAD_URGENTS = 200;

const idTypeSchema = z.enum(['open_id', 'user_id', 'union_id']).default('open_id');
const bodySchema = z.object({ user_id_list: z.array(z.string()).min(1).max(MAX_PEOPLE) });

export const urgentEndpoints: Endpoint[] = ['urgent_app', 'urgent_sms', 'urgent_phone'].map((kind) => ({
  method: 'patch',
  path: `/im/v1/messages/:message_id/${kind}`,
  handle: markUrgent,
}));

function markUrgent(call: Call): Answer {
  const asked = bodySchema.safeParse(call.body);
  const idType = idTypeSchema.safeParse(call.query.user_id_type);
  if (!asked.success) return invalidField('user_id_list');
  if (!idType.success) return invalidField('user_id_type');
  const message = findMessage(call);
  if (isAnswer(message)) return message;
  if (message.sender.kind !== 'bot') return fail(230012, 'The operator is not the message sender.');
  if (message.recalled) return fail(230011, 'The message is recalled.');
  const { world } = call.simulator;
  const members = world.chats.get(message.chat_id)?.members ?? [];
  const targets = asked.data.user_id_list.map((id) => ({ id, person: world.findPerson(idType.data, id) }));
  const valid = targets.flatMap(({ person }) => (person && members.includes(person.open_id) ? person.open_id : []));
  const invalid = targets.filter(({ person }) => !person || !members.includes(person.open_id)).map(({ id }) => id);
  if (valid.length === 0) return fail(230001, 'Your request contains an invalid request parameter: user_id_list.');
  if (valid.some((id) => unreadUrgents(call, id) >= MAX_UNREAD_URGENTS)) {
    return fail(230023, 'The number of unread urgent messages of the user reaches its limit.');
  }
  for (const id of valid) message.urgent_for.add(id);
  showMessage(call.simulator, message);
  return ok({ invalid_user_id_list: invalid });
}

function unreadUrgents({ simulator: { world } }: Call, openId: string): number {
  const messages = [...world.messages.values()];
  return messages.filter((message) => message.urgent_for.has(openId) && !message.read_by.has(openId)).length;
}

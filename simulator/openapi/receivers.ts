// Who a message can be sent to: from the receive_id of a call to the chat, with the refusals on the way.
import type { Simulator } from '../simulator.ts';
import type { Chat, Human } from '../world.ts';
import { type Answer, fail, invalidField } from './answer.ts';

const personIdTypes = ['open_id', 'user_id', 'union_id', 'email'] as const;

export function findReceiver(simulator: Simulator, idType: string, id: string): Chat | Answer {
  const { world } = simulator;
  if (idType === 'chat_id') return findChat(simulator, id);
  const personIdType = personIdTypes.find((type) => type === idType);
  if (!personIdType) return invalidField('receive_id_type');
  const person = world.findPerson(personIdType, id);
  if (!person) return fail(230034, 'The receive_id is invalid.');
  return unreachable(person) ?? world.p2pChat(person.open_id);
}

function findChat({ world }: Simulator, chatId: string): Chat | Answer {
  const chat = world.chats.get(chatId);
  if (!chat) return fail(230034, 'The receive_id is invalid.');
  if (!chat.bot) return fail(230002, 'Bot/User can NOT be out of the chat.');
  const person = chat.kind === 'p2p' ? world.people.get(chat.members[0] ?? '') : undefined;
  return (person && unreachable(person)) ?? chat;
}

function unreachable(person: Human): Answer | null {
  if (person.resigned) return fail(230029, 'The user has resigned.');
  if (person.unavailable) return fail(230013, 'Bot has NO availability to this user.');
  return null;
}

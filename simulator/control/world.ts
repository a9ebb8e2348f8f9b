// The whole at a glance: state, transcript, reset.
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';
import { messageView, worldView } from '../views.ts';
import { type Command, type Reply, refuse, say } from './reply.ts';

const resetSchema = z.object({ clock: z.iso.datetime({ offset: true }).optional() }).default({});

export const worldCommands: Command[] = [
  { method: 'get', path: '/world', handle: (simulator) => say(worldView(simulator)) },
  { method: 'get', path: '/transcript', handle: transcript },
  { method: 'post', path: '/reset', handle: (simulator, { body }) => reset(simulator, body) },
];

function transcript({ world, calls, deliveries }: Simulator): Reply {
  const messages = [...world.messages.values()].map((message) => messageView(world, message));
  return say({ messages, calls, events: deliveries.envelopes, deliveries: deliveries.pushes });
}

function reset(simulator: Simulator, body: unknown): Reply {
  const asked = resetSchema.safeParse(body);
  if (!asked.success) return refuse('clock 应为带时区的 ISO 8601');
  const { world, faults, deliveries, rates, calls, clock, page } = simulator;
  world.forgetConversations();
  faults.clear();
  deliveries.clear();
  rates.clear();
  calls.length = 0;
  if (asked.data.clock !== undefined) clock.moveTo(Date.parse(asked.data.clock));
  page.send({ type: 'world' });
  page.send({ type: 'chats' });
  return say(worldView(simulator));
}

// Faults, switches and the long connections: what goes wrong, on purpose.
import { z } from 'zod';
import { type Command, refuse, say } from './reply.ts';

const times = z.number().int().min(1).nullable().exactOptional();
const path = z.string().exactOptional();
const ms = z.number().int().min(0).max(600_000);
const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rate-limit'), path, reset_s: z.number().int().min(0).exactOptional(), times }),
  z.strictObject({
    kind: z.literal('server-error'),
    path,
    status: z.number().int().min(500).max(599).exactOptional(),
    times,
  }),
  z.strictObject({ kind: z.literal('lost-answer'), path, times }),
  z.strictObject({ kind: z.literal('slow'), path, ms, times }),
  z.strictObject({
    kind: z.literal('code'),
    path,
    status: z.number().int().min(200).max(599),
    code: z.number().int(),
    msg: z.string(),
    times,
  }),
  z.strictObject({ kind: z.literal('duplicate'), copies: z.number().int().min(2).max(20).exactOptional(), times }),
  z.strictObject({ kind: z.literal('delay'), ms, times }),
  z.strictObject({ kind: z.literal('reorder'), times }),
  z.strictObject({ kind: z.literal('refuse-connection'), times }),
  z.strictObject({ kind: z.literal('stall-pong'), times }),
]);

const switchesSchema = z.strictObject({
  uuid_repeat: z.enum(['first-message', 'error']),
  chat_rate_code: z.union([z.literal(230020), z.literal(99991400)]),
  token_status: z.union([z.literal(400), z.literal(200), z.literal(401)]),
  redeliver_without_connection: z.boolean(),
  empty_form_fields: z.enum(['absent', 'empty']),
  card_callback_subscribed: z.boolean(),
  card_frames: z.boolean(),
  group_all_messages: z.boolean(),
  rate_limits: z.boolean(),
});

export const faultCommands: Command[] = [
  {
    method: 'post',
    path: '/faults',
    handle: ({ faults, page }, request) => {
      const seed = faultSchema.safeParse(request.body);
      if (!seed.success) return refuse(`故障读不懂：${z.prettifyError(seed.error)}`);
      const fault = faults.add(seed.data);
      page.send({ type: 'world' });
      return say(fault);
    },
  },
  {
    method: 'delete',
    path: '/faults',
    handle: ({ faults, page }) => {
      faults.clear();
      page.send({ type: 'world' });
      return say({});
    },
  },
  {
    method: 'delete',
    path: '/faults/:id',
    handle: ({ faults, page }, request) => {
      if (!faults.remove(String(request.params.id))) return refuse('没有这个故障', 404);
      page.send({ type: 'world' });
      return say({});
    },
  },
  {
    method: 'post',
    path: '/connections/drop',
    handle: ({ connections }) => {
      connections.dropAll();
      return say({});
    },
  },
  {
    method: 'post',
    path: '/tokens/revoke',
    handle: ({ tokens }) => {
      tokens.revokeAll();
      return say({});
    },
  },
  {
    method: 'put',
    path: '/switches',
    handle: ({ world, page }, request) => {
      const changed = switchesSchema.partial().safeParse(request.body);
      if (!changed.success) return refuse(`开关读不懂：${z.prettifyError(changed.error)}`);
      Object.assign(world.switches, changed.data);
      page.send({ type: 'world' });
      return say(world.switches);
    },
  },
];

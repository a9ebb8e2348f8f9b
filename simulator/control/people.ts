// Who is there: people, their shelves, groups, the bot's menu.
import { z } from 'zod';
import { botMembership, userIdOf } from '../conversation.ts';
import { newChatId, newShortId, personIds } from '../ids.ts';
import type { Simulator } from '../simulator.ts';
import { personView, worldView } from '../views.ts';
import type { Chat, Human } from '../world.ts';
import { actor, type Command, isReply, type Reply, refuse, say } from './reply.ts';

const SHELF_LIMIT_BYTES = 60 * 1024 * 1024;

const personSchema = z.strictObject({
  name: z.string().min(1),
  open_id: z.string().regex(/^ou_/).optional(),
  user_id: z.string().optional(),
  mobile: z.string().optional(),
  email: z.string().optional(),
  title: z.string().default(''),
  department: z.string().default(''),
  unavailable: z.boolean().default(false),
});
const shelfSchema = z.array(
  z.strictObject({ name: z.string().min(1), content_base64: z.base64(), note: z.string().optional() }),
);
const groupSchema = z.strictObject({
  chat_id: z.string().regex(/^oc_/).optional(),
  name: z.string(),
  members: z.array(z.string()),
  bot: z.boolean(),
});
const entry = z.strictObject({
  name: z.string(),
  event_key: z.string().min(1).max(30).exactOptional(),
  url: z.string().exactOptional(),
});
const menuSchema = z.array(entry.extend({ children: z.array(entry).max(5).exactOptional() })).max(3);

export const peopleCommands: Command[] = [
  { method: 'put', path: '/people', handle: (simulator, { body }) => putPeople(simulator, body) },
  {
    method: 'put',
    path: '/people/:open_id/shelf',
    handle: (simulator, { params, body }) => putShelf(simulator, String(params.open_id), body),
  },
  {
    method: 'post',
    path: '/people/:open_id/leave',
    handle: (simulator, { params }) => leave(simulator, params.open_id),
  },
  { method: 'put', path: '/groups', handle: (simulator, { body }) => putGroups(simulator, body) },
  { method: 'put', path: '/menu', handle: (simulator, { body }) => putMenu(simulator, body) },
  { method: 'post', path: '/menu/click', handle: (simulator, { body }) => clickMenu(simulator, body) },
];

/** Replaces everyone; who keeps an open_id keeps the shelf and the chats. */
function putPeople({ world, page }: Simulator, body: unknown): Reply {
  const seeds = z.array(personSchema).safeParse(body);
  if (!seeds.success) return refuse(`名单读不懂：${z.prettifyError(seeds.error)}`);
  const people = seeds.data.map((seed): Human => {
    const ids = personIds(seed.name);
    const open_id = seed.open_id ?? ids.open_id;
    return {
      name: seed.name,
      title: seed.title,
      department: seed.department,
      unavailable: seed.unavailable,
      open_id,
      union_id: seed.open_id ? personIds(seed.open_id).union_id : ids.union_id,
      user_id: seed.user_id ?? ids.user_id,
      mobile: seed.mobile ?? null,
      email: seed.email ?? null,
      resigned: false,
      shelf: world.people.get(open_id)?.shelf ?? [],
    };
  });
  const byId = new Map(people.map((person) => [person.open_id, person]));
  if (byId.size < people.length) return refuse('名单里有重复的人，请给同名的人写上 open_id');
  world.people = byId;
  page.send({ type: 'world' });
  return say(people.map(personView));
}

function putShelf({ world, page }: Simulator, openId: string, body: unknown): Reply {
  const person = world.people.get(openId);
  if (!person) return refuse('没有这个人', 404);
  const seeds = shelfSchema.safeParse(body);
  if (!seeds.success) return refuse(`文件架读不懂：${z.prettifyError(seeds.error)}`);
  const shelf = seeds.data.map(({ name, content_base64, note }) => ({
    id: newShortId(),
    name,
    note: note ?? null,
    bytes: Buffer.from(content_base64, 'base64'),
  }));
  const total = shelf.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > SHELF_LIMIT_BYTES) return refuse('文件架最多放 60 MB', 413);
  person.shelf = shelf;
  page.send({ type: 'world' });
  return say(personView(person).shelf);
}

function leave(simulator: Simulator, openId: unknown): Reply {
  const person = actor(simulator, openId);
  if (isReply(person)) return person;
  const { deliveries, page } = simulator;
  person.resigned = true;
  const status = { is_frozen: false, is_activated: false, is_resigned: true };
  deliveries.emit('contact.user.deleted_v3', {
    object: { ...userIdOf(person), name: person.name, status },
    old_object: { department_ids: [person.department || '0'], open_id: person.open_id },
  });
  page.send({ type: 'world' });
  return say(personView(person));
}

/** Replaces all groups; the bot hears which of them it has joined or left. */
function putGroups(simulator: Simulator, body: unknown): Reply {
  const seeds = z.array(groupSchema).safeParse(body);
  if (!seeds.success) return refuse(`群读不懂：${z.prettifyError(seeds.error)}`);
  const { world, page } = simulator;
  const strangers = seeds.data.flatMap((group) => group.members).filter((id) => !world.people.has(id));
  if (strangers.length > 0) return refuse(`没有这些人：${strangers.join('、')}`);
  const before = [...world.chats.values()].filter((chat) => chat.kind === 'group');
  const after = seeds.data.map((seed): Chat => {
    const chat_id = seed.chat_id ?? before.find(({ name }) => name === seed.name)?.chat_id ?? newChatId();
    const message_ids = world.chats.get(chat_id)?.message_ids ?? [];
    return { ...seed, chat_id, kind: 'group', begun: true, message_ids };
  });
  for (const { chat_id } of before) world.chats.delete(chat_id);
  for (const chat of after) world.chats.set(chat.chat_id, chat);
  for (const chat of new Map([...before, ...after].map((each) => [each.chat_id, each])).values()) {
    const was = before.some(({ chat_id, bot }) => chat_id === chat.chat_id && bot);
    const is = world.chats.get(chat.chat_id)?.bot ?? false;
    if (was !== is) botMembership(simulator, chat, is, world.people.get(chat.members[0] ?? '') ?? null);
  }
  page.send({ type: 'world' });
  page.send({ type: 'chats' });
  return say(worldView(simulator).groups);
}

function putMenu({ world, page }: Simulator, body: unknown): Reply {
  const menu = menuSchema.safeParse(body);
  if (!menu.success) return refuse(`菜单最多三项，每项最多五个子项：${z.prettifyError(menu.error)}`);
  world.menu = menu.data;
  page.send({ type: 'world' });
  return say(world.menu);
}

function clickMenu(simulator: Simulator, body: unknown): Reply {
  const click = z.object({ as: z.string(), event_key: z.string() }).safeParse(body);
  if (!click.success) return refuse('请写明 as 和 event_key');
  const { world, clock, deliveries } = simulator;
  const person = actor(simulator, click.data.as);
  if (isReply(person)) return person;
  const entries = world.menu.flatMap((top) => [top, ...(top.children ?? [])]);
  if (!entries.some(({ event_key }) => event_key === click.data.event_key)) return refuse('菜单里没有这一项', 404);
  deliveries.emit('application.bot.menu_v6', {
    operator: { operator_name: person.name, operator_id: userIdOf(person) },
    event_key: click.data.event_key,
    timestamp: Math.floor(clock.now() / 1000),
  });
  return say({});
}

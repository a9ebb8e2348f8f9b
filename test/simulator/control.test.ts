// The control API: what people do, the clock, faults of the Open API, transcript and reset.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ApiCall, ChatSummary, ClockReading, Message, World } from '../../simulator/api.ts';
import { inbox, PEOPLE, type Rig, startRig, until, XIAO_HONG, XIAO_MING } from './rig.ts';

const START = '2026-11-02T09:00:00+08:00';
const GROUP = { chat_id: 'oc_1', name: '工作群', members: [XIAO_MING, XIAO_HONG], bot: true };

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ clock: START });
});
afterEach(() => rig.stop());

const clockMs = async () => Date.parse((await rig.sim<ClockReading>('GET', '/clock')).now);

test('the clock starts where it is told, jumps forward and never back', async () => {
  const start = await clockMs();

  await rig.sim('POST', '/clock', { advance_ms: 3_600_000 });
  const later = await clockMs();
  await rig.sim('POST', '/clock', { set: '2026-12-01T09:00:00+08:00' });
  const back = await rig.call('POST', '/sim/clock', { set: START });

  expect(Math.floor(start / 60_000)).toBe(Date.parse(START) / 60_000);
  expect(Math.floor((later - start) / 60_000)).toBe(60);
  expect(await clockMs()).toBeGreaterThanOrEqual(Date.parse('2026-12-01T09:00:00+08:00'));
  expect(back).toMatchObject({ status: 400, body: { error: '时钟不能往回走' } });
});

test('whoever follows the clock hears of a jump', async () => {
  const response = await fetch(`${rig.url}/sim/clock/stream`);
  const reader = response.body?.getReader();
  const read = async () => new TextDecoder().decode((await reader?.read())?.value);

  const first = await read();
  await rig.sim('POST', '/clock', { advance_ms: 86_400_000 });
  const second = await read();
  await reader?.cancel();

  const readings = [first, second].map((line) => JSON.parse(line.replace(/^data: /, '')) as ClockReading);
  expect((readings[1]?.offset_ms ?? 0) - (readings[0]?.offset_ms ?? 0)).toBe(86_400_000);
});

test('a page hears of messages in its own chats only', async () => {
  const response = await fetch(`${rig.url}/sim/events?as=${XIAO_HONG}`);
  const reader = response.body?.getReader();
  let heard = '';
  const reading = (async () => {
    for (let chunk = await reader?.read(); chunk && !chunk.done; chunk = await reader?.read()) {
      heard += new TextDecoder().decode(chunk.value);
    }
  })();

  await rig.send(XIAO_MING, '给甲的');
  await rig.send(XIAO_HONG, '给乙的');
  await until(() => heard.includes('给乙的'));
  await reader?.cancel();
  await reading;

  expect(heard).not.toContain('给甲的');
});

test('opening the chat with the bot tells the bot, marks read and counts down the unread', async () => {
  const received = inbox();
  await rig.connect({
    p2p_chat_create: received.take,
    'im.chat.access_event.bot_p2p_chat_entered_v1': received.take,
    'im.message.message_read_v1': received.take,
  });
  const sent = await rig.send(XIAO_MING, '你好');
  const unread = async () => (await rig.sim<ChatSummary[]>('GET', `/chats?as=${XIAO_MING}`))[0]?.unread;
  const before = await unread();

  await rig.sim('POST', '/chats/bot/open', { as: XIAO_MING });
  await received.next(3);

  expect([before, await unread()]).toEqual([1, 0]);
  const [created, entered, read] = received.events;
  expect(created).toMatchObject({ user: { open_id: XIAO_MING } });
  expect(entered).toMatchObject({ operator_id: { open_id: XIAO_MING }, last_message_id: sent.data?.message_id });
  expect(read).toMatchObject({ message_id_list: [sent.data?.message_id] });
});

test('in a group the bot gets only what mentions it, unless the switch says all', async () => {
  const received = inbox();
  await rig.connect({ 'im.message.receive_v1': received.take });
  await rig.sim('PUT', '/groups', [GROUP]);
  const write = (text: string, mention_bot: boolean) =>
    rig.sim<Message>('POST', '/chats/oc_1/messages', { as: XIAO_MING, text, mention_bot });

  await write('大家好', false);
  const mentioned = await write('进度', true);
  await received.next();
  await rig.sim('PUT', '/switches', { group_all_messages: true });
  await write('再见', false);
  await received.next(2);

  expect(mentioned.text).toBe('@机器人 进度');
  const contents = received.events.map((event) => (event.message as { content: string }).content);
  expect(contents).toEqual(['{"text":"@_user_1 进度"}', '{"text":"再见"}']);
  expect(received.events[0]).toMatchObject({ message: { mentions: [{ key: '@_user_1', mentioned_type: 'bot' }] } });
});

test('the bot hears when it joins and leaves a group', async () => {
  const [joined, left] = [inbox(), inbox()];
  await rig.connect({ 'im.chat.member.bot.added_v1': joined.take, 'im.chat.member.bot.deleted_v1': left.take });

  await rig.sim('PUT', '/groups', [GROUP]);
  await rig.sim('PUT', '/groups', [GROUP]);
  await rig.sim('PUT', '/groups', []);

  expect(await left.next()).toMatchObject({ chat_id: 'oc_1' });
  expect(joined.events).toMatchObject([{ chat_id: 'oc_1', name: '工作群' }]);
});

test('menu clicks, recalls and leavers become their events', async () => {
  const received = inbox();
  await rig.connect({
    'application.bot.menu_v6': received.take,
    'im.message.recalled_v1': received.take,
    'contact.user.deleted_v3': received.take,
  });
  await rig.sim('PUT', '/menu', [{ name: '更多', children: [{ name: '进度', event_key: 'progress' }] }]);
  const message = await rig.say(XIAO_MING, '发错了');

  await rig.sim('POST', '/menu/click', { as: XIAO_MING, event_key: 'progress' });
  await rig.sim('POST', `/messages/${message.message_id}/recall`, { as: XIAO_MING });
  await rig.sim('POST', `/people/${XIAO_MING}/leave`);
  await received.next(3);

  expect(received.events).toMatchObject([
    { event_key: 'progress', operator: { operator_id: { open_id: XIAO_MING } } },
    { message_id: message.message_id, recall_type: 'message_owner' },
    { object: { open_id: XIAO_MING } },
  ]);
  const afterwards = await rig.call('POST', '/sim/chats/bot/messages', { as: XIAO_MING, text: 'x' });
  expect(afterwards).toMatchObject({ status: 400, body: { error: '测试甲已离职' } });
});

test('faults of the Open API: refused, failing, answered with a code, then well again', async () => {
  await rig.send(XIAO_MING, '先拿到令牌');
  await rig.sim('POST', '/faults', { kind: 'rate-limit', reset_s: 3 });
  const limited = await rig.refusal(rig.send(XIAO_MING, '一'));
  await rig.sim('POST', '/faults', { kind: 'server-error', path: 'POST /open-apis/im', status: 502 });
  const failing = await rig.refusal(rig.send(XIAO_MING, '二'));
  await rig.sim('POST', '/faults', { kind: 'code', status: 400, code: 230049, msg: 'being sent' });
  const coded = await rig.refusal(rig.send(XIAO_MING, '三'));

  expect(limited).toMatchObject({ status: 429, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '3' } });
  expect(failing.status).toBe(502);
  expect(coded).toMatchObject({ status: 400, code: 230049 });
  expect((await rig.send(XIAO_MING, '四')).code).toBe(0);
  expect((await rig.world()).faults).toEqual([]);
});

test('a slow call is overtaken by the next', async () => {
  await rig.send(XIAO_MING, '先拿到令牌');
  await rig.sim('POST', '/faults', { kind: 'slow', path: '/im/v1/messages', ms: 500 });
  const finished: string[] = [];

  const slow = rig.send(XIAO_MING, '慢').then(() => finished.push('慢'));
  await until(async () => (await rig.world()).faults.length === 0);
  await rig.send(XIAO_MING, '快').then(() => finished.push('快'));
  await slow;

  expect(finished).toEqual(['快', '慢']);
});

test('after a lost answer the message is there and its sender knows nothing', async () => {
  await rig.sim('POST', '/faults', { kind: 'lost-answer' });

  const outcome = await rig.send(XIAO_MING, '一', 'once').then(
    () => 'answered',
    () => 'lost',
  );
  const again = await rig.send(XIAO_MING, '一', 'once');

  const messages = await rig.sim<Message[]>('GET', `/chats/bot/messages?as=${XIAO_MING}`);
  expect(outcome).toBe('lost');
  expect(messages.map(({ message_id }) => message_id)).toEqual([again.data?.message_id]);
});

test('the transcript tells every call, event and push, without the secret', async () => {
  const received = inbox();
  await rig.connect({ 'im.message.receive_v1': received.take, p2p_chat_create: () => ({}) });
  await rig.say(XIAO_MING, '你好');
  await received.next();
  await rig.send(XIAO_MING, '收到');
  await until(async () => (await rig.world()).pending_events.length === 0);

  const told = await rig.sim<{ messages: Message[]; calls: ApiCall[]; events: object[]; deliveries: object[] }>(
    'GET',
    '/transcript',
  );

  expect(told.messages.map(({ text }) => text)).toEqual(['你好', '收到']);
  expect(told.calls.map(({ method, path, code }) => `${method} ${path} ${code}`)).toEqual([
    'POST /open-apis/auth/v3/tenant_access_token/internal 0',
    'POST /open-apis/im/v1/messages 0',
  ]);
  expect(told.events).toHaveLength(2);
  expect(told.deliveries).toMatchObject([{ outcome: '200' }, { outcome: '200' }]);
  expect(JSON.stringify(told)).not.toContain('simulator-secret-for-development');
});

test('a reset forgets what happened and keeps what was set up', async () => {
  await rig.connect({});
  await rig.sim('PUT', '/groups', [GROUP]);
  await rig.sim('POST', '/chats/oc_1/messages', { as: XIAO_MING, text: '群里的话' });
  await rig.say(XIAO_MING, '你好');
  await rig.sim('POST', '/faults', { kind: 'delay', ms: 1000 });
  await rig.sim('POST', '/clock', { advance_ms: 86_400_000 });

  const world = await rig.sim<World>('POST', '/reset', { clock: START });

  const told = await rig.sim<object>('GET', '/transcript');
  expect(told).toEqual({ messages: [], calls: [], events: [], deliveries: [] });
  expect(world).toMatchObject({ faults: [], pending_events: [], groups: [GROUP] });
  expect(world.people).toHaveLength(PEOPLE.length);
  expect(world.connections).toHaveLength(1);
  expect(Math.floor(Date.parse(world.clock.now) / 60_000)).toBe(Date.parse(START) / 60_000);
});

test('people keep their ids from one start to the next', async () => {
  const put = async (each: Rig) => (await each.sim<{ open_id: string }[]>('PUT', '/people', [{ name: '测试丙' }]))[0];
  const other = await startRig();

  expect((await put(rig))?.open_id).toBe((await put(other))?.open_id);
  await other.stop();
});

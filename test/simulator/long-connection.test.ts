// The long connection with the real SDK: handshake, pings, events, acknowledgements, redelivery, several connections.
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../../simulator/frames.ts';
import { inbox, type Rig, startRig, until, XIAO_MING } from './rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig({ clientConfig: { PingInterval: 1, ReconnectInterval: 1, ReconnectNonce: 0 } });
});
afterEach(() => rig.stop());

test('a message typed to the bot reaches its handler with the documented fields', async () => {
  const received = inbox();
  await rig.connect({ 'im.message.receive_v1': received.take });

  const message = await rig.say(XIAO_MING, '你好');
  const event = await received.next();

  expect(event).toMatchObject({
    schema: '2.0',
    event_type: 'im.message.receive_v1',
    app_id: 'cli_a1b2c3d4e5f6a7b8',
    sender: { sender_id: { open_id: XIAO_MING }, sender_type: 'user' },
    message: {
      message_id: message.message_id,
      chat_type: 'p2p',
      message_type: 'text',
      content: '{"text":"你好"}',
      create_time: String(message.at),
    },
  });
});

test('an acknowledged event is no longer pending', async () => {
  const received = inbox();
  await rig.connect({ 'im.message.receive_v1': received.take, p2p_chat_create: () => ({}) });

  await rig.say(XIAO_MING, '你好');
  await received.next();

  await until(async () => (await rig.world()).pending_events.length === 0);
});

test('an event whose handler failed comes again after 15 s, 5 min, 1 h and 6 h of virtual time, then never', async () => {
  const received = inbox();
  await rig.connect({
    'im.message.receive_v1': (event) => {
      received.take(event);
      throw new Error('not yet');
    },
  });
  const waits = [15_000, 5 * 60_000, 60 * 60_000, 6 * 60 * 60_000];

  await rig.say(XIAO_MING, '你好');
  for (const [index, wait] of waits.entries()) {
    await received.next(index + 1);
    await until(async () => (await rig.world()).pending_events.some(({ next_at }) => next_at !== null));
    await rig.sim('POST', '/clock', { advance_ms: wait - 5000 });
    expect(received.events).toHaveLength(index + 1);
    await rig.sim('POST', '/clock', { advance_ms: 5000 });
  }
  await received.next(5);

  await until(async () => (await rig.world()).pending_events.length === 0);
  expect(new Set(received.events.map((event) => event.event_id)).size).toBe(1);
  const messages = received.events.map((event) => (event.message as { message_id: string }).message_id);
  expect(new Set(messages).size).toBe(1);
});

test('an event nobody was connected for waits for its next try', async () => {
  await rig.say(XIAO_MING, '有人吗');
  await until(async () => (await rig.world()).pending_events.every(({ next_at }) => next_at !== null));
  const received = inbox();
  await rig.connect({ 'im.message.receive_v1': received.take });

  await rig.sim('POST', '/clock', { advance_ms: 15_000 });

  expect(await received.next()).toMatchObject({ message: { content: '{"text":"有人吗"}' } });
});

test('with the switch turned off, an event nobody was connected for is lost', async () => {
  await rig.sim('PUT', '/switches', { redeliver_without_connection: false });

  await rig.say(XIAO_MING, '有人吗');

  await until(async () => (await rig.world()).pending_events.length === 0);
});

test('a large event arrives in pieces and is put together again', async () => {
  const small = await startRig({ fragmentBytes: 100 });
  const received = inbox();
  await small.connect({ 'im.message.receive_v1': received.take });

  await small.say(XIAO_MING, '很长的消息'.repeat(50));

  expect(await received.next()).toMatchObject({ message: { message_type: 'text' } });
  await small.stop();
});

test('of several connections exactly one gets each event', async () => {
  const [first, second] = [inbox(), inbox()];
  await rig.connect({ 'im.message.receive_v1': first.take });
  await rig.connect({ 'im.message.receive_v1': second.take });

  for (let n = 1; n <= 40; n++) await rig.say(XIAO_MING, `第 ${n} 条`);
  await until(() => first.events.length + second.events.length >= 40);
  await until(async () =>
    (await rig.world()).pending_events.every(({ event_type }) => event_type === 'p2p_chat_create'),
  );

  expect(first.events.length + second.events.length).toBe(40);
  expect(first.events.length).toBeGreaterThan(0);
  expect(second.events.length).toBeGreaterThan(0);
});

test('a cut connection comes back by itself', async () => {
  const received = inbox();
  await rig.connect({ 'im.message.receive_v1': received.take });
  const [before] = (await rig.world()).connections;

  await rig.sim('POST', '/connections/drop');
  await until(async () => (await rig.world()).connections.some(({ id }) => id !== before?.id));
  await rig.say(XIAO_MING, '还在吗');

  expect(await received.next()).toMatchObject({ message: { content: '{"text":"还在吗"}' } });
});

test('a client with a watchdog notices pings that stay unanswered and reconnects', async () => {
  await rig.connect({}, { pingTimeout: 1 });
  const [before] = (await rig.world()).connections;

  const fault = await rig.sim<{ id: string }>('POST', '/faults', { kind: 'stall-pong', times: null });
  await until(async () => (await rig.world()).connections.every(({ id }) => id !== before?.id));
  await rig.sim('DELETE', `/faults/${fault.id}`);

  await until(async () => (await rig.world()).connections.length === 1);
});

/** A connection without the SDK, to see the frames themselves. */
async function rawConnection(): Promise<WebSocket> {
  const answer = await rig.call('POST', '/callback/ws/endpoint', {
    AppID: 'cli_a1b2c3d4e5f6a7b8',
    AppSecret: 'simulator-secret-for-development',
  });
  const socket = new WebSocket((answer.body as { data: { URL: string } }).data.URL);
  await once(socket, 'open');
  return socket;
}

test('a ping is answered with a pong that carries the settings for the client', async () => {
  const socket = await rawConnection();

  const ping = { service: 7, method: 0 as const, headers: { type: 'ping' }, payload: Buffer.alloc(0) };
  socket.send(encodeFrame(ping));
  const [bytes] = (await once(socket, 'message')) as [Buffer];

  const pong = decodeFrame(bytes);
  expect(pong).toMatchObject({ service: 7, method: 0, headers: { type: 'pong' } });
  expect(JSON.parse(pong.payload.toString('utf8'))).toMatchObject({ PingInterval: 1, ReconnectCount: -1 });
});

test('a ticket lets one socket in, once', async () => {
  const answer = await rig.call('POST', '/callback/ws/endpoint', {
    AppID: 'cli_a1b2c3d4e5f6a7b8',
    AppSecret: 'simulator-secret-for-development',
  });
  const { URL: address } = (answer.body as { data: { URL: string } }).data;
  await once(new WebSocket(address), 'open');

  const [error] = (await once(new WebSocket(address), 'error')) as [Error];

  expect(error.message).toContain('403');
});

test('the 51st connection is refused', async () => {
  for (let n = 1; n <= 50; n++) await rawConnection();

  const refused = await rig.call('POST', '/callback/ws/endpoint', {
    AppID: 'cli_a1b2c3d4e5f6a7b8',
    AppSecret: 'simulator-secret-for-development',
  });

  expect(refused.body).toMatchObject({ code: 1000040350 });
});

test('a wrong secret is refused with 514, and a refused connection with the code clients retry', async () => {
  const ask = (AppSecret: string) =>
    rig.call('POST', '/callback/ws/endpoint', { AppID: 'cli_a1b2c3d4e5f6a7b8', AppSecret });
  await rig.sim('POST', '/faults', { kind: 'refuse-connection' });

  const wrong = await ask('wrong');
  const refused = await ask('simulator-secret-for-development');
  const accepted = await ask('simulator-secret-for-development');

  expect(wrong.body).toMatchObject({ code: 514 });
  expect(refused.body).toMatchObject({ code: 1000040343 });
  expect(accepted.body).toMatchObject({ code: 0, data: { ClientConfig: { PingInterval: 1 } } });
});

test('a duplicated event has the same id twice', async () => {
  const received = inbox();
  await rig.connect({ 'im.message.receive_v1': received.take, p2p_chat_create: () => ({}) });
  await rig.say(XIAO_MING, '一');
  await rig.sim('POST', '/faults', { kind: 'duplicate' });

  await rig.say(XIAO_MING, '二');
  await received.next(3);

  expect(received.events[1]?.event_id).toBe(received.events[2]?.event_id);
});

test('two events change places under a reorder fault', async () => {
  const received = inbox();
  await rig.connect({ 'im.message.receive_v1': received.take });
  await rig.say(XIAO_MING, '零');
  await received.next();
  await rig.sim('POST', '/faults', { kind: 'reorder' });

  await rig.say(XIAO_MING, '一');
  await rig.say(XIAO_MING, '二');
  await received.next(3);

  const texts = received.events.map((event) => (event.message as { content: string }).content);
  expect(texts).toEqual(['{"text":"零"}', '{"text":"二"}', '{"text":"一"}']);
});

test('a delayed event is pending, untried, until it is let go', async () => {
  await rig.sim('POST', '/faults', { kind: 'delay', ms: 500, times: 2 });
  const received = inbox();
  await rig.connect({ 'im.message.receive_v1': received.take });

  await rig.say(XIAO_MING, '慢');
  const before = (await rig.world()).pending_events;
  const event = await received.next();

  expect(before).toMatchObject([
    { event_type: 'p2p_chat_create', tries: 0 },
    { tries: 0, next_at: null },
  ]);
  expect(event).toMatchObject({ message: { content: '{"text":"慢"}' } });
});

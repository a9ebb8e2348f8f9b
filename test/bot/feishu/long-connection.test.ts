// The long connection with the real SDK against the simulator: events arrive, failures are repeated, cuts are mended.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectFeishu } from '../../../bot/feishu/feishu.ts';
import { longConnection } from '../../../bot/feishu/long-connection.ts';
import type { OnEvent, Transport } from '../../../bot/feishu/transport.ts';
import { createLog } from '../../../bot/log.ts';
import { readEvent } from '../../../bot/read-event.ts';
import { startSimulator, type TestSimulator } from '../../support/simulator.ts';
import { until } from '../../support/until.ts';

let simulator: TestSimulator;
let transport: Transport;
let clerk: string;
const silent = createLog({ level: 'silent' });

beforeEach(async () => {
  simulator = await startSimulator();
  const [person] = await simulator.control.people([{ name: '王小样' }]);
  clerk = person?.open_id ?? '';
}, 60_000);
afterEach(async () => {
  transport.close();
  await simulator.stop();
});

const listen = async (onEvent: OnEvent, options = {}) => {
  transport = longConnection({ ...simulator.app, domain: simulator.url }, silent, options);
  await transport.start(onEvent);
};
/** What is meant by the test; opening a chat for the first time is an event of its own. */
const isMessage = (envelope: unknown) => {
  const event = readEvent(envelope);
  return event !== null && 'key' in event && event.key.startsWith('message:');
};
const button = {
  schema: '2.0',
  config: { update_multi: true },
  body: {
    elements: [
      {
        tag: 'button',
        text: { tag: 'plain_text', content: '提交' },
        behaviors: [{ type: 'callback', value: { act: 'submit' } }],
      },
    ],
  },
};
const clickButton = async () => {
  const feishu = connectFeishu({ ...simulator.app, domain: simulator.url }, silent);
  const { messageId } = await feishu.send({ openId: clerk }, { card: button }, 'u-1');
  return simulator.control.click(messageId, { as: clerk, path: ['body', 'elements', 0] });
};

test('a message arrives as an envelope that readEvent knows', async () => {
  const seen: unknown[] = [];
  await listen(async (envelope) => void (isMessage(envelope) && seen.push(readEvent(envelope))));

  const { message_id } = await simulator.control.say(clerk, '进度');
  await until(() => seen.length === 1);

  expect(seen).toMatchObject([{ kind: 'text', text: '进度', messageId: message_id, sender: clerk, chatType: 'p2p' }]);
  expect(transport.state()).toBe('connected');
  expect(transport.lastEventAt()).toBeInstanceOf(Date);
});

test('a click is answered with what the listener returns', async () => {
  const seen: unknown[] = [];
  await listen(async (envelope) => {
    seen.push(readEvent(envelope));
    return { toast: { type: 'success', content: '已提交' } };
  });

  const answer = await clickButton();

  expect(answer).toMatchObject({ toast: { type: 'success', content: '已提交' }, error: null });
  expect(seen).toMatchObject([{ kind: 'click', operator: clerk, value: { act: 'submit' }, formValue: {} }]);
});

test('a click the listener has nothing to say to shows the person no error', async () => {
  await listen(async () => undefined);

  expect(await clickButton()).toMatchObject({ toast: null, error: null });
});

test('an event the listener fails on is delivered again, the same one', async () => {
  const ids: (string | undefined)[] = [];
  await listen(async (envelope) => {
    if (!isMessage(envelope)) return undefined;
    const event = readEvent(envelope);
    ids.push(event !== null && 'key' in event ? event.key : undefined);
    if (ids.length === 1) throw new Error('the database is away');
    return undefined;
  });

  const { message_id } = await simulator.control.say(clerk, '进度');
  await until(async () => (await simulator.control.world()).pending_events.some(({ next_at }) => next_at !== null));
  await simulator.control.advance(15_000);
  await until(() => ids.length === 2);

  expect(ids).toEqual([`message:${message_id}`, `message:${message_id}`]);
});

test('a cut connection is made anew, and events arrive again', async () => {
  const seen: unknown[] = [];
  await listen(async (envelope) => void (isMessage(envelope) && seen.push(envelope)));

  await simulator.control.dropConnections();
  await until(() => transport.state() === 'reconnecting');
  await until(() => transport.state() === 'connected');
  await simulator.control.say(clerk, '还在吗');
  await until(() => seen.length === 1);

  expect((await simulator.control.world()).connections).toHaveLength(1);
});

test('a half-open connection is noticed and made anew', async () => {
  await simulator.control.fault({ kind: 'stall-pong', times: 1 });
  await listen(async () => undefined, { pongSeconds: 1 });
  const before = (await simulator.control.world()).connections[0]?.id;

  await until(() => transport.state() === 'reconnecting');
  await until(() => transport.state() === 'connected');

  const after = (await simulator.control.world()).connections.map(({ id }) => id);
  expect(before).toBeDefined();
  expect(after).not.toContain(before);
});

test('a wrong secret is refused at the start, in words', async () => {
  const app = { ...simulator.app, appSecret: 'not-the-secret', domain: simulator.url };
  transport = longConnection(app, silent);

  await expect(transport.start(async () => undefined)).rejects.toThrow('check the app id and secret');
});

test('once closed it stays closed', async () => {
  await listen(async () => undefined);

  transport.close();

  await until(async () => (await simulator.control.world()).connections.length === 0);
  expect(transport.state()).not.toBe('connected');
});

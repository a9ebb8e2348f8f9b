// The webhook: what Feishu sends gets in, everything else is turned away without a reason.
import { createCipheriv, createHash } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OnEvent } from '../../../bot/feishu/transport.ts';
import { webhook } from '../../../bot/feishu/webhook.ts';
import { createLog } from '../../../bot/log.ts';
import { readEvent } from '../../../bot/read-event.ts';
import { startSimulator } from '../../support/simulator.ts';
import { until } from '../../support/until.ts';

const keys = { encryptKey: 'test key', verificationToken: 'verification-token-1' };
const now = 1_795_338_000_000;
const silent = createLog({ level: 'silent' });

let server: Server;
let url: string;
let seen: unknown[];
let onEvent: OnEvent;

const serve = async (clock?: () => number) => {
  const hook = webhook(keys, silent, clock);
  await hook.start(async (envelope) => {
    seen.push(envelope);
    return onEvent(envelope);
  });
  const app = express();
  app.post('/events', ...hook.handlers);
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
};
beforeEach(async () => {
  seen = [];
  onEvent = async () => undefined;
  await serve(() => now);
});
afterEach(() => void server.close());

const event = (change: Record<string, unknown> = {}) => ({
  schema: '2.0',
  header: { event_id: 'e1', event_type: 'application.bot.menu_v6', token: keys.verificationToken, ...change },
  event: { operator: { operator_id: { open_id: 'ou_1' } }, event_key: 'progress' },
});
const sealed = (content: unknown, key = keys.encryptKey) => {
  const iv = Buffer.alloc(16, 7);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), iv);
  return JSON.stringify({
    encrypt: Buffer.concat([iv, cipher.update(JSON.stringify(content)), cipher.final()]).toString('base64'),
  });
};
const signed = (body: string, change: { timestamp?: string; key?: string } = {}) => {
  const timestamp = change.timestamp ?? String(now / 1_000);
  const signature = createHash('sha256')
    .update(`${timestamp}n1${change.key ?? keys.encryptKey}${body}`)
    .digest('hex');
  return { 'x-lark-request-timestamp': timestamp, 'x-lark-request-nonce': 'n1', 'x-lark-signature': signature };
};
const post = async (body: string, headers: Record<string, string>) => {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, body: await response.text() };
};
const turnedAway = { status: 401, body: '' };

test('a sealed and signed event gets in', async () => {
  const body = sealed(event());

  expect(await post(body, signed(body))).toEqual({ status: 200, body: '{}' });
  expect(seen).toEqual([event()]);
});

test('the signature is over the bytes, whatever their white space', async () => {
  const body = ` ${sealed(event()).replace(':', ' :\n ')} `;

  expect((await post(body, signed(body))).status).toBe(200);
  expect(seen).toHaveLength(1);
});

test.each([
  ['another key signed it', (body: string) => signed(body, { key: 'other' })],
  ['something else was signed', () => signed('{}')],
  ['it is not signed', () => ({})],
  [
    'the signature is cut short',
    (body: string) => ({ ...signed(body), 'x-lark-signature': signed(body)['x-lark-signature'].slice(0, 8) }),
  ],
  ['it is six minutes old', (body: string) => signed(body, { timestamp: String(now / 1_000 - 360) })],
  ['it is six minutes ahead', (body: string) => signed(body, { timestamp: String(now / 1_000 + 360) })],
  ['its timestamp is no number', (body: string) => signed(body, { timestamp: 'NaN' })],
])('it is turned away when %s', async (_, headers: (body: string) => Record<string, string>) => {
  const body = sealed(event());

  expect(await post(body, headers(body))).toEqual(turnedAway);
  expect(seen).toEqual([]);
});

test.each([
  ['carries another token', () => sealed(event({ token: 'wrong' }))],
  ['carries no token', () => sealed(event({ token: undefined }))],
  ['is sealed with another key', () => sealed(event(), 'other')],
  ['is not sealed', () => JSON.stringify(event())],
  ['is no JSON', () => 'hello'],
  ['is empty', () => ''],
])('it is turned away when, although signed, it %s', async (_, make: () => string) => {
  const body = make();

  expect(await post(body, signed(body))).toEqual(turnedAway);
  expect(seen).toEqual([]);
});

test('a request five minutes late still counts, its replay later does not', async () => {
  const body = sealed(event());

  expect((await post(body, signed(body, { timestamp: String(now / 1_000 - 299) }))).status).toBe(200);
  expect((await post(body, signed(body, { timestamp: String(now / 1_000 - 301) }))).status).toBe(401);
});

test('a body over one megabyte is turned away', async () => {
  const body = sealed({ ...event(), filling: 'x'.repeat(1_100_000) });

  expect((await post(body, signed(body))).status).toBe(413);
  expect(seen).toEqual([]);
});

test('the challenge is answered when sealed and with our token, and only then', async () => {
  const challenge = { type: 'url_verification', challenge: 'c-123', token: keys.verificationToken };

  expect(await post(sealed(challenge), {})).toEqual({ status: 200, body: '{"challenge":"c-123"}' });
  expect(await post(sealed({ ...challenge, token: 'wrong' }), {})).toEqual(turnedAway);
  expect(await post(JSON.stringify(challenge), {})).toEqual(turnedAway);
});

test('a listener that fails makes Feishu deliver again', async () => {
  onEvent = async () => {
    throw new Error('the database is away');
  };
  const body = sealed(event());

  expect(await post(body, signed(body))).toEqual({ status: 500, body: '' });
});

test('a click is answered with the card or toast, and with an object when there is none', async () => {
  const body = sealed(event({ event_type: 'card.action.trigger' }));
  onEvent = async () => ({ toast: { type: 'info', content: '好' } });
  expect(JSON.parse((await post(body, signed(body))).body)).toEqual({ toast: { type: 'info', content: '好' } });

  onEvent = async () => undefined;
  expect((await post(body, signed(body))).body).toBe('{}');
});

test('events of the simulator in webhook mode get in and are read as over the long connection', async () => {
  server.close();
  await serve();
  const args = ['--webhook', url, '--encrypt-key', keys.encryptKey, '--verification-token', keys.verificationToken];
  const simulator = await startSimulator(args);
  try {
    const [clerk] = await simulator.control.people([{ name: '王小样' }]);
    const { message_id } = await simulator.control.say(clerk?.open_id ?? '', '进度');
    await until(() => seen.some((envelope) => readEvent(envelope)?.kind === 'text'));

    const messages = seen.map(readEvent).filter((event) => event?.kind === 'text');
    expect(messages).toMatchObject([{ text: '进度', key: `message:${message_id}`, sender: clerk?.open_id }]);
  } finally {
    await simulator.stop();
  }
}, 60_000);

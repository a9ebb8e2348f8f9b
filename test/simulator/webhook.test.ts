// Webhook mode: challenge, signature, encryption and retries, checked with the SDK's own dispatcher and decryption.
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as lark from '@larksuiteoapi/node-sdk';
import { afterEach, expect, test } from 'vitest';
import type { ClickAnswer } from '../../simulator/api.ts';
import type { SimulatorOptions } from '../../simulator/server.ts';
import { BUTTON, buttonCard, inbox, type Rig, startRig, until, XIAO_MING } from './rig.ts';

const quiet = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };
const KEY = 'encrypt-key-of-the-tests';

let rig: Rig | undefined;
let server: Server | undefined;
afterEach(async () => {
  await rig?.stop();
  server?.closeAllConnections();
  server?.close();
});

type Post = { headers: Record<string, string | string[] | undefined>; raw: string };

/** A bot's own web server; `answer` sees the request as it came. */
async function listen(
  answer: (post: Post) => { status?: number; body: string } | Promise<{ status?: number; body: string }>,
) {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { status, body } = await answer({ headers: request.headers, raw: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(status ?? 200).end(body);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/event`;
}

async function start(url: string, encryptKey?: string, more: SimulatorOptions = {}): Promise<Rig> {
  rig = await startRig({
    webhook: { url, ...(encryptKey ? { encryptKey } : {}) },
    verificationToken: 'verification-token',
    ...more,
  });
  return rig;
}

const decrypted = (raw: string): Record<string, unknown> =>
  JSON.parse(new lark.AESCipher(KEY).decrypt((JSON.parse(raw) as { encrypt: string }).encrypt));
const echo = (body: Record<string, unknown>) => JSON.stringify({ challenge: body.challenge });

test('the challenge comes first, then events in plain JSON', async () => {
  const posts: Record<string, unknown>[] = [];
  const url = await listen(({ raw }) => {
    const body = JSON.parse(raw) as Record<string, unknown>;
    posts.push(body);
    return { body: echo(body) };
  });

  await (await start(url)).say(XIAO_MING, '你好');
  await until(() => posts.some((post) => 'header' in post));

  expect(posts[0]).toMatchObject({ type: 'url_verification', token: 'verification-token' });
  const received = posts.find((post) => 'header' in post);
  expect(received).toMatchObject({ schema: '2.0', header: { token: 'verification-token' } });
});

test('with a key everything is encrypted, and signed over the raw body', async () => {
  const posts: Post[] = [];
  const url = await listen((post) => {
    posts.push(post);
    return { body: echo(decrypted(post.raw)) };
  });

  await (await start(url, KEY)).say(XIAO_MING, '你好');
  await until(() => posts.some(({ raw }) => 'header' in decrypted(raw)));

  for (const { headers, raw } of posts) {
    const signed = `${headers['x-lark-request-timestamp']}${headers['x-lark-request-nonce']}${KEY}${raw}`;
    expect(headers['x-lark-signature']).toBe(createHash('sha256').update(signed).digest('hex'));
  }
  const types = posts.map(({ raw }) => decrypted(raw)).flatMap((body) => (body.header ? [body.header] : []));
  expect(types).toMatchObject([{ event_type: 'im.message.receive_v1' }]);
});

test("the SDK's own dispatcher accepts what is sent and its answer reaches the person", async () => {
  const dispatcher = new lark.EventDispatcher({ encryptKey: KEY, logger: quiet }).register<
    Record<string, (event: unknown) => unknown>
  >({ 'card.action.trigger': () => ({ toast: { type: 'info', content: '收到' } }) });
  server = createServer(lark.adaptDefault('/event', dispatcher, { autoChallenge: true }));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const running = await start(`http://127.0.0.1:${(server.address() as AddressInfo).port}/event`, KEY);

  const id = await running.sendCard(XIAO_MING, buttonCard('确认'));
  const answer = await running.sim<ClickAnswer>('POST', `/messages/${id}/click`, { as: XIAO_MING, path: BUTTON });

  expect(answer).toMatchObject({ toast: { type: 'info', content: '收到' }, error: null });
});

test('an event answered with an error comes again, one answered with 200 does not', async () => {
  const received = inbox();
  let status = 500;
  const url = await listen(({ raw }) => {
    const body = JSON.parse(raw) as Record<string, unknown>;
    if (body.type === 'url_verification') return { body: echo(body) };
    received.take(body);
    return { status, body: '{}' };
  });
  const running = await start(url);
  await running.say(XIAO_MING, '你好');
  await received.next(2);
  await until(async () => (await running.world()).pending_events.every(({ next_at }) => next_at !== null));

  status = 200;
  await running.sim('POST', '/clock', { advance_ms: 15_000 });
  await received.next(4);

  await until(async () => (await running.world()).pending_events.length === 0);
});

test('a click on a bot that answers with an error, rubbish or not at all is shown as such', async () => {
  let answer: { status?: number; body: string } = { status: 500, body: '' };
  const url = await listen(({ raw }) => {
    const body = JSON.parse(raw) as Record<string, unknown>;
    return body.type === 'url_verification' ? { body: echo(body) } : answer;
  });
  const running = await start(url);
  const id = await running.sendCard(XIAO_MING, buttonCard('确认'));
  const click = async () =>
    (await running.sim<ClickAnswer>('POST', `/messages/${id}/click`, { as: XIAO_MING, path: BUTTON })).error?.code;

  expect(await click()).toBe(200671);
  answer = { status: 302, body: '' };
  expect(await click()).toBe(200671);
  answer = { body: 'success' };
  expect(await click()).toBe(200672);
  server?.closeAllConnections();
  server?.close();
  expect(await click()).toBe(200342);
});

test('a URL that fails its challenge gets no events until it passes', async () => {
  const posts: Record<string, unknown>[] = [];
  let ready = false;
  const url = await listen(({ raw }) => {
    const body = JSON.parse(raw) as Record<string, unknown>;
    posts.push(body);
    return { body: ready ? echo(body) : '{"challenge":"wrong"}' };
  });
  const running = await start(url);
  await running.say(XIAO_MING, '你好');
  await until(async () => (await running.world()).pending_events.every(({ next_at }) => next_at !== null));
  const before = posts.filter((post) => post.type !== 'url_verification');

  ready = true;
  await running.sim('POST', '/clock', { advance_ms: 15_000 });
  await until(() => posts.some((post) => 'header' in post));

  expect(before).toEqual([]);
});

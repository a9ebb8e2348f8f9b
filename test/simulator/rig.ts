// What the simulator's server tests share: a simulator on a free port, a bot made of the real SDK, the control API.
import * as lark from '@larksuiteoapi/node-sdk';
import type { Message, World } from '../../simulator/api.ts';
import { DEFAULT_APP_ID, DEFAULT_APP_SECRET, type SimulatorOptions, startSimulator } from '../../simulator/server.ts';

const quiet = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };

export const XIAO_MING = 'ou_11111111111111111111111111111111';
export const XIAO_HONG = 'ou_22222222222222222222222222222222';
export const PEOPLE = [
  { name: '测试甲', open_id: XIAO_MING, mobile: '+8613000000001', email: 'jia@example.com', department: '一处' },
  { name: '测试乙', open_id: XIAO_HONG, mobile: '+8613000000002', email: 'yi@example.com' },
];

export type Event = Record<string, unknown>;
type Handler = (event: Event) => unknown;

/** One running simulator with two people in it, and everything a test says to it. */
export type Rig = Awaited<ReturnType<typeof startRig>>;

export async function startRig(options: SimulatorOptions = {}) {
  const { url, close } = await startSimulator({ port: 0, page: false, ...options });
  const closers: (() => void)[] = [];

  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  /** The control API; a refusal fails the test. */
  const sim = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call(method, `/sim${path}`, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  };
  await sim('PUT', '/people', PEOPLE);

  const client = newClient(url);
  const connect = async (handlers: Record<string, Handler>, wsConfig = {}) => {
    const bot = await connectBot(url, handlers, wsConfig);
    closers.push(() => bot.close({ force: true }));
    return bot;
  };
  return {
    url,
    client,
    call,
    sim,
    connect,
    world: () => sim<World>('GET', '/world'),
    say: (as: string, text: string, more = {}) => sim<Message>('POST', '/chats/bot/messages', { as, text, ...more }),
    /** Refused Open API calls throw in the SDK; this gives their status, code and headers instead. */
    refusal: async (promise: Promise<unknown>) => {
      const error = await promise.then(
        (value) => Promise.reject(new Error(`not refused: ${JSON.stringify(value)}`)),
        (cause: unknown) =>
          cause as {
            response?: { status: number; data: { code: number; msg: string }; headers: Record<string, string> };
          },
      );
      if (!error.response) throw error;
      const { status, data, headers } = error.response;
      return { status, code: data.code, msg: data.msg, headers };
    },
    send: (openId: string, text: string, uuid?: string) =>
      client.im.v1.message.create({
        params: { receive_id_type: 'open_id' },
        data: { receive_id: openId, msg_type: 'text', content: JSON.stringify({ text }), ...(uuid ? { uuid } : {}) },
      }),
    sendCard: async (openId: string, card: object) => {
      const sent = await client.im.v1.message.create({
        params: { receive_id_type: 'open_id' },
        data: { receive_id: openId, msg_type: 'interactive', content: JSON.stringify(card) },
      });
      return sent.data?.message_id ?? '';
    },
    stop: async () => {
      for (const each of closers) each();
      await close();
    },
  };
}

export function newClient(url: string): lark.Client {
  return new lark.Client({
    appId: DEFAULT_APP_ID,
    appSecret: DEFAULT_APP_SECRET,
    domain: url,
    logger: quiet,
    // A cache of its own: the SDK's default one is shared by everything in the process.
    cache: freshCache(),
  });
}

function freshCache() {
  const values = new Map<string, unknown>();
  return {
    get: async (key: unknown) => values.get(String(key)),
    set: async (key: unknown, value: unknown) => {
      values.set(String(key), value);
      return true;
    },
  };
}

async function connectBot(url: string, handlers: Record<string, Handler>, wsConfig: object): Promise<lark.WSClient> {
  const dispatcher = new lark.EventDispatcher({ logger: quiet }).register<Record<string, Handler>>(handlers);
  return new Promise((resolve, reject) => {
    const bot = new lark.WSClient({
      appId: DEFAULT_APP_ID,
      appSecret: DEFAULT_APP_SECRET,
      domain: url,
      autoReconnect: true,
      wsConfig,
      logger: quiet,
      onReady: () => resolve(bot),
      onError: reject,
    });
    void bot.start({ eventDispatcher: dispatcher });
  });
}

/** Collects what handlers are called with; `next` waits for the nth (from 1). */
export function inbox() {
  const events: Event[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    events,
    take: (event: Event) => {
      events.push(event);
      for (const { count, resolve } of waiting) if (events.length >= count) resolve();
    },
    next: async (count = 1) => {
      if (events.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return events[count - 1] ?? {};
    },
  };
}

/** Asks until the answer is yes, for as long as a test may take; then it gives up. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('waited in vain');
}

/** A card with one button. */
export const buttonCard = (text: string, more: object = {}) => ({
  schema: '2.0',
  config: { update_multi: true, ...more },
  body: {
    elements: [
      {
        tag: 'button',
        text: { tag: 'plain_text', content: text },
        behaviors: [{ type: 'callback', value: { act: 'ack' } }],
      },
    ],
  },
});
export const BUTTON = ['body', 'elements', 0];

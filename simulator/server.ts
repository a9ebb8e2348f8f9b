// Puts one simulator together and serves it: Feishu's Open API, the long connection, the control API, the page.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { VirtualClock } from './clock.ts';
import { controlApi } from './control/router.ts';
import { Deliveries } from './deliver.ts';
import { EventStream } from './event-stream.ts';
import { Faults } from './faults.ts';
import { personIds } from './ids.ts';
import { type ClientConfig, LongConnections } from './long-connection.ts';
import { longConnectionEndpoint } from './openapi/long-connection-endpoint.ts';
import { openApi } from './openapi/router.ts';
import { bundlePage, type PageFile } from './page-bundle.ts';
import { RateLimits } from './rate-limits.ts';
import type { App, Simulator } from './simulator.ts';
import { Tokens } from './tokens.ts';
import { Webhook } from './webhook.ts';
import { World } from './world.ts';

export const DEFAULT_APP_ID = 'cli_a1b2c3d4e5f6a7b8';
export const DEFAULT_APP_SECRET = 'simulator-secret-for-development';
const FRAGMENT_BYTES = 64 * 1024;
const WORLD_NEWS_PAUSE_MS = 50;

export type SimulatorOptions = {
  /** 0 takes any free port. */
  port?: number;
  host?: string;
  appId?: string;
  appSecret?: string;
  appName?: string;
  /** Where events go by HTTP; without it they go over the long connection. */
  webhook?: { url: string; encryptKey?: string };
  verificationToken?: string;
  /** Where the virtual clock starts, ISO 8601 with offset; default: real time. */
  clock?: string;
  /** How long a token lives; Feishu's is 7200. */
  tokenSeconds?: number;
  /** What clients are told about pings and reconnects, in seconds; shorter than Feishu's 120/120/30 by default. */
  clientConfig?: Partial<ClientConfig>;
  /** Events larger than this travel in several frames. */
  fragmentBytes?: number;
  /** Without the page nothing is bundled: for embedding in tests. */
  page?: boolean;
};
export type RunningSimulator = { url: string; close(): Promise<void> };

/** Starts a simulator; resolves once it listens. `close` cuts all connections and frees the port. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<RunningSimulator> {
  const simulator = assemble(options);
  const page = options.page === false ? new Map<string, PageFile>() : await bundlePage();
  const server = createServer(routes(simulator, page));
  simulator.connections.listenOn(server);
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 8787, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    close: async () => {
      simulator.deliveries.clear();
      simulator.connections.close();
      simulator.page.close();
      simulator.clockStream.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function assemble(options: SimulatorOptions): Simulator {
  const appId = options.appId ?? DEFAULT_APP_ID;
  const app: App = {
    app_id: appId,
    app_secret: options.appSecret ?? DEFAULT_APP_SECRET,
    name: options.appName ?? '机器人',
    bot_open_id: personIds(appId).open_id,
    tenant_key: '2ca1d211f64f6438',
    verification_token: options.verificationToken ?? 'v-simulator',
    transport: options.webhook ? 'webhook' : 'websocket',
  };
  const clock = new VirtualClock();
  if (options.clock !== undefined) clock.moveTo(Date.parse(options.clock));
  const world = new World();
  const faults = new Faults();
  const clientConfig = {
    ReconnectCount: -1,
    ReconnectInterval: 2,
    ReconnectNonce: 1,
    PingInterval: 10,
    ...options.clientConfig,
  };
  const connections = new LongConnections({
    faults,
    clientConfig,
    fragmentBytes: options.fragmentBytes ?? FRAGMENT_BYTES,
  });
  const clockStream: Simulator['clockStream'] = new EventStream();
  const page: Simulator['page'] = new EventStream();
  // Added before the deliveries', so that whoever follows the clock hears of a jump before its events.
  clock.onJump((reading) => clockStream.send(reading));
  const deliveries = new Deliveries({ app, clock, faults, world, transport: webhookOf(options, app) ?? connections });
  const showWorld = atMostOncePerPause(() => page.send({ type: 'world' }));
  for (const part of [connections, deliveries]) part.onChange(showWorld);
  clock.onJump(showWorld);
  const tokens = new Tokens(options.tokenSeconds ?? 7200);
  return {
    app,
    clock,
    world,
    faults,
    rates: new RateLimits(),
    tokens,
    connections,
    deliveries,
    calls: [],
    page,
    clockStream,
  };
}

/** Many changes come together; pages are told of them once. */
function atMostOncePerPause(act: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      act();
    }, WORLD_NEWS_PAUSE_MS).unref();
  };
}

function webhookOf({ webhook }: SimulatorOptions, app: App): Webhook | null {
  if (!webhook) return null;
  const transport = new Webhook({
    url: webhook.url,
    encryptKey: webhook.encryptKey ?? null,
    verificationToken: app.verification_token,
  });
  // A bot that starts later gets its challenge with the first event.
  void transport.verify();
  return transport;
}

function routes(simulator: Simulator, page: Map<string, PageFile>): Express {
  const routes = express();
  routes.disable('x-powered-by');
  routes.use('/open-apis', openApi(simulator));
  routes.use('/callback/ws/endpoint', longConnectionEndpoint(simulator));
  routes.use('/sim', controlApi(simulator));
  for (const [path, { type, content }] of page) {
    routes.get(path, (_request, response) => {
      response.type(type).send(content);
    });
  }
  routes.use((request, response) => {
    response.status(404).json({ code: 404, msg: `模拟器没有这个路径：${request.method} ${request.path}` });
  });
  routes.use((cause: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const reason = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    process.stderr.write(`simulator: ${reason}\n`);
    response.status(500).json({ code: 500, msg: `模拟器出错：${reason}` });
  });
  return routes;
}

// The workers' HTTP: whether they are well, and the queue board behind the administrator's token.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import { limited, type Server, serve, webApp } from '../bot/http-server.ts';
import { healthOf } from '../store/health.ts';
import { beat } from '../store/heartbeats.ts';
import type { WorkerParts } from './parts.ts';
import type { Queues } from './relay.ts';

/** The bot, which never speaks to Redis, learns from here how the queue is. */
const beatEveryMs = 10_000;

export async function startBoard(
  parts: WorkerParts,
  on: { queues: Queues; redis: Redis; port: number; token: string },
): Promise<Server> {
  const app = webApp('board');
  app.use(limited());
  app.get('/healthz', async (_request, response) => {
    const queue = await pinged(on.redis);
    const health = await healthOf(parts.store.db, await parts.clock.now());
    const ok = queue && health.database;
    response.status(ok ? 200 : 503).json({ ok, queue, ...health });
  });
  const adapter = new ExpressAdapter();
  adapter.setBasePath('/queues');
  createBullBoard({
    queues: Object.values(on.queues).map((queue) => new BullMQAdapter(queue)),
    serverAdapter: adapter,
  });
  app.use('/queues', behindToken(on.token), adapter.getRouter());

  const server = await serve(app, on.port, parts.log);
  const tellQueue = async () => {
    const ok = await pinged(on.redis);
    await beat(parts.store.db, { name: 'queue', at: await parts.clock.now(), detail: { ok } });
  };
  const tell = () => void tellQueue().catch((error: unknown) => parts.log.warn({ err: error }, 'heartbeat'));
  tell();
  const timer = setInterval(tell, beatEveryMs);
  return {
    port: server.port,
    close: async () => {
      clearInterval(timer);
      await server.close();
    },
  };
}

async function pinged(redis: Redis): Promise<boolean> {
  return redis.ping().then(
    () => true,
    () => false,
  );
}

/** `Authorization: Bearer <token>`, or the token as the password of basic authentication, which browsers can type. */
function behindToken(token: string): RequestHandler {
  const wanted = digest(token);
  return (request, response, next) => {
    const [scheme = '', credentials = ''] = (request.headers.authorization ?? '').split(' ');
    const given =
      scheme === 'Basic' ? (Buffer.from(credentials, 'base64').toString().split(':').at(-1) ?? '') : credentials;
    if (timingSafeEqual(digest(given), wanted)) return next();
    response.status(401).set('WWW-Authenticate', 'Basic realm="hezheng"').send('需要管理口令');
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

// The bot's HTTP: whether it is well, and, where events come by webhook, the address they come to.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import helmet from 'helmet';
import { healthOf } from '../store/health.ts';
import type { Transport } from './feishu/transport.ts';
import type { BotParts } from './parts.ts';

export type Server = { port: number; close: () => Promise<void> };

/** `webhook`: the handlers of the path `/feishu/events`, or none when events come over the long connection. */
export async function startServer(
  parts: BotParts,
  on: { transport: Transport; webhook: readonly RequestHandler[]; port: number },
): Promise<Server> {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet());
  app.get('/healthz', async (_request, response) => {
    const health = await healthOf(parts.store.db, await parts.clock.now());
    const connection = on.transport.state();
    const ok = health.database && connection === 'connected';
    const lastEventAt = on.transport.lastEventAt()?.toISOString() ?? null;
    response.status(ok ? 200 : 503).json({ ok, connection, lastEventAt, ...health });
  });
  if (on.webhook.length > 0) app.post('/feishu/events', ...on.webhook);
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(on.port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

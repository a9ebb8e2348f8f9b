// The bot's HTTP: whether it is well, and, where events come by webhook, the address they come to.
import type { RequestHandler } from 'express';
import { healthOf } from '../store/health.ts';
import type { Transport } from './feishu/transport.ts';
import { limited, type Server, serve, webApp } from './http-server.ts';
import type { BotParts } from './parts.ts';

/** `webhook`: the handlers of the path `/feishu/events`, or none when events come over the long connection. */
export async function startServer(
  parts: BotParts,
  on: { transport: Transport; webhook: readonly RequestHandler[]; port: number },
): Promise<Server> {
  const app = webApp('strict');
  if (on.webhook.length > 0) app.post('/feishu/events', ...on.webhook);
  app.get('/healthz', limited(), async (_request, response) => {
    const health = await healthOf(parts.store.db, await parts.clock.now());
    const connection = on.transport.state();
    const ok = health.database && connection === 'connected';
    const lastEventAt = on.transport.lastEventAt()?.toISOString() ?? null;
    response.status(ok ? 200 : 503).json({ ok, connection, lastEventAt, ...health });
  });
  return serve(app, on.port, parts.log);
}

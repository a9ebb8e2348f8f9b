// What the HTTP of bot and workers have in common: careful headers, a limit per caller, no stack in an answer, a clean end.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Log } from './log.ts';

/** Health checks come every few seconds, a person opens a board; nobody needs more. */
const requestsPerMinute = 300;

export type Server = { port: number; close: () => Promise<void> };

/** An empty application. @param policy whether the strict content policy holds; the queue board brings scripts of its own */
export function webApp(policy: 'strict' | 'board'): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(policy === 'strict' ? helmet() : helmet({ contentSecurityPolicy: false }));
  return app;
}

/** For every path but the webhook's: Feishu's events are many, and turned away by signature instead. */
export function limited(): RequestHandler {
  return rateLimit({ windowMs: 60_000, limit: requestsPerMinute, standardHeaders: 'draft-8', legacyHeaders: false });
}

/** Listens on all addresses; port 0 takes a free one. Rejects when the port is taken. */
export async function serve(app: Express, port: number, log: Log): Promise<Server> {
  const failed: ErrorRequestHandler = (error, _request, response, _next) => {
    log.error({ err: error }, 'http');
    if (!response.headersSent) response.status(500).json({ ok: false });
  };
  app.use(failed);
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

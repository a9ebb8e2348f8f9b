// Where a client asks for the address of its long connection.
import express, { type Router } from 'express';
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';

const bodySchema = z.object({ AppID: z.string(), AppSecret: z.string() });
const AUTH_FAILED = 514;
const FORBIDDEN = 403;
const CONNECTION_LIMIT = 1000040350;
/** The one failure the SDKs retry. */
const INTERNAL_ERROR = 1000040343;

export function longConnectionEndpoint({ app, faults, connections }: Simulator): Router {
  const router = express.Router();
  router.post('/', express.json(), (request, response) => {
    const sent = bodySchema.safeParse(request.body);
    const fail = (code: number, msg: string) => response.json({ code, msg, data: {} });
    if (sent.data?.AppID !== app.app_id || sent.data.AppSecret !== app.app_secret) fail(AUTH_FAILED, 'auth failed');
    else if (app.transport === 'webhook') fail(FORBIDDEN, 'the app does not receive events by long connection');
    else if (faults.take(['refuse-connection'])) fail(INTERNAL_ERROR, 'internal error');
    else if (connections.isFull()) fail(CONNECTION_LIMIT, 'the number of connections exceeded the limit');
    else response.json({ code: 0, msg: 'ok', data: connections.endpoint(request.headers.host ?? '127.0.0.1') });
  });
  return router;
}

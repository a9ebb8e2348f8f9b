// One Express router for every Open API path: faults, token, quota, then the endpoint; each call is recorded.
import express, { type Request, type Response, type Router } from 'express';
import { isObject } from '../message-content.ts';
import type { Simulator } from '../simulator.ts';
import { type Answer, type Call, type Endpoint, fail, frequencyLimit } from './answer.ts';
import { authEndpoints } from './auth.ts';
import { botEndpoints } from './bot.ts';
import { cardEndpoints } from './cards.ts';
import { chatEndpoints } from './chats.ts';
import { contactEndpoints } from './contacts.ts';
import { messageEndpoints } from './messages.ts';
import { readingEndpoints } from './reading.ts';
import { resourceEndpoints } from './resources.ts';
import { urgentEndpoints } from './urgent.ts';

const BODY_LIMIT = '110mb';
/** Longer bodies are recorded by their length alone. */
const RECORDED_BYTES = 200_000;

const endpoints: Endpoint[] = [
  ...authEndpoints,
  ...messageEndpoints,
  ...readingEndpoints,
  ...cardEndpoints,
  ...resourceEndpoints,
  ...chatEndpoints,
  ...contactEndpoints,
  ...botEndpoints,
  ...urgentEndpoints,
];

export function openApi(simulator: Simulator): Router {
  const router = express.Router();
  router.use(express.raw({ type: () => true, limit: BODY_LIMIT }));
  for (const endpoint of endpoints) {
    router[endpoint.method](endpoint.path, async (request, response) => {
      const call = readCall(simulator, request);
      await respond(call, response, async () => refusal(endpoint, call) ?? (await endpoint.handle(call)));
    });
  }
  router.use(async (request, response) => {
    const label = `${request.method} ${request.baseUrl}${request.path}`;
    await respond(readCall(simulator, request), response, () => fail(404, `模拟器没有这个接口：${label}`, 404));
  });
  return router;
}

function readCall(simulator: Simulator, request: Request): Call {
  const raw: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const isJson = request.headers['content-type']?.includes('json') ?? false;
  return {
    simulator,
    request,
    params: strings(request.params),
    query: strings(request.query),
    body: isJson ? parseJson(raw) : undefined,
    raw,
  };
}

/** What stands in the way before the endpoint is asked: no token, quota used up. */
function refusal(endpoint: Endpoint, { simulator, request }: Call): Answer | null {
  if (endpoint.anonymous) return null;
  const { tokens, rates, world } = simulator;
  const authorization = request.headers.authorization;
  const status = world.switches.token_status;
  if (!authorization) return fail(99991661, 'Missing access token for authorization.', status);
  const token = authorization.replace(/^Bearer /, '');
  if (!/^[tu]-/.test(token)) return fail(99991671, 'Access token must start with t- or u-.', status);
  if (!tokens.accepts(token, Date.now())) return fail(99991663, 'Invalid access token for authorization.', status);
  if (!world.switches.rate_limits) return null;
  const overrun = rates.api(`${endpoint.method} ${endpoint.path}`, Date.now());
  return overrun ? frequencyLimit(overrun) : null;
}

async function respond(call: Call, response: Response, handle: () => Answer | Promise<Answer>): Promise<void> {
  const { simulator, request } = call;
  const label = `${request.method} ${request.baseUrl}${request.path}`;
  const slow = simulator.faults.take(['slow'], label);
  if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms));
  const answer = faultyAnswer(simulator, label) ?? (await handle());
  const lost = simulator.faults.take(['lost-answer'], label) !== null;
  record(call, answer, lost);
  if (lost) {
    request.socket.destroy();
    return;
  }
  response.status(answer.status).set(answer.headers ?? {});
  if (Buffer.isBuffer(answer.body)) response.send(answer.body);
  else response.json(answer.body);
}

function faultyAnswer(simulator: Simulator, label: string): Answer | null {
  const fault = simulator.faults.take(['rate-limit', 'server-error', 'code'], label);
  if (!fault) return null;
  if (fault.kind === 'code') return fail(fault.code, fault.msg, fault.status);
  if (fault.kind === 'rate-limit') return frequencyLimit({ limit: 50, resetSeconds: fault.reset_s ?? 1 });
  return { status: fault.status ?? 503, body: Buffer.from('upstream error') };
}

/** `status` 0 in the record: the work was done, the caller never heard. */
function record({ simulator, request, query, body, raw }: Call, answer: Answer, lost: boolean): void {
  const code = Buffer.isBuffer(answer.body) ? null : answer.body.code;
  const sent = raw.length > RECORDED_BYTES || body === undefined ? { bytes: raw.length } : withoutSecret(body);
  simulator.calls.push({
    at: simulator.clock.now(),
    method: request.method,
    path: request.baseUrl + request.path,
    status: lost ? 0 : answer.status,
    code: typeof code === 'number' ? code : null,
    request: { query, body: raw.length === 0 ? null : sent },
  });
}

const withoutSecret = (body: unknown): unknown =>
  isObject(body) && 'app_secret' in body ? { ...body, app_secret: '***' } : body;

function strings(values: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  );
}

function parseJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    return undefined;
  }
}

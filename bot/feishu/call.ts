// One call to Feishu: paced, with the token, its answer checked, a short wait when told to slow down.
// Knows no single API; feishu.ts names them.
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { asksToWait, judge, TOKEN_INVALID } from './codes.ts';
import { FeishuError } from './feishu-error.ts';
import { createPace } from './pace.ts';
import { type ApiAnswer, type ApiRequest, type App, openApi } from './sdk.ts';
import { holdToken } from './token.ts';

export type Call = Omit<ApiRequest, 'token' | 'timeoutMs'> & {
  /** As Feishu's documents call it, e.g. `im.message.create`; quotas and logs go by it. */
  name: string;
  /** The person, group or message whose own quota counts; null when there is none. */
  target: string | null;
  /** Whether doing it twice does no harm. When not, a lost answer is an unknown outcome. */
  repeatable: boolean;
  timeoutMs?: number;
  /** Made only while there is plenty of quota, and once: it waits for nothing and fails as `too-busy` instead. */
  spare?: boolean;
};
export type Caller = {
  /** The body of a successful answer. @throws FeishuError in every other case */
  call: (call: Call) => Promise<unknown>;
  /** The bytes of a successful answer. @throws FeishuError, `too-large` when there are more than `maxBytes` */
  bytes: (call: Call, maxBytes: number) => Promise<Buffer>;
};

const TIMEOUT_MS = 10_000;
/** How often one call is tried when the platform says "slower". */
const TRIES = 3;
/** A longer pause is left to the queue. */
const LONGEST_PAUSE_MS = 5_000;
const PAUSE_MS = 1_000;
const LARGEST_ERROR_BYTES = 64 * 1024;
/** The request cannot have been received. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

const envelope = z.looseObject({ code: z.number(), msg: z.string().default('') });
const tokenAnswer = z.object({ tenant_access_token: z.string().min(1), expire: z.number().positive() });

export type Timing = { now: () => number; sleep: (ms: number) => Promise<unknown>; timeoutMs: number };
const realTiming: Timing = { now: () => performance.now(), sleep: (ms) => pause(ms), timeoutMs: TIMEOUT_MS };

export function createCaller(app: App, log: Log, given: Partial<Timing> = {}): Caller {
  const { now, sleep, timeoutMs } = { ...realTiming, ...given };
  const api = openApi(app, log);
  const pace = createPace(now, sleep);
  const tokens = holdToken(() => fetchToken(), now);

  async function fetchToken() {
    const call: Call = {
      name: 'auth.tenant_access_token',
      method: 'POST',
      path: '/open-apis/auth/v3/tenant_access_token/internal',
      data: { app_id: app.appId, app_secret: app.appSecret },
      target: null,
      repeatable: true,
    };
    const body = checked(call, await exchange(call, null));
    const { tenant_access_token, expire } = shaped(call, tokenAnswer, body);
    return { token: tenant_access_token, expiresInMs: expire * 1_000 };
  }

  async function exchange(call: Call, token: string | null): Promise<ApiAnswer> {
    const { name, target: _, repeatable, spare: __, ...request } = call;
    const start = now();
    try {
      const answer = await api.request({ timeoutMs, ...request, token });
      const body = call.stream ? await readIfError(answer) : answer.body;
      log.debug({ call: name, status: answer.status, code: codeOf(body), ms: Math.round(now() - start) }, 'feishu');
      return { ...answer, body };
    } catch (cause) {
      const code = String((cause as { code?: unknown }).code ?? '');
      const kind = repeatable || NEVER_SENT.has(code) ? 'retry' : 'unknown-outcome';
      throw new FeishuError(name, { code: 'no-answer', kind, msg: code, cause: new Error(code) });
    }
  }

  async function withToken(call: Call): Promise<unknown> {
    const token = await tokens.get();
    // Last before it leaves: what waits after its turn has come arrives together with the next turn's.
    if (!call.spare) await pace.take(call.name, call.target);
    else if (!pace.takeSpare(call.name, call.target)) {
      throw new FeishuError(call.name, { code: 'too-busy', kind: 'retry', msg: 'left to calls that matter more' });
    }
    const answer = await exchange(call, token);
    if (codeOf(answer.body) !== TOKEN_INVALID) return checked(call, answer);
    tokens.drop(token);
    return checked(call, await exchange(call, await tokens.get()));
  }

  async function patiently(call: Call): Promise<unknown> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await withToken(call);
      } catch (error) {
        const waitMs = error instanceof FeishuError ? error.retryAfterMs : undefined;
        if (waitMs !== undefined) pace.rest(waitMs);
        if (waitMs === undefined || call.spare || waitMs > LONGEST_PAUSE_MS || tried >= TRIES) throw error;
        await sleep(waitMs);
      }
    }
  }

  return {
    call: patiently,
    bytes: async (call, maxBytes) => readAll(call, await patiently({ ...call, stream: true }), maxBytes),
  };
}

function codeOf(body: unknown): number | null {
  return envelope.safeParse(body).data?.code ?? null;
}

/** The body, when the answer is a success. */
function checked(call: Call, { status, headers, body }: ApiAnswer): unknown {
  if (call.stream && isStream(body)) return body;
  const answer = envelope.safeParse(body).data;
  if (status < 400 && answer?.code === 0) return body;
  const code = answer?.code ?? null;
  if (code === null && status < 400) throw badAnswer(call);
  const kind = judge(code, status, answer?.msg ?? '', call.repeatable);
  const slower = asksToWait(code, status, answer?.msg ?? '');
  throw new FeishuError(call.name, {
    code: code ?? 'bad-answer',
    kind,
    msg: answer?.msg ?? '',
    httpStatus: status,
    ...(slower ? { retryAfterMs: resetMs(headers) } : {}),
  });
}

/** @throws FeishuError when a success does not have the shape Feishu documents */
export function shaped<T>(call: Call, schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (!read.success) throw badAnswer(call);
  return read.data;
}

function badAnswer(call: Call): FeishuError {
  const kind = call.repeatable ? 'retry' : 'unknown-outcome';
  return new FeishuError(call.name, { code: 'bad-answer', kind, msg: 'not the documented shape', httpStatus: 200 });
}

function resetMs(headers: Record<string, unknown>): number {
  const seconds = Number(headers['x-ogw-ratelimit-reset']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : PAUSE_MS;
}

function isStream(body: unknown): body is AsyncIterable<Buffer> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** A refused download brings its code in a stream, too; sometimes with HTTP 200, but never as an attachment. */
async function readIfError({ status, headers, body }: ApiAnswer): Promise<unknown> {
  const isFile =
    status < 400 && (headers['content-disposition'] !== undefined || !/json/.test(String(headers['content-type'])));
  if (isFile || !isStream(body)) return body;
  const text: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > LARGEST_ERROR_BYTES) break;
    text.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(text).toString());
  } catch {
    return null;
  }
}

async function readAll(call: Call, body: unknown, maxBytes: number): Promise<Buffer> {
  if (!isStream(body)) throw badAnswer(call);
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of body) {
      length += part.length;
      // Leaving the loop destroys the stream: the rest is never fetched.
      if (length > maxBytes) break;
      parts.push(part);
    }
  } catch (cause) {
    throw new FeishuError(call.name, { code: 'no-answer', kind: 'retry', msg: 'cut off', cause });
  }
  if (length > maxBytes) {
    throw new FeishuError(call.name, { code: 'too-large', kind: 'refused', msg: `more than ${maxBytes} bytes` });
  }
  return Buffer.concat(parts);
}

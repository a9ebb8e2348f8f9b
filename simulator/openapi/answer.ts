// How an Open API call is answered: refusals are values with Feishu's code and HTTP status.
import type { Request } from 'express';
import { newLogId } from '../ids.ts';
import type { Overrun } from '../rate-limits.ts';
import type { Simulator } from '../simulator.ts';

export type Answer = { status: number; body: Record<string, unknown> | Buffer; headers?: Record<string, string> };

/** One call. `rawBytes` is the size of the body as it came, which is what Feishu's limits measure. */
export type Call = {
  simulator: Simulator;
  request: Request;
  params: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
  raw: Buffer;
};

/** A row of the routing table; `path` is below /open-apis. `anonymous` calls need no token. */
export type Endpoint = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  anonymous?: boolean;
  handle: (call: Call) => Answer | Promise<Answer>;
};

export const ok = (data: Record<string, unknown> = {}): Answer => ({
  status: 200,
  body: { code: 0, msg: 'success', data },
});

export function fail(code: number, msg: string, status = 400, headers: Record<string, string> = {}): Answer {
  const logId = newLogId();
  const troubleshooter = `https://open.feishu.cn/search?log_id=${logId}&code=${code}`;
  return { status, headers, body: { code, msg, error: { log_id: logId, troubleshooter } } };
}

/** `Answer` or the thing looked for: the way look-ups report that there is no such thing. */
export const isAnswer = (value: object): value is Answer => 'status' in value && 'body' in value;

export const invalidField = (what: string): Answer => fail(99992402, `field validation failed: ${what}`);

export function frequencyLimit({ limit, resetSeconds }: Overrun): Answer {
  return fail(99991400, 'request trigger frequency limit', 429, {
    'x-ogw-ratelimit-limit': String(limit),
    'x-ogw-ratelimit-reset': String(resetSeconds),
  });
}

/** The 5-a-second rule per person, group or message; which code it has is one of the switches. */
export function targetLimit({ rates, world }: Simulator, id: string): Answer | null {
  if (!world.switches.rate_limits) return null;
  const overrun = rates.target(id, Date.now());
  if (!overrun) return null;
  if (world.switches.chat_rate_code === 99991400) return frequencyLimit(overrun);
  return fail(230020, 'This operation triggers the frequency limit.');
}

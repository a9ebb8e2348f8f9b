// The one error every call to Feishu fails with.
import { redactText } from '../log.ts';
import type { FaultKind } from './codes.ts';

/** Feishu's own number, or what we found out before or instead of it. */
export type FeishuCode = number | 'no-answer' | 'bad-answer' | 'too-large' | 'empty' | 'too-busy';

export type FeishuFault = {
  code: FeishuCode;
  kind: FaultKind;
  /** Feishu's `msg` or our own words; masked and cut before it is kept. */
  msg: string;
  httpStatus?: number | null;
  /** How long the platform wants to be left alone. */
  retryAfterMs?: number;
  cause?: unknown;
};

const LONGEST_MSG = 300;
/** Feishu complains in English: Han characters in a complaint are an echo of what we sent, names and reasons among it. */
const ECHO = /\p{Script=Han}[\p{Script=Han}\p{P}\p{N}]*/gu;

export class FeishuError extends Error {
  override name = 'FeishuError';
  readonly code: FeishuCode;
  readonly httpStatus: number | null;
  readonly kind: FaultKind;
  readonly retryAfterMs: number | undefined;

  constructor(call: string, fault: FeishuFault) {
    super(`${call}: ${fault.kind}, ${fault.code} ${redactText(fault.msg).replace(ECHO, '***').slice(0, LONGEST_MSG)}`, {
      cause: fault.cause,
    });
    this.code = fault.code;
    this.httpStatus = fault.httpStatus ?? null;
    this.kind = fault.kind;
    this.retryAfterMs = fault.retryAfterMs;
  }
}

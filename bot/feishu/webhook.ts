// Events over HTTP, when Feishu is configured with a request URL. The SDK's own endpoint is not used: it signs the
// re-serialised body, takes replays and plain text, and hangs when a handler fails.
// Whoever is turned away learns nothing about why.
import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import express, { type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { answerTo, type OnEvent, type Transport, type TransportState } from './transport.ts';

export type WebhookKeys = { encryptKey: string; verificationToken: string };
export type Webhook = Transport & {
  /** To be mounted at the request URL's path, before any other body parser. */
  handlers: RequestHandler[];
};

const LARGEST_BODY = '1mb';
/** How far a request's timestamp may lie from our clock; older ones may be replays. */
const FRESH_MS = 5 * 60_000;
/** Feishu waits 3 seconds; then it counts the delivery as failed and repeats it. */
const ANSWER_MS = 2_900;
const IV_BYTES = 16;

const sealed = z.object({ encrypt: z.string() });
const challenge = z.object({
  type: z.literal('url_verification'),
  challenge: z.string().max(1_000),
  token: z.string(),
});
/** Events of version 2 carry the token in the header, the few old ones beside the event. */
const tokenOf = z.union([
  z.object({ header: z.object({ token: z.string() }) }).transform(({ header }) => header.token),
  z.object({ token: z.string() }).transform(({ token }) => token),
]);

/** @param now milliseconds of real time: freshness has nothing to do with the business' clock */
export function webhook(keys: WebhookKeys, log: Log, now: () => number = Date.now): Webhook {
  let state: TransportState = 'idle';
  let lastEventAt: Date | null = null;
  let onEvent: OnEvent | null = null;

  const take: RequestHandler = async (request, response) => {
    const body: unknown = request.body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const envelope = open(bytes, keys.encryptKey);
    if (envelope === null || !sameText(tokenOf.safeParse(envelope).data ?? '', keys.verificationToken)) {
      turnAway(response, log, 'not sealed with our key, or without our token');
      return;
    }
    // Saving the URL in the console sends this before anything is signed; only a sealed one gets an answer.
    const asked = challenge.safeParse(envelope);
    if (asked.success) {
      response.json({ challenge: asked.data.challenge });
      return;
    }
    if (!isSigned(request.headers, bytes, keys.encryptKey, now())) {
      turnAway(response, log, 'signature or timestamp');
      return;
    }
    if (onEvent === null) {
      response.status(503).end();
      return;
    }
    lastEventAt = new Date();
    await answer(response, envelope, onEvent, log);
  };

  return {
    handlers: [express.raw({ type: () => true, limit: LARGEST_BODY }), take],
    start: async (listener) => {
      onEvent = listener;
      state = 'connected';
    },
    state: () => state,
    lastEventAt: () => lastEventAt,
    close: () => {
      onEvent = null;
      state = 'idle';
    },
  };
}

/** A failure is answered with 500, so that Feishu delivers again: whatever threw has not been kept. */
async function answer(response: Response, envelope: unknown, onEvent: OnEvent, log: Log): Promise<void> {
  const late = setTimeout(() => response.status(504).end(), ANSWER_MS);
  try {
    const body = (await answerTo(envelope, onEvent)) ?? {};
    if (!response.headersSent) response.json(body);
  } catch (error) {
    log.error({ err: error }, 'an event was not taken');
    if (!response.headersSent) response.status(500).end();
  } finally {
    clearTimeout(late);
  }
}

function turnAway(response: Response, log: Log, why: string): void {
  log.warn({ why }, 'a webhook request was turned away');
  response.status(401).end();
}

type Headers = Record<string, string | string[] | undefined>;

/** hex(sha256(timestamp + nonce + encrypt key + body)), over the bytes as they came. */
function isSigned(headers: Headers, bytes: Buffer, encryptKey: string, nowMs: number): boolean {
  const timestamp = String(headers['x-lark-request-timestamp'] ?? '');
  const nonce = String(headers['x-lark-request-nonce'] ?? '');
  const signature = String(headers['x-lark-signature'] ?? '');
  const expected = createHash('sha256')
    .update(timestamp + nonce + encryptKey)
    .update(bytes)
    .digest('hex');
  return sameText(signature, expected) && Math.abs(nowMs - seconds(timestamp) * 1_000) <= FRESH_MS;
}

function seconds(timestamp: string): number {
  return /^\d{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN;
}

/** Compares digests, so that neither content nor length shows in the time taken. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** base64(iv || AES-256-CBC(JSON)) under SHA-256 of the encrypt key; null for anything else, plain text included. */
function open(bytes: Buffer, encryptKey: string): unknown {
  try {
    const packed = Buffer.from(sealed.parse(JSON.parse(bytes.toString())).encrypt, 'base64');
    const key = createHash('sha256').update(encryptKey).digest();
    const decipher = createDecipheriv('aes-256-cbc', key, packed.subarray(0, IV_BYTES));
    const plain = Buffer.concat([decipher.update(packed.subarray(IV_BYTES)), decipher.final()]);
    return JSON.parse(plain.toString());
  } catch {
    return null;
  }
}

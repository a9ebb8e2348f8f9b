// Webhook mode: posts events to the bot's URL, checked by challenge first, encrypted and signed when a key is set.
import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Envelope, PushResult, Transport } from './deliver.ts';

const CHALLENGE_TIMEOUT_MS = 1000;
const ANSWER_TIMEOUT_MS = 3000;

export type WebhookOptions = { url: string; encryptKey: string | null; verificationToken: string };

export class Webhook implements Transport {
  readonly #options: WebhookOptions;
  #verified = false;
  #verifying: Promise<boolean> | null = null;

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  /** Asks the URL to answer a challenge within 1 s, as saving it in the console does. @returns whether it did. */
  verify(): Promise<boolean> {
    this.#verifying ??= this.#challenge().finally(() => {
      this.#verifying = null;
    });
    return this.#verifying;
  }

  /** A URL that has not passed its challenge gets it again before anything is sent; until then nobody is there. */
  async push(envelope: Envelope): Promise<PushResult> {
    if (!this.#verified && !(await this.verify())) return { kind: 'unreachable' };
    return this.#post(envelope, ANSWER_TIMEOUT_MS);
  }

  async #challenge(): Promise<boolean> {
    const challenge = randomUUID();
    const body = { challenge, token: this.#options.verificationToken, type: 'url_verification' };
    const result = await this.#post(body, CHALLENGE_TIMEOUT_MS);
    this.#verified = result.kind === 'answered' && result.status === 200 && echoes(result.body, challenge);
    return this.#verified;
  }

  async #post(content: Record<string, unknown>, timeoutMs: number): Promise<PushResult> {
    const { url, encryptKey } = this.#options;
    const plain = JSON.stringify(content);
    const body = encryptKey ? JSON.stringify({ encrypt: encrypt(plain, encryptKey) }) : plain;
    const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' };
    if (encryptKey) Object.assign(headers, signatureHeaders(body, encryptKey));
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
      return { kind: 'answered', status: response.status, body: await response.text() };
    } catch (cause) {
      return { kind: cause instanceof Error && cause.name === 'TimeoutError' ? 'timeout' : 'unreachable' };
    }
  }
}

/** base64(iv || AES-256-CBC(json)) under SHA-256 of the key, as the Encrypt Key page describes. */
export function encrypt(plain: string, encryptKey: string): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(encryptKey).digest(), iv);
  return Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]).toString('base64');
}

function signatureHeaders(rawBody: string, encryptKey: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(8).toString('hex');
  const signature = createHash('sha256').update(`${timestamp}${nonce}${encryptKey}${rawBody}`).digest('hex');
  return {
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': signature,
  };
}

function echoes(body: string | null, challenge: string): boolean {
  try {
    return z.object({ challenge: z.string() }).parse(JSON.parse(body ?? '')).challenge === challenge;
  } catch {
    return false;
  }
}

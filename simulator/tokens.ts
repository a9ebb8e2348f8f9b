// Tenant access tokens, in real time: the SDK caches them by its own clock, which no virtual jump moves.
import { newAccessToken } from './ids.ts';

/** With a quarter left or more (30 minutes of 2 hours), asking again gives the same token; with less, a new one beside it. */
const RENEW_BELOW = 1 / 4;

type Token = { value: string; expiresAt: number };

export class Tokens {
  readonly #lifetimeMs: number;
  #issued: Token[] = [];

  constructor(lifetimeSeconds: number) {
    this.#lifetimeMs = lifetimeSeconds * 1000;
  }

  /** @returns the token and the whole seconds it still lives. */
  issue(nowMs: number): { token: string; expire: number } {
    this.#issued = this.#issued.filter((token) => token.expiresAt > nowMs);
    const newest = this.#issued.at(-1);
    const token =
      newest && newest.expiresAt - nowMs >= this.#lifetimeMs * RENEW_BELOW
        ? newest
        : { value: newAccessToken(), expiresAt: nowMs + this.#lifetimeMs };
    if (token !== newest) this.#issued.push(token);
    return { token: token.value, expire: Math.floor((token.expiresAt - nowMs) / 1000) };
  }

  accepts(value: string, nowMs: number): boolean {
    return this.#issued.some((token) => token.value === value && token.expiresAt > nowMs);
  }

  /** Every token out there stops working at once. */
  revokeAll(): void {
    this.#issued = [];
  }
}

// Holds the tenant token: one fetch in flight however many ask, renewed before it ends, dropped when refused.

export type TokenHolder = {
  get: () => Promise<string>;
  /** The platform refused this token: the next `get` fetches another, unless that has happened already. */
  drop: (token: string) => void;
};

/** Feishu gives out a new token from 30 minutes before the end; the old one still works until then. */
const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * @param fetchToken asks the platform; rejects with what the caller of `get` shall see
 * @param now monotonic milliseconds
 */
export function holdToken(
  fetchToken: () => Promise<{ token: string; expiresInMs: number }>,
  now: () => number,
): TokenHolder {
  let held: { token: string; renewAt: number } | null = null;
  let inFlight: Promise<string> | null = null;

  const fetchOnce = async () => {
    const asked = now();
    const { token, expiresInMs } = await fetchToken();
    held = { token, renewAt: asked + Math.max(expiresInMs - RENEW_BEFORE_MS, expiresInMs / 2) };
    return token;
  };

  return {
    get: async () => {
      if (held !== null && now() < held.renewAt) return held.token;
      inFlight ??= fetchOnce().finally(() => {
        inFlight = null;
      });
      return inFlight;
    },
    drop: (token) => {
      if (held?.token === token) held = null;
    },
  };
}

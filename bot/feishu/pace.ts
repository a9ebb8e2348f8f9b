// Keeps our own calls under Feishu's quotas before the platform complains. Counts this process alone.
// Other processes of the same app are met by the back-off in call.ts.
import { FeishuError } from './feishu-error.ts';

export type Quota = { calls: number; perMs: number };

/** Calls leave evenly but arrive unevenly; the window is a little longer than Feishu's. */
const MARGIN = 1.1;
/** Messages to one person or one group, and edits of one message. */
export const PER_TARGET: Quota = { calls: 5, perMs: 1_000 * MARGIN };
/** Any one API of the app. */
export const PER_API_SECOND: Quota = { calls: 50, perMs: 1_000 * MARGIN };
export const PER_API_MINUTE: Quota = { calls: 1_000, perMs: 60_000 * MARGIN };
/** What a call without haste leaves to the others: it goes only while less than this part of each quota is used. */
export const SPARE = 0.5;
/** Whoever would have to wait longer is sent away instead, so that a queue can hold the work. */
const LONGEST_WAIT_MS = 10_000;
/** Above this many keys, idle ones are forgotten. */
const MANY_KEYS = 10_000;

export type Pace = {
  /**
   * Waits until one more call of `api`, on `target` if any, fits all quotas.
   * @throws FeishuError `retry` with `retryAfterMs` when that would take too long
   */
  take: (api: string, target: string | null) => Promise<void>;
  /** Counts one more call only if it may leave at once and plenty is left for others; false: it is not to be made. */
  takeSpare: (api: string, target: string | null) => boolean;
  /** The platform asked for `ms` of rest: until then `takeSpare` gives nothing. */
  rest: (ms: number) => void;
};

/** @param now monotonic milliseconds */
export function createPace(now: () => number, sleep: (ms: number) => Promise<unknown>): Pace {
  /** Per key and quota: when its last calls left or will leave, oldest first, never more than the quota's. */
  const taken = new Map<string, number[]>();

  let restsUntil = Number.NEGATIVE_INFINITY;

  const rulesOf = (api: string, target: string | null): [string, Quota][] => [
    [`${api} /s`, PER_API_SECOND],
    [`${api} /min`, PER_API_MINUTE],
    ...(target === null ? [] : ([[target, PER_TARGET]] satisfies [string, Quota][])),
  ];
  const note = (rules: readonly [string, Quota][], at: number) => {
    for (const [key, { calls }] of rules) taken.set(key, [...(taken.get(key) ?? []), at].slice(-calls));
  };

  return {
    take: async (api, target) => {
      const rules = rulesOf(api, target);
      const start = now();
      if (taken.size > MANY_KEYS) forgetIdle(taken, start);
      let leaves = start;
      for (const [key, { calls, perMs }] of rules) {
        const times = taken.get(key) ?? [];
        if (times.length >= calls) leaves = Math.max(leaves, (times[times.length - calls] ?? 0) + perMs);
      }
      const waitMs = leaves - start;
      if (waitMs > LONGEST_WAIT_MS) {
        throw new FeishuError(api, { code: 'too-busy', kind: 'retry', msg: 'our own quota', retryAfterMs: waitMs });
      }
      note(rules, leaves);
      if (waitMs > 0) await sleep(waitMs);
    },
    takeSpare: (api, target) => {
      const rules = rulesOf(api, target);
      const at = now();
      if (at < restsUntil) return false;
      // Calls that wait for their turn stand here with the moment they will leave.
      const used = ({ perMs }: Quota, key: string) => (taken.get(key) ?? []).filter((time) => time > at - perMs).length;
      if (rules.some(([key, quota]) => used(quota, key) >= quota.calls * SPARE)) return false;
      note(rules, at);
      return true;
    },
    rest: (ms) => {
      restsUntil = Math.max(restsUntil, now() + ms);
    },
  };
}

function forgetIdle(taken: Map<string, number[]>, now: number): void {
  for (const [key, times] of taken) if ((times.at(-1) ?? 0) + PER_API_MINUTE.perMs < now) taken.delete(key);
}

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
};

/** @param now monotonic milliseconds */
export function createPace(now: () => number, sleep: (ms: number) => Promise<unknown>): Pace {
  /** Per key and quota: when its last calls left or will leave, oldest first, never more than the quota's. */
  const taken = new Map<string, number[]>();

  return {
    take: async (api, target) => {
      const rules: [string, Quota][] = [
        [`${api} /s`, PER_API_SECOND],
        [`${api} /min`, PER_API_MINUTE],
      ];
      if (target !== null) rules.push([target, PER_TARGET]);
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
      for (const [key, { calls }] of rules) taken.set(key, [...(taken.get(key) ?? []), leaves].slice(-calls));
      if (waitMs > 0) await sleep(waitMs);
    },
  };
}

function forgetIdle(taken: Map<string, number[]>, now: number): void {
  for (const [key, times] of taken) if ((times.at(-1) ?? 0) + PER_API_MINUTE.perMs < now) taken.delete(key);
}

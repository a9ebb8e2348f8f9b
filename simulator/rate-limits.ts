// Feishu's request quotas as sliding windows over real time: callers wait in real time, so the virtual clock stays out.

const API_PER_SECOND = 50;
const API_PER_MINUTE = 1000;
const TARGET_PER_SECOND = 5;

export type Overrun = { limit: number; resetSeconds: number };

export class RateLimits {
  readonly #hits = new Map<string, number[]>();

  /** One call of one API: 50 a second and 1000 a minute, whichever trips first. */
  api(name: string, nowMs: number): Overrun | null {
    const recent = this.#recent(`api:${name}`, nowMs, 60_000);
    const lastSecond = recent.filter((at) => at > nowMs - 1000);
    if (lastSecond.length >= API_PER_SECOND) return overrun(API_PER_SECOND, lastSecond[0], 1000, nowMs);
    if (recent.length >= API_PER_MINUTE) return overrun(API_PER_MINUTE, recent[0], 60_000, nowMs);
    recent.push(nowMs);
    return null;
  }

  /** One message to one user or group, or one edit of one message: 5 a second. */
  target(id: string, nowMs: number): Overrun | null {
    const recent = this.#recent(`target:${id}`, nowMs, 1000);
    if (recent.length >= TARGET_PER_SECOND) return overrun(TARGET_PER_SECOND, recent[0], 1000, nowMs);
    recent.push(nowMs);
    return null;
  }

  clear(): void {
    this.#hits.clear();
  }

  #recent(key: string, nowMs: number, windowMs: number): number[] {
    const kept = (this.#hits.get(key) ?? []).filter((at) => at > nowMs - windowMs);
    this.#hits.set(key, kept);
    return kept;
  }
}

function overrun(limit: number, oldest: number | undefined, windowMs: number, nowMs: number): Overrun {
  const waitMs = (oldest ?? nowMs) + windowMs - nowMs;
  return { limit, resetSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
}

// What time it is: the machine's clock, or in demo and tests the simulator's virtual one.
// Must not be used for time-outs, retries or signatures: those live in real time.
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

export type Clock = {
  now: () => Promise<Date>;
  /** Calls `fn` after each jump of a virtual clock; the machine's clock never jumps. Returns the way to stop it. */
  onJump: (fn: () => void) => () => void;
  close: () => void;
};

const ANSWER_MS = 5_000;
const RECONNECT_MS = 500;
/** A reading is some 60 bytes; more than this without a line's end is not a clock. */
const LONGEST_LINE = 10_000;

const reading = z.object({ now: z.iso.datetime({ offset: true }), offset_ms: z.number() });

/** The clock of the machine. */
export function systemClock(): Clock {
  return { now: async () => new Date(), onJump: () => () => {}, close: () => {} };
}

/**
 * A clock followed over HTTP: `GET url` answers `{ now, offset_ms }`, asked anew for every reading; `url/stream` sends
 * the same as server-sent events, once at first and once per jump. A jump made while the stream was cut is noticed when
 * it stands again. `now` throws when the clock does not answer.
 */
export function followedClock(url: string): Clock {
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  let offset: number | null = null;

  const heard = (line: string) => {
    const { offset_ms } = reading.parse(JSON.parse(line));
    const jumped = offset !== null && offset_ms !== offset;
    offset = offset_ms;
    if (jumped) for (const listener of listeners) listener();
  };
  void follow(`${url}/stream`, heard, closing.signal);

  return {
    now: async () => {
      try {
        const answer = await fetch(url, { signal: AbortSignal.any([closing.signal, AbortSignal.timeout(ANSWER_MS)]) });
        return new Date(reading.parse(await answer.json()).now);
      } catch (cause) {
        throw new Error(`the clock at ${url} does not answer`, { cause });
      }
    },
    onJump: (fn) => {
      listeners.add(fn);
      return () => void listeners.delete(fn);
    },
    close: () => closing.abort(),
  };
}

async function follow(url: string, heard: (line: string) => void, closed: AbortSignal): Promise<void> {
  while (!closed.aborted) {
    try {
      const answer = await fetch(url, { signal: closed });
      await readEvents(answer, heard);
    } catch {
      // Demo and tests only: whoever asks `now` meanwhile is told; here it is enough to try again.
    }
    await sleep(RECONNECT_MS, undefined, { signal: closed, ref: false }).catch(() => {});
  }
}

async function readEvents(answer: Response, heard: (line: string) => void): Promise<void> {
  const text = new TextDecoder();
  let rest = '';
  for await (const bytes of answer.body ?? []) {
    const lines = (rest + text.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error(`${answer.url} sends no lines`);
    for (const line of lines) if (line.startsWith('data:')) heard(line.slice('data:'.length));
  }
}

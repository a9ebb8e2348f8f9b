// The virtual clock: real time plus an offset that only grows. Business time only; sockets and rate limits stay real.
import type { ClockReading } from './api.ts';

type JumpListener = (reading: ClockReading) => void;

/** Lives as long as the simulator. Listeners run synchronously, in the order they were added, before a jump returns. */
export class VirtualClock {
  #offsetMs = 0;
  readonly #listeners = new Set<JumpListener>();

  /** Virtual time in ms since the epoch. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  reading(): ClockReading {
    return { now: new Date(this.now()).toISOString(), offset_ms: this.#offsetMs };
  }

  advance(ms: number): void {
    this.#offsetMs += ms;
    this.#announce();
  }

  /** Moves to an instant, backwards too: whoever calls decides whether that is allowed. */
  moveTo(instantMs: number): void {
    this.#offsetMs = instantMs - Date.now();
    this.#announce();
  }

  /** @returns a function that takes the listener off again. */
  onJump(listener: JumpListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #announce(): void {
    const reading = this.reading();
    for (const listener of this.#listeners) listener(reading);
  }
}

// When the sweep runs: every few minutes, at once when a virtual clock jumps, never twice at the same time in one process.

import type { WorkerParts } from './parts.ts';
import { sweep } from './sweep.ts';

const everyMs = 5 * 60_000;

export type Sweeping = { close: () => Promise<void> };

export function startSweeping(parts: WorkerParts): Sweeping {
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = running
      .then(() => sweep(parts))
      .then(
        (told) => parts.log.debug({ told }, 'swept'),
        (error: unknown) => parts.log.error({ err: error }, 'sweep'),
      );
  };
  run();
  const timer = setInterval(run, everyMs);
  const forget = parts.clock.onJump(run);
  return {
    close: async () => {
      clearInterval(timer);
      forget();
      await running;
    },
  };
}

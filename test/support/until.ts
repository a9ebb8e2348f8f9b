// Waits for something that another process brings about.
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 25;
const PATIENCE_MS = 15_000;

/** Resolves once `holds` is true; throws when it does not become so. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`this did not come true in ${PATIENCE_MS} ms: ${holds}`);
    await sleep(POLL_MS);
  }
}

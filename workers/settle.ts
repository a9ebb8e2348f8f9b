// The quiet minutes are over: the decision takes effect, unless it was taken back meanwhile.
import { finish } from '../store/outbox.ts';
import { actWithin } from '../store/submissions.ts';
import type { WorkerParts } from './parts.ts';

export async function settle(
  { store, clock }: WorkerParts,
  { submission }: { submission: string },
  work: number,
): Promise<void> {
  const now = await clock.now();
  await actWithin(store, submission, { command: () => ({ type: 'settle' }) }, now, async (tx) => {
    await finish(tx, work, now);
  });
}

// Takes back files that no longer hold: of versions and checks that others have followed, of rounds and tiers that are over.
// Each is tried once with an answer; what the platform no longer lets us take back is noted as such.
import { FeishuError } from '../bot/feishu/feishu-error.ts';
import type { State } from '../domain/submission.ts';
import { readDelivery } from '../store/deliveries.ts';
import { type HandedOut, handOutsOf, noteRecalled, type RecallOutcome } from '../store/hand-outs.ts';
import { finish, isWaiting } from '../store/outbox.ts';
import { foldStream } from '../store/submissions.ts';
import type { WorkerParts } from './parts.ts';

const TOO_LATE = 230009;
const RECALLED_ALREADY = 230011;
/** States in which the province's desk works with its export. */
const withDesk: ReadonlySet<State['at']> = new Set(['in-hand-over', 'at-ministry']);

export async function recallFiles(
  parts: WorkerParts,
  { submission }: { submission: string },
  work: number,
): Promise<void> {
  const { store, clock, log } = parts;
  if (!(await isWaiting(store.db, work))) return;
  const now = await clock.now();
  const { state } = await foldStream(store.db, submission);
  for (const { delivery } of outdated(state, await handOutsOf(store.db, submission))) {
    const ended = await recall(parts, delivery);
    await store.db.transaction((tx) => noteRecalled(tx, submission, { delivery, ...ended }, now));
    if (ended.outcome !== 'done') log.info({ delivery, ...ended }, 'a file could not be taken back');
  }
  await store.db.transaction((tx) => finish(tx, work, now));
}

/** Files that went out, do not hold any more, and were not tried to be taken back yet. */
export function outdated(state: State, handOuts: readonly HandedOut[]): HandedOut[] {
  if (state.at === 'none') return [];
  const { version, round, at } = state;
  const tier = 'tier' in state ? state.tier : null;
  const latest = (kind: HandedOut['kind']) =>
    Math.max(0, ...handOuts.map((file) => (file.kind === kind ? file.check : 0)));
  return handOuts.filter((file) => {
    if (file.recall !== null) return false;
    if (file.kind === 'annotated') return file.version !== version || file.check < latest('annotated');
    if (file.kind === 'whole' || file.kind === 'attachment') return file.round !== round || file.tier !== tier;
    return file.round !== round || !withDesk.has(at) || file.check < latest('export');
  });
}

/** @throws FeishuError when it is to be tried again */
async function recall(parts: WorkerParts, id: string): Promise<{ outcome: RecallOutcome; code: number | null }> {
  const delivery = await readDelivery(parts.store.db, id);
  if (delivery?.messageId == null) throw new Error(`delivery ${id} was handed out without a message`);
  try {
    await parts.feishu.recall(delivery.messageId);
    return { outcome: 'done', code: null };
  } catch (error) {
    if (!(error instanceof FeishuError) || error.kind === 'retry' || error.kind === 'unknown-outcome') throw error;
    const code = typeof error.code === 'number' ? error.code : null;
    if (code === RECALLED_ALREADY) return { outcome: 'done', code };
    return { outcome: code === TOO_LATE ? 'too-late' : error.kind === 'gone' ? 'gone' : 'refused', code };
  }
}

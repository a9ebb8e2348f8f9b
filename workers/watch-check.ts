// Watches one check while it reads: the clerk's card tells how far it is, and a check that takes too long is ended.
// Driven by the rows that were read, never by a timer.
import type { SheetRow } from '../domain/sheet.ts';
import { UnreadableFile } from '../workbook/unreadable.ts';
import type { WorkerParts } from './parts.ts';
import { showProgress } from './show-progress.ts';

/** The largest file allowed takes a minute or two; what takes longer than this holds up everybody behind it. */
export const CHECK_MINUTES = 10;
/** One card is changed at most so often. */
const SHOWN_EVERY_MS = 1_000;
const MINUTE_MS = 60_000;

export type Watch = {
  /** The same batches of rows. Throws UnreadableFile `too-slow` once the time is over. */
  over: (batches: AsyncIterable<SheetRow[]>) => AsyncGenerator<SheetRow[], void, undefined>;
  /** The same of the version before, whose rows are not shown as progress. */
  overEarlier: (batches: AsyncIterable<SheetRow[]>) => AsyncGenerator<SheetRow[], void, undefined>;
  /** Resolves when nothing is on its way to a card any more; to be awaited before the outcome is recorded. */
  end: () => Promise<void>;
};

/** @param now monotonic milliseconds */
export function watchCheck(
  parts: WorkerParts,
  of: { submission: string; version: number },
  now: () => number = () => performance.now(),
): Watch {
  const began = now();
  let shownAt = began;
  let showing: Promise<unknown> | null = null;

  /** The time it is; throws once it is too late. */
  function inTime(): number {
    const at = now();
    if (at - began > CHECK_MINUTES * MINUTE_MS) throw new UnreadableFile('too-slow', { limit: CHECK_MINUTES });
    return at;
  }

  function look(rows: number): void {
    const at = inTime();
    if (showing !== null || at - shownAt < SHOWN_EVERY_MS) return;
    shownAt = at;
    showing = showProgress(parts, of, { rows })
      .catch((error: unknown) => parts.log.warn({ err: error }, 'progress could not be shown'))
      .finally(() => {
        showing = null;
      });
  }

  return {
    over: async function* (batches) {
      let rows = 0;
      for await (const batch of batches) {
        yield batch;
        rows += batch.length;
        look(rows);
      }
      inTime();
    },
    overEarlier: async function* (batches) {
      for await (const batch of batches) {
        yield batch;
        inTime();
      }
      inTime();
    },
    end: async () => {
      await showing;
    },
  };
}

// Which rows of a submission a reviewer was shown, page by page: a stream of its own beside each submission's. Row numbers only.
import { z } from 'zod';
import type { Queryable, Tx } from './database.ts';
import { append, readStream } from './events.ts';

/** Counts the shapes of the bodies. */
const SHAPE = 1;
const TYPE = 'sample-shown';

const count = z.number().int().min(1);

const look = z.object({
  round: count,
  tier: z.string(),
  to: z.uuid(),
  /** Counts this reader's pages at this tier of this round, from 1. */
  page: count,
  /** Counts how often all rows were gone through, from 1. */
  lap: count,
  /** What the random rows are drawn by: the same seed and the same rows seen before lead to the same rows. */
  seed: z.uuid(),
  /** Rows picked for what was found in them, and by which rule; then rows picked at random. */
  risky: z.array(z.object({ row: count, code: z.string() })),
  random: z.array(count),
});

export type Look = z.infer<typeof look>;
/** Whose pages: a reader at one tier of one round. */
export type Reading = Pick<Look, 'round' | 'tier' | 'to'>;

/** Everything that was shown of a submission, oldest first. */
export async function looksOf(q: Queryable, submission: string): Promise<(Look & { at: Date })[]> {
  const stored = await readStream(q, streamOf(submission));
  return stored.map(({ at, version, body }) => {
    if (version !== SHAPE) throw new Error(`a look at submission ${submission} has unknown shape ${version}`);
    return { at, ...look.parse(body) };
  });
}

/** One reader's pages. */
export async function pagesOf(q: Queryable, submission: string, reading: Reading): Promise<Look[]> {
  return (await looksOf(q, submission)).filter(
    ({ round, tier, to }) => round === reading.round && tier === reading.tier && to === reading.to,
  );
}

/** Rows this reader has seen since all rows were last gone through. */
export function seenIn(pages: readonly Look[]): number[] {
  const lap = pages.at(-1)?.lap;
  return pages.filter((page) => page.lap === lap).flatMap(rowsOf);
}

/** The rows of one page, in the order they were drawn. */
export function rowsOf({ risky, random }: Pick<Look, 'risky' | 'random'>): number[] {
  return [...risky.map(({ row }) => row), ...random];
}

/** Keeps everybody else from turning a page of this submission until the transaction has ended. */
export async function lockLooks(tx: Tx, submission: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('looks:' || $1, 0))", [submission]);
}

/** Notes a page as shown; the same page of the same reader is noted once. */
export async function noteLook(tx: Tx, submission: string, shown: Look, now: Date): Promise<void> {
  await lockLooks(tx, submission);
  const stored = await readStream(tx, streamOf(submission));
  const known = await pagesOf(tx, submission, shown);
  if (known.some(({ page }) => page === shown.page)) return;
  await append(tx, streamOf(submission), stored.length, [{ type: TYPE, version: SHAPE, body: shown }], now);
}

function streamOf(submission: string) {
  return { kind: 'looks', id: submission };
}

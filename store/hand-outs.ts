// Files that went out, and those taken back: a stream of its own beside each submission's. Knows ids and numbers only.
import { z } from 'zod';
import type { Queryable, Tx } from './database.ts';
import { append, readStream, type StoredEvent } from './events.ts';

/** Counts the shapes of the bodies. */
const SHAPE = 1;

const count = z.number().int().min(0);

const handedOut = z.object({
  type: z.literal('handed-out'),
  /** whole: all rows of the round, for whoever holds a tier; attachment: evidence, by its number `no`. */
  kind: z.enum(['annotated', 'export', 'whole', 'attachment']),
  version: count,
  /** The round a file belongs to; null for the clerk's own files. */
  round: count.nullable(),
  /** Place, on the route, of the tier a file was given to; null where it does not matter. */
  tier: count.nullable().default(null),
  no: count.nullable().default(null),
  /** Which of several files, from 1, where one message could not carry all. */
  part: count.nullable(),
  /** Place, in the submission's stream, of the check whose findings the file shows. */
  check: count,
  to: z.uuid(),
  delivery: z.uuid(),
});

const recalled = z.object({
  type: z.literal('recalled'),
  delivery: z.uuid(),
  /**
   * `done`: nobody can open it any more; `too-late`: the platform's time for that was over; `gone`: it cannot be reached,
   * e.g. because the person left; `refused`: the platform would not. It is not tried again in any case.
   */
  outcome: z.enum(['done', 'too-late', 'gone', 'refused']),
  /** The platform's code; null when it was done. */
  code: z.number().int().nullable(),
});

/** The list of what a directory workbook changes; its stream is the proposal's. */
const listHandedOut = z.object({ type: z.literal('list-handed-out'), to: z.uuid(), delivery: z.uuid() });

const schema = z.discriminatedUnion('type', [handedOut, recalled, listHandedOut]);

type HandOutEvent = z.infer<typeof schema>;
export type RecallOutcome = z.infer<typeof recalled>['outcome'];
/** A file that went out; `recall` once somebody tried to take it back. */
export type HandedOut = Omit<z.infer<typeof handedOut>, 'type'> & {
  at: Date;
  recall: { at: Date; outcome: RecallOutcome } | null;
};

/** Notes a file that went out, in the transaction that knows it as sent. */
export async function noteHandedOut(
  tx: Tx,
  submission: string,
  what: Omit<z.infer<typeof handedOut>, 'type'>,
  now: Date,
): Promise<void> {
  await note(tx, submission, { type: 'handed-out', ...what }, now);
}

/** Notes how the one try to take a file back ended; false when that was noted before. */
export async function noteRecalled(
  tx: Tx,
  submission: string,
  what: Omit<z.infer<typeof recalled>, 'type'>,
  now: Date,
): Promise<boolean> {
  return note(tx, submission, { type: 'recalled', ...what }, now);
}

/** Notes the list of a directory workbook's changes that went out, in the transaction that knows it as sent. */
export async function noteListHandedOut(
  tx: Tx,
  proposal: string,
  what: Omit<z.infer<typeof listHandedOut>, 'type'>,
  now: Date,
): Promise<void> {
  await note(tx, proposal, { type: 'list-handed-out', ...what }, now);
}

/** All files of a submission that went out, oldest first. */
export async function handOutsOf(q: Queryable, submission: string): Promise<HandedOut[]> {
  const events = (await readStream(q, streamOf(submission))).map((stored) => ({ at: stored.at, ...parsed(stored) }));
  return events.flatMap((event) => {
    if (event.type !== 'handed-out') return [];
    const { type: _, ...what } = event;
    const recall = events.find((other) => other.type === 'recalled' && other.delivery === what.delivery);
    return [{ ...what, recall: recall?.type === 'recalled' ? { at: recall.at, outcome: recall.outcome } : null }];
  });
}

/** Two messages may go out at once: each waits for its place in the stream. The same thing is noted once. */
async function note(tx: Tx, submission: string, event: HandOutEvent, now: Date): Promise<boolean> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('hand-outs:' || $1, 0))", [submission]);
  const stream = streamOf(submission);
  const stored = await readStream(tx, stream);
  const known = stored.map(parsed);
  if (known.some(({ type, delivery }) => type === event.type && delivery === event.delivery)) return false;
  const { type, ...body } = event;
  await append(tx, stream, stored.length, [{ type, version: SHAPE, body }], now);
  return true;
}

function streamOf(submission: string) {
  return { kind: 'hand-outs', id: submission };
}

function parsed({ type, version, body }: StoredEvent): HandOutEvent {
  if (version !== SHAPE) throw new Error(`hand-out event ${type} has unknown shape ${version}`);
  return schema.parse({ ...(typeof body === 'object' ? body : {}), type });
}

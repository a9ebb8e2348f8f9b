// Every job by name: what it is told, in which queue it waits, and the function that does it.
import { z } from 'zod';
import { catchUp } from './catch-up.ts';
import { checkedVersion, checkFile, giveUpCheck } from './check-file.ts';
import { deliver } from './deliver.ts';
import { handleIncoming } from './handle-incoming.ts';
import { lookUpPeople } from './look-up-people.ts';
import { digestsTold, orderDigests } from './order-digests.ts';
import type { WorkerParts } from './parts.ts';
import { directoryToRead, giveUpDirectory, readDirectory } from './read-directory.ts';
import { recallFiles } from './recall-files.ts';
import { recountDueDays, recountTold } from './recount-due-days.ts';
import { refreshCard, refreshCards } from './refresh-cards.ts';
import { settle } from './settle.ts';
import { urge } from './urge.ts';

/** Checks are long and heavy, messages short and many: neither may hold up the other. */
export type QueueName = 'checks' | 'messages';

/**
 * A job's doing. `work` is its row in the outbox: whoever changes something says so there, in the same transaction, and
 * changes nothing when it was said already. Throws on faults; the queue tries again.
 */
type Doing<T> = (parts: WorkerParts, told: T, work: number) => Promise<void>;

type Run = (parts: WorkerParts, payload: unknown, work: number) => Promise<void>;
/** `giveUp`, after the last try, tells whoever waits for the outcome that there will be none. */
type Job = { queue: QueueName; run: Run; giveUp: Run | null };

function job<T>(queue: QueueName, schema: z.ZodType<T>, doing: Doing<T>, givingUp: Doing<T> | null = null): Job {
  const told =
    (does: Doing<T>): Run =>
    async (parts, payload, work) =>
      does(parts, schema.parse(payload), work);
  return { queue, run: told(doing), giveUp: givingUp && told(givingUp) };
}

const submission = z.uuid();

export const jobs: Readonly<Record<string, Job>> = {
  'handle-incoming': job('messages', z.object({ incoming: z.uuid() }), handleIncoming),
  'check-file': job('checks', checkedVersion, checkFile, giveUpCheck),
  'read-directory': job('checks', directoryToRead, readDirectory, giveUpDirectory),
  deliver: job('messages', z.object({ delivery: z.uuid() }), deliver),
  'refresh-cards': job('messages', z.object({ submission }), refreshCards),
  'refresh-card': job('messages', z.object({ delivery: z.uuid() }), refreshCard),
  'recall-files': job('messages', z.object({ submission }), recallFiles),
  urge: job('messages', z.object({ delivery: z.uuid() }), urge),
  'catch-up': job('messages', z.object({ person: z.uuid() }), catchUp),
  settle: job('messages', z.object({ submission }), settle),
  'order-digests': job('messages', digestsTold, orderDigests),
  'recount-due-days': job('checks', recountTold, recountDueDays),
  'look-up-people': job('messages', z.object({}), lookUpPeople),
};

/** The job of a row in the outbox. Throws on a name nobody knows: an older worker met newer work. */
export function jobCalled(name: string): Job {
  const found = jobs[name];
  if (found === undefined) throw new Error(`no job ${name}`);
  return found;
}

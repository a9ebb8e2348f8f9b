// Whether a job that failed will be tried again by the queue.

/** What the queue says of a job whose worker died over it again and again: the next worker would die as well. */
const STALLED = 'job stalled more than allowable limit';

/** Tries are used up, or too many workers were lost over it. */
export function wasLastTry(job: { attemptsMade: number; opts: { attempts?: number } }, error: Error): boolean {
  return job.attemptsMade >= (job.opts.attempts ?? 1) || error.message === STALLED;
}

// Drafts sealed batch by batch: of a small file here, of a large one on a thread that seals while the next rows are read.
import { on } from 'node:events';
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type DraftKeys, type DraftRow, draftTuples, type FlatDrafts, flatDrafts } from './draft-tuples.ts';
import type { KeyedHashes } from './keyed-hashes.ts';

/** Rows sealed before a thread is started: starting it takes as long as sealing some thousand. */
export const SEALED_HERE = 2_000;
/** Batches handed to the thread and not yet back. More of them only wait in memory. */
const MOST_UNDER_WAY = 4;
/** The thread holds few batches at a time; left to itself, its heap would grow before it is swept. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 };

/** Tuples of COPY for the rows, in their order. Throws what the rows throw, and when the thread fails. */
export async function* sealDrafts(
  batches: AsyncIterable<readonly DraftRow[]> | Iterable<readonly DraftRow[]>,
  keys: DraftKeys,
  hashes: KeyedHashes,
): AsyncGenerator<Buffer> {
  const seal = draftTuples(keys);
  let thread: SealingThread | null = null;
  let rows = 0;
  try {
    for await (const batch of batches) {
      rows += batch.length;
      const drafts = flatDrafts(batch, hashes);
      if (rows <= SEALED_HERE) {
        yield seal(drafts);
        continue;
      }
      thread ??= new SealingThread(keys);
      thread.give(drafts);
      if (thread.underWay >= MOST_UNDER_WAY) yield await thread.take();
    }
    while (thread !== null && thread.underWay > 0) yield await thread.take();
  } finally {
    await thread?.end();
  }
}

class SealingThread {
  /** Batches given and not taken back. */
  underWay = 0;
  readonly #worker: Worker;
  readonly #sealed: AsyncIterator<unknown[]>;

  constructor(keys: DraftKeys) {
    this.#worker = startWorker(keys);
    this.#sealed = on(this.#worker, 'message', { close: ['exit'] });
  }

  give(drafts: FlatDrafts): void {
    this.underWay += 1;
    this.#worker.postMessage(drafts);
  }

  /** The tuples of the earliest batch that was not taken yet. */
  async take(): Promise<Buffer> {
    const next = await this.#sealed.next().catch((cause: unknown) => {
      throw new Error('the thread that seals drafts failed', { cause });
    });
    if (next.done) throw new Error('the thread that seals drafts ended early');
    this.underWay -= 1;
    const { buffer, byteOffset, byteLength } = next.value[0] as Uint8Array<ArrayBuffer>;
    return Buffer.from(buffer, byteOffset, byteLength);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

function startWorker(workerData: DraftKeys): Worker {
  // Of our environment it needs nothing: it holds secrets.
  const options = { workerData, env: {}, resourceLimits: THREAD_LIMITS, name: 'seal-drafts' };
  const kind = extname(fileURLToPath(import.meta.url));
  const program = fileURLToPath(new URL(`./draft-thread${kind}`, import.meta.url));
  if (kind !== '.ts') return new Worker(program, options);
  // In a clone it is TypeScript, which a thread learns to read from inside alone.
  const loader = createRequire(import.meta.url).resolve('tsx/cjs');
  const code = `require(${JSON.stringify(loader)}); require(${JSON.stringify(program)})`;
  return new Worker(code, { ...options, eval: true });
}

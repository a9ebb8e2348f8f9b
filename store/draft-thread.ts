// The thread that seals and hashes drafts while the main one reads and judges the next rows: batches in, tuples of COPY
// out, in their order. Holds the keys it was started with and nothing else; what it throws ends it and fails the check.
import { parentPort, workerData } from 'node:worker_threads';
import { type DraftKeys, draftTuples, type FlatDrafts } from './draft-tuples.ts';

const seal = draftTuples(workerData as DraftKeys);

parentPort?.on('message', (drafts: FlatDrafts) => {
  const tuples = seal(drafts);
  parentPort?.postMessage(tuples, [tuples.buffer]);
});

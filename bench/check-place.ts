// Takes in one workbook as if a clerk had dropped it, and says which check it waits for. A process of its own: what taking in
// a file needs of memory is no part of what its check needs.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { demoSecrets } from '../config/demo.ts';
import { loadEnv } from '../config/env.ts';
import { partsOf } from '../messages/parts-of.ts';
import { keepDrop } from '../store/drops.ts';
import { peopleNamed } from '../store/people.ts';
import { placeDrop } from '../store/place-drop.ts';
import { clerk } from './cast.ts';

const [, , path = ''] = process.argv;
const now = new Date();
const env = loadEnv({ ...demoSecrets, DATABASE_URL: process.env.DATABASE_URL, HEZHENG_MODE: 'demo' }, 'directory');
const { store } = await partsOf(env, 'hezheng-bench', now);
process.stdout.write(JSON.stringify(await place()));
await store.db.close();

/** A new submission with this file, and the row of its check in the outbox. */
async function place() {
  const [person] = await peopleNamed(store.db, store.sealer, clerk(0));
  if (person === undefined) throw new Error('the clerk is not known');
  const by = { person, posts: [], institutions: ['JG-0'] };
  return store.db.transaction(async (tx) => {
    const came = { messageId: randomUUID(), chatId: 'oc_1', person, fileName: '一批.xlsx', bytes: readFileSync(path) };
    const drop = await keepDrop(tx, store.sealer, came, now);
    const placing = { drop: drop.id, by, institution: 'JG-0', submission: null, trial: false };
    const acted = await placeDrop(tx, store, placing, now);
    if (acted === 'settled' || !acted.ok) throw new Error('the file found no place');
    const found = await tx.query<{ id: number }>(
      `select id from outbox where job = 'check-file' and payload->>'submission' = $1`,
      [acted.id],
    );
    return { of: { submission: acted.id, version: 1 }, work: found.rows[0]?.id ?? 0 };
  });
}

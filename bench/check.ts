// The check as a worker does it, from the sealed file to stored drafts and the recorded outcome, by size of the file.
import { randomUUID } from 'node:crypto';
import { systemClock } from '../bot/clock.ts';
import { connectFeishu } from '../bot/feishu/feishu.ts';
import { createLog } from '../bot/log.ts';
import { demoApp, demoSecrets } from '../config/demo.ts';
import { loadEnv } from '../config/env.ts';
import { partsOf } from '../messages/parts-of.ts';
import { keepDrop } from '../store/drops.ts';
import { loadDirectory } from '../store/load-directory.ts';
import { peopleNamed } from '../store/people.ts';
import { placeDrop } from '../store/place-drop.ts';
import { freshDatabase } from '../test/support/database.ts';
import { checkFile } from '../workers/check-file.ts';
import type { WorkerParts } from '../workers/parts.ts';
import { clerk, directoryOf, workbook } from './cast.ts';
import { type Bench, median } from './figure.ts';

const RUNS: readonly (readonly [rows: number, runs: number])[] = [
  [1_000, 11],
  [10_000, 5],
  [100_000, 3],
];

export const check: Bench = async (tell) => {
  const database = await freshDatabase();
  const env = loadEnv({ ...demoSecrets, DATABASE_URL: database.url, HEZHENG_MODE: 'demo' }, 'directory');
  const log = createLog({ level: 'warn' });
  // A check says nothing to the platform itself: what it leaves to be said stays in the outbox.
  const feishu = connectFeishu(
    { appId: demoApp.FEISHU_APP_ID, appSecret: demoApp.FEISHU_APP_SECRET, domain: 'http://127.0.0.1:9' },
    log,
  );
  const parts: WorkerParts = {
    ...(await partsOf(env, 'hezheng-bench', new Date())),
    feishu,
    clock: systemClock(),
    log,
  };
  await loadDirectory(parts.store, directoryOf(1), new Date());
  for (const [rows, runs] of RUNS) {
    const bytes = await workbook(0, 0, rows);
    const took: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const { of, work } = await place(parts, bytes);
      const before = performance.now();
      await checkFile(parts, of, work);
      // The first run warms up.
      if (run > 0) took.push(performance.now() - before);
      await expectClean(parts, of.submission, rows);
    }
    tell({ case: `${rows.toLocaleString('en-US')} rows, bytes → stored drafts`, median: median(took), unit: 'ms' });
  }
  await parts.store.db.close();
  await database.drop();
};

/** A new submission with this file, and the row of its check in the outbox. */
async function place(parts: WorkerParts, bytes: Uint8Array) {
  const { store } = parts;
  const now = new Date();
  const [person] = await peopleNamed(store.db, store.sealer, clerk(0));
  if (person === undefined) throw new Error('the clerk is not known');
  const by = { person, posts: [], institutions: ['JG-0'] };
  return store.db.transaction(async (tx) => {
    const came = { messageId: randomUUID(), chatId: 'oc_1', person, fileName: '一批.xlsx', bytes };
    const drop = await keepDrop(tx, store.sealer, came, now);
    const placing = { drop: drop.id, by, institution: 'JG-0', submission: null, trial: false, ...parts.current };
    const acted = await placeDrop(tx, store, placing, now);
    if (acted === 'settled' || !acted.ok) throw new Error('the file found no place');
    const { rows } = await tx.query<{ id: number }>(
      `select id from outbox where job = 'check-file' and payload->>'submission' = $1`,
      [acted.id],
    );
    return { of: { submission: acted.id, version: 1 }, work: rows[0]?.id ?? 0 };
  });
}

async function expectClean(parts: WorkerParts, submission: string, rows: number): Promise<void> {
  const found = await parts.store.db.query<{ at: string; count: number }>(
    `select at, (select count(*) from drafts where submission_id = s.id) as count from submissions s where id = $1`,
    [submission],
  );
  if (found.rows[0]?.at !== 'ready' || found.rows[0].count !== rows) {
    throw new Error(`the check ended otherwise than expected: ${JSON.stringify(found.rows[0])}`);
  }
}

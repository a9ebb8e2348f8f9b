// One process of the check's benchmark: checks one workbook so many times and says how long each took and its own peak.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { systemClock } from '../bot/clock.ts';
import { connectFeishu } from '../bot/feishu/feishu.ts';
import { createLog } from '../bot/log.ts';
import { demoApp, demoSecrets } from '../config/demo.ts';
import { loadEnv } from '../config/env.ts';
import { partsOf } from '../messages/parts-of.ts';
import { keepDrop } from '../store/drops.ts';
import { peopleNamed } from '../store/people.ts';
import { placeDrop } from '../store/place-drop.ts';
import { checkFile } from '../workers/check-file.ts';
import type { WorkerParts } from '../workers/parts.ts';
import { clerk } from './cast.ts';

const [, , path = '', rows = '', runs = ''] = process.argv;
const env = loadEnv({ ...demoSecrets, DATABASE_URL: process.env.DATABASE_URL, HEZHENG_MODE: 'demo' }, 'directory');
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
const bytes = readFileSync(path);
const ms: number[] = [];
const processorMs: number[] = [];
const idleMegabytes = process.resourceUsage().maxRSS / 1024;
for (let run = 0; run < Number(runs); run++) {
  const { of, work } = await place();
  const before = performance.now();
  const used = process.cpuUsage();
  await checkFile(parts, of, work);
  ms.push(performance.now() - before);
  const { user, system } = process.cpuUsage(used);
  processorMs.push((user + system) / 1_000);
  await expectClean(of.submission);
}
const peakMegabytes = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ ms, processorMs, idleMegabytes, peakMegabytes }));
process.exit(0);

/** A new submission with this file, and the row of its check in the outbox. */
async function place() {
  const { store } = parts;
  const now = new Date();
  const [person] = await peopleNamed(store.db, store.sealer, clerk(0));
  if (person === undefined) throw new Error('the clerk is not known');
  const by = { person, posts: [], institutions: ['JG-0'] };
  return store.db.transaction(async (tx) => {
    const came = { messageId: randomUUID(), chatId: 'oc_1', person, fileName: '一批.xlsx', bytes };
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

async function expectClean(submission: string): Promise<void> {
  const found = await parts.store.db.query<{ at: string; count: number }>(
    `select at, (select count(*) from drafts where submission_id = s.id) as count from submissions s where id = $1`,
    [submission],
  );
  if (found.rows[0]?.at !== 'ready' || found.rows[0].count !== Number(rows)) {
    throw new Error(`the check ended otherwise than expected: ${JSON.stringify(found.rows[0])}`);
  }
}

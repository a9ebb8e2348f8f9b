// One process of the check's benchmark: checks one workbook so many times and says how long each took and its own peak.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { systemClock } from '../bot/clock.ts';
import { connectFeishu } from '../bot/feishu/feishu.ts';
import { createLog } from '../bot/log.ts';
import { demoApp, demoSecrets } from '../config/demo.ts';
import { loadEnv } from '../config/env.ts';
import { partsOf } from '../messages/parts-of.ts';
import { checkedVersion, checkFile } from '../workers/check-file.ts';
import type { WorkerParts } from '../workers/parts.ts';
import { peakMegabytes, processorMsSince } from './used.ts';

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
const Placed = z.object({ of: checkedVersion, work: z.int() });
const ms: number[] = [];
const processorMs: number[] = [];
const idleMegabytes = peakMegabytes();
for (let run = 0; run < Number(runs); run++) {
  const { of, work } = await place(path);
  const before = performance.now();
  const used = process.cpuUsage();
  await checkFile(parts, of, work);
  ms.push(performance.now() - before);
  processorMs.push(processorMsSince(used));
  await expectClean(of.submission);
}
process.stdout.write(JSON.stringify({ ms, processorMs, idleMegabytes, peakMegabytes: peakMegabytes() }));
process.exit(0);

async function place(path: string): Promise<z.infer<typeof Placed>> {
  const program = fileURLToPath(new URL('check-place.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, path]);
  return Placed.parse(JSON.parse(stdout));
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

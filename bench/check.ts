// The check as a worker does it, from the sealed file to stored drafts and the recorded outcome, by size of the file, held
// against a register of a million; and the same work the plain way. Each size is a process of its own, with its own peak.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import pg from 'pg';
import { z } from 'zod';
import { demoSecrets } from '../config/demo.ts';
import { loadEnv } from '../config/env.ts';
import { partsOf } from '../messages/parts-of.ts';
import { loadDirectory } from '../store/load-directory.ts';
import { freshDatabase, type TestDatabase } from '../test/support/database.ts';
import { root } from '../test/support/source-files.ts';
import { directoryOf, workbook } from './cast.ts';
import { asNumber, asTable, type Bench, median } from './figure.ts';
import { fillRegister } from './fill-register.ts';

const REGISTER_ROWS = 1_000_000;
/** `warm`: runs that are not counted. */
const SIZES = [
  { rows: 1_000, runs: 11, warm: 2 },
  { rows: 10_000, runs: 5, warm: 1 },
  { rows: 100_000, runs: 5, warm: 1 },
  { rows: 500_000, runs: 1, warm: 0 },
] as const;
/** At this size the plain way ends within a minute. */
const PLAIN = { rows: 10_000, runs: 3, warm: 0 };

const Runs = z.object({
  ms: z.array(z.number()),
  processorMs: z.array(z.number()),
  idleMegabytes: z.number(),
  peakMegabytes: z.number(),
});
type Size = { rows: number; runs: number; warm: number };

export const check: Bench = async (tell, show) => {
  const dir = mkdtempSync(join(tmpdir(), 'hezheng-bench-check-'));
  // Where the packages are found from; a loader of TypeScript would be in every peak.
  const programs = mkdtempSync(join(root, 'node_modules', '.hezheng-bench-'));
  const database = await freshDatabase();
  try {
    show(await measure(database, dir, programs, tell));
  } finally {
    for (const path of [dir, programs]) rmSync(path, { recursive: true });
    await database.drop();
  }
};

async function measure(
  database: TestDatabase,
  dir: string,
  programs: string,
  tell: Parameters<Bench>[0],
): Promise<string> {
  await build({
    entryPoints: [
      ...['check-ours', 'check-place', 'check-plain'].map((name) => ({
        in: join(root, 'bench', `${name}.ts`),
        out: name,
      })),
      // A check starts it by its name beside its own program.
      { in: join(root, 'store', 'draft-thread.ts'), out: 'draft-thread' },
    ],
    outdir: programs,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const env = loadEnv({ ...demoSecrets, DATABASE_URL: database.url, HEZHENG_MODE: 'demo' }, 'directory');
  const parts = await partsOf(env, 'hezheng-bench', new Date());
  await loadDirectory(parts.store, directoryOf(1), new Date());
  await parts.store.db.close();
  await fillRegister(database.adminUrl, REGISTER_ROWS);

  const run = async (program: string, { rows, runs, warm }: Size) => {
    const path = join(dir, `${rows}.xlsx`);
    writeFileSync(path, await workbook(0, 0, rows));
    const args = [join(programs, `${program}.mjs`), path, String(rows), String(runs + warm)];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: { ...process.env, DATABASE_URL: database.url },
    });
    await forgetDrafts(database);
    const { ms, processorMs, idleMegabytes, peakMegabytes } = Runs.parse(JSON.parse(stdout));
    const memory = { idle: Math.round(idleMegabytes), peak: Math.round(peakMegabytes) };
    return { ms: median(ms.slice(warm)), processorMs: median(processorMs.slice(warm)), ...memory };
  };
  const told = (rows: number, ms: number, peak: number) =>
    `${rows.toLocaleString('en-US')} rows (${Math.round((rows / ms) * 1_000).toLocaleString('en-US')} rows/s, ${peak} MB)`;

  const table: string[][] = [];
  const line = (rows: string, { ms, processorMs, idle, peak }: Awaited<ReturnType<typeof run>>) =>
    table.push([rows, asNumber(ms), asNumber(processorMs), `${peak} MB`, `${idle} MB`]);
  let ratioTo = 1;
  for (const size of SIZES) {
    const found = await run('check-ours', size);
    if (size.rows === PLAIN.rows) ratioTo = found.ms;
    tell({ case: `${told(size.rows, found.ms, found.peak)}, idle ${found.idle} MB`, median: found.ms, unit: 'ms' });
    line(size.rows.toLocaleString('en-US'), found);
  }
  const plain = await run('check-plain', PLAIN);
  const ratio = plain.ms / ratioTo;
  tell({ case: `${told(PLAIN.rows, plain.ms, plain.peak)}, exceljs`, median: plain.ms, unit: 'ms', ratio });
  line(`${PLAIN.rows.toLocaleString('en-US')}, the plain way: ${ratio.toFixed(0)} x`, plain);
  return asTable(['rows', 'ms', 'processor ms', 'peak of the process', 'before the first row'], table);
}

async function forgetDrafts({ adminUrl }: TestDatabase): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query('truncate drafts, findings');
  await admin.query('checkpoint');
  await admin.end();
}

// `npm test`: gets what the tests need, runs lint, types and all tests, and sums up. With arguments (vitest's own, such
// as file names) only the tests those name are run. Exit code 0 only if nothing failed.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type RunningPostgres, removePostgres, startPostgres } from './postgres.ts';
import { type RunningRedis, startRedis } from './redis.ts';
import { type Sum, sumUp } from './test-report.ts';
import { ensureTools, findChromium } from './test-tools.ts';

const LINT = ['node_modules/@biomejs/biome/bin/biome', 'check', '.'];
const TYPES = ['node_modules/typescript/bin/tsc', '--noEmit'];
const PAGE_TYPES = [...TYPES, '-p', 'simulator/page'];
const VITEST = ['node_modules/vitest/vitest.mjs', 'run'];

const say = (line: string) => void process.stdout.write(`${line}\n`);
const filters = process.argv.slice(2);

let running: ChildProcess | null = null;
let interrupted = false;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    interrupted = true;
    running?.kill('SIGTERM');
  });
}

/** Runs a Node program in the foreground; true when it ended with 0. */
async function run(title: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  if (interrupted) return false;
  say(`\n── ${title}`);
  return new Promise((resolve, reject) => {
    running = spawn(process.execPath, args, { stdio: 'inherit', env });
    running.once('error', reject);
    running.once('close', (code) => {
      running = null;
      resolve(code === 0);
    });
  });
}

async function runTests(dir: string, postgres: RunningPostgres | null, redis: RunningRedis): Promise<Sum> {
  const report = join(dir, 'report.json');
  const ok = await run(
    '测试 / tests',
    [...VITEST, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...filters],
    {
      ...process.env,
      HEZHENG_TEST_RUN: randomBytes(4).toString('hex'),
      HEZHENG_TEST_DATABASE_ADMIN_URL: postgres?.adminUrl ?? process.env.TEST_DATABASE_URL,
      HEZHENG_TEST_REDIS_URL: redis.url,
      HEZHENG_TEST_CHROMIUM: findChromium() ?? '',
    },
  );
  const sum = existsSync(report)
    ? sumUp(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: [] };
  // Errors outside any test, or a run broken off, must not read as success.
  return ok || sum.failed > 0 ? sum : { ...sum, failed: 1 };
}

function sayWhatDidNotRun(sum: Sum, missing: string[]): void {
  if (sum.skipped.length === 0 && missing.length === 0) return;
  say(`\n${'!'.repeat(78)}`);
  for (const line of missing) say(`!! ${line}`);
  for (const { file, tests } of sum.skipped) {
    say(`!! 没有运行 / NOT RUN: ${relative(process.cwd(), file)}（${tests} 项 / tests）`);
  }
  say('!'.repeat(78));
}

async function main(): Promise<void> {
  const missing = ensureTools(say);
  const dir = mkdtempSync(join(tmpdir(), 'hezheng-test-'));
  // As root the database server runs as somebody else, who must be able to enter.
  chmodSync(dir, 0o711);
  let postgres: RunningPostgres | null = null;
  let redis: RunningRedis | null = null;
  try {
    const checks: string[] = [];
    if (filters.length === 0) {
      if (!(await run('格式与规则 / lint', LINT))) checks.push('lint');
      if (!(await run('类型 / types', TYPES))) checks.push('types');
      if (!(await run('页面类型 / page types', PAGE_TYPES))) checks.push('page types');
    }
    if (!process.env.TEST_DATABASE_URL) postgres = await startPostgres({ dir: join(dir, 'postgres'), fast: true });
    redis = await startRedis({ dir: join(dir, 'redis'), given: process.env.REDIS_URL });
    const sum = await runTests(dir, postgres, redis);
    sayWhatDidNotRun(sum, missing);
    for (const name of checks) say(`没有通过 / failed: ${name}`);
    const failed = sum.failed + checks.length;
    say(`\n${sum.passed} passed, ${failed} failed`);
    process.exitCode = failed === 0 && sum.passed > 0 ? 0 : 1;
  } finally {
    await redis?.stop();
    await postgres?.stop();
    await removePostgres(join(dir, 'postgres'));
    rmSync(dir, { recursive: true, force: true });
  }
}

await main();

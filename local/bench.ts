// `npm run bench [-- <name>] [-- --json]`: starts PostgreSQL and Redis for the benchmarks and runs bench/main.ts.
// Measures nothing itself. PostgreSQL keeps its safety against power cuts, or the figures would flatter us.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removePostgres, startPostgres } from './postgres.ts';
import { startRedis } from './redis.ts';

const dir = mkdtempSync(join(tmpdir(), 'hezheng-bench-'));
// As root the database server runs as somebody else, who must be able to enter.
chmodSync(dir, 0o711);
const postgres = await startPostgres({ dir: join(dir, 'postgres') });
const redis = await startRedis({ dir: join(dir, 'redis'), given: process.env.REDIS_URL });

const bench = spawn(process.execPath, ['--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: {
    ...process.env,
    HEZHENG_TEST_RUN: randomBytes(4).toString('hex'),
    HEZHENG_TEST_DATABASE_ADMIN_URL: postgres.adminUrl,
    HEZHENG_TEST_REDIS_URL: redis.url,
  },
});
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void bench.kill('SIGTERM'));
process.exitCode = await new Promise<number>((resolve) => bench.once('close', (code) => resolve(code ?? 1)));

await redis.stop();
await postgres.stop();
await removePostgres(join(dir, 'postgres'));
rmSync(dir, { recursive: true, force: true });

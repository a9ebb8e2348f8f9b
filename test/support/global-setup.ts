// Runs once per vitest run, in the main process: gives the test files PostgreSQL and Redis by environment variable.
// `npm test` has started both already; a single file run by `npx vitest run <file>` gets its own from here.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type RunningPostgres, removePostgres, startPostgres } from '../../local/postgres.ts';
import { startRedis } from '../../local/redis.ts';
import { findChromium } from '../../local/test-tools.ts';
import { dropRunDatabases } from './run-databases.ts';

/**
 * Redis is started at once (it costs milliseconds), PostgreSQL when the first test asks for it over a loopback address
 * (it costs a second, and tests of pure code never ask). Answers the function that takes all of it away again.
 */
export async function setup(): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'hezheng-test-'));
  // As root the server runs as somebody else, who must be able to enter.
  chmodSync(dir, 0o711);
  const { env } = process;
  env.HEZHENG_TEST_RUN ??= randomBytes(4).toString('hex');
  env.HEZHENG_TEST_CHROMIUM ??= findChromium() ?? '';

  const redis = await startRedis({ dir: join(dir, 'redis'), given: env.HEZHENG_TEST_REDIS_URL });
  env.HEZHENG_TEST_REDIS_URL = redis.url;

  let postgres: Promise<RunningPostgres> | null = null;
  const starter = createServer((_request, response) => {
    postgres ??= startPostgres({ dir: join(dir, 'postgres'), fast: true });
    postgres.then(
      ({ adminUrl }) => response.end(adminUrl),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  if (!env.HEZHENG_TEST_DATABASE_ADMIN_URL) {
    await new Promise<void>((listening) => starter.listen(0, '127.0.0.1', listening));
    starter.unref();
    env.HEZHENG_TEST_DATABASE_STARTER = `http://127.0.0.1:${(starter.address() as AddressInfo).port}`;
  }

  return async () => {
    starter.close();
    if (env.HEZHENG_TEST_DATABASE_ADMIN_URL) await dropRunDatabases(env.HEZHENG_TEST_DATABASE_ADMIN_URL);
    await removePostgres(join(dir, 'postgres'));
    await redis.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}

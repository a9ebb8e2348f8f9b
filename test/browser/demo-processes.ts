// The demo's programs as processes of their own, on a database and a Redis of the test: what `npm run demo` starts, without
// its folder, its fixed ports and its lock.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoApp } from '../../config/demo.ts';
import { seedDemo } from '../../local/demo-seed.ts';
import { freePort } from '../../local/ports.ts';
import { Processes } from '../../local/processes.ts';
import { startRedis } from '../../local/redis.ts';
import { freshDatabase } from '../support/database.ts';

export type Demo = { url: string; stop: () => Promise<void> };

/** Everything up, migrated and seeded. A program that ends unasked, and what it warned of, is written to the console. */
export async function startDemo(): Promise<Demo> {
  const dir = mkdtempSync(join(tmpdir(), 'hezheng-browser-'));
  const undo: (() => Promise<void> | void)[] = [() => rmSync(dir, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const database = await freshDatabase();
    undo.push(database.drop);
    // The queues have one name: beside other tests they need a Redis of their own.
    const redis = await startRedis({ dir: join(dir, 'redis') });
    undo.push(redis.stop);
    const programs = new Processes(join(dir, 'logs'), console.warn, (name, tail) => {
      console.error(`${name} ended:\n${tail}`);
    });
    undo.push(() => programs.stop());
    return { url: await startPrograms(programs, database.url, redis.url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startPrograms(programs: Processes, databaseUrl: string, redisUrl: string): Promise<string> {
  const { PATH, HOME, TMPDIR } = process.env;
  const line = await programs.start({
    name: 'simulator',
    file: 'simulator/main.ts',
    args: [
      ...['--port', '0', '--name', '核证'],
      ...['--app-id', demoApp.FEISHU_APP_ID, '--app-secret', demoApp.FEISHU_APP_SECRET],
    ],
    env: { PATH, HOME, TMPDIR },
    ready: { line: /^\{.*"url"/ },
  });
  const { url } = JSON.parse(line) as { url: string };
  const ports = { bot: await freePort(), workers: await freePort() };
  const env = {
    ...{ PATH, HOME, TMPDIR },
    ...demoApp,
    FEISHU_DOMAIN: url,
    FEISHU_TRANSPORT: 'websocket',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    HEZHENG_MASTER_KEY: `test:${randomBytes(32).toString('base64')}`,
    HEZHENG_ADMIN_TOKEN: randomBytes(24).toString('base64url'),
    HEZHENG_MODE: 'demo',
    HEZHENG_QUIET_MINUTES: '0',
    HEZHENG_WORKING_HOURS: 'off',
    HEZHENG_CLOCK_URL: `${url}/sim/clock`,
    PORT: String(ports.bot),
    WORKERS_PORT: String(ports.workers),
  };
  await seedDemo({ simulatorUrl: url, env });
  await Promise.all(
    (['bot', 'workers'] as const).map((name) =>
      programs.start({
        name,
        file: `${name}/main.ts`,
        env,
        ready: { url: `http://127.0.0.1:${ports[name]}/healthz` },
      }),
    ),
  );
  return url;
}

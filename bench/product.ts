// The whole product as it runs: simulator, bot and workers as processes over real servers, and people who watch their chats.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoSecrets } from '../config/demo.ts';
import { loadEnv } from '../config/env.ts';
import { peopleOf } from '../domain/directory.ts';
import { freePort } from '../local/ports.ts';
import { Processes } from '../local/processes.ts';
import { partsOf } from '../messages/parts-of.ts';
import { loadDirectory } from '../store/load-directory.ts';
import { freshDatabase } from '../test/support/database.ts';
import { startSimulator } from '../test/support/simulator.ts';
import { directoryOf } from './cast.ts';
import { type Watch, watchChats } from './watch.ts';

const POLL_MS = 50;
/** Redis keeps 16 databases: each product of a run has one of its own. */
let nextRedis = 0;

export type Product = Awaited<ReturnType<typeof startProduct>>;

/** Starts everything with so many clerks, each of an institution of its own, and waits until all of them are known. */
export async function startProduct(options: { clerks: number; workers: number; rateLimits: boolean }) {
  const directory = directoryOf(options.clerks);
  const people = peopleOf(directory);
  const [database, simulator] = await Promise.all([freshDatabase(), startSimulator()]);
  const { control } = simulator;
  await control.people(people.map(({ name, mobile }, i) => ({ name, mobile: `+86${mobile}`, open_id: openId(i) })));
  await control.switches({ rate_limits: options.rateLimits });

  const env = {
    ...demoSecrets,
    PATH: process.env.PATH,
    HEZHENG_MODE: 'demo',
    LOG_LEVEL: 'warn',
    HEZHENG_QUIET_MINUTES: '0',
    HEZHENG_WORKING_HOURS: 'off',
    FEISHU_APP_ID: simulator.app.appId,
    FEISHU_APP_SECRET: simulator.app.appSecret,
    FEISHU_DOMAIN: simulator.url,
    DATABASE_URL: database.url,
    REDIS_URL: `${process.env.HEZHENG_TEST_REDIS_URL}/${nextRedis++}`,
  };
  const { store } = await partsOf(loadEnv(env, 'directory'), 'hezheng-bench', new Date());
  await loadDirectory(store, directory, new Date());

  const logs = mkdtempSync(join(tmpdir(), 'hezheng-bench-logs-'));
  const processes = new Processes(
    logs,
    (line) => void process.stderr.write(`${line}\n`),
    (name, reason) => {
      throw new Error(`${name} ended: ${reason}`);
    },
  );
  const start = async (name: string, file: string, variable: 'PORT' | 'WORKERS_PORT') => {
    const port = await freePort();
    const ready = { url: `http://127.0.0.1:${port}/healthz` };
    await processes.start({ name, file, env: { ...env, [variable]: String(port) }, ready });
  };
  await start('bot', 'bot/main.ts', 'PORT');
  for (let i = 1; i <= options.workers; i++) await start(`workers-${i}`, 'workers/main.ts', 'WORKERS_PORT');
  const quiet = async () => {
    const waiting = 'select from outbox where done_at is null limit 1';
    while ((await store.db.query(waiting)).rowCount !== 0) await sleep(POLL_MS);
  };
  await quiet();

  const watches: Watch[] = [];
  return {
    control,
    /** Resolves once no work waits. */
    quiet,
    openIdOf: (name: string) => openId(people.findIndex((person) => person.name === name)),
    /** Begins to watch somebody's chats. */
    watch: async (name: string): Promise<Watch> => {
      const watch = await watchChats(simulator.url, openId(people.findIndex((person) => person.name === name)));
      watches.push(watch);
      return watch;
    },
    stop: async () => {
      for (const watch of watches) watch.close();
      await processes.stop();
      await simulator.stop();
      await store.db.close();
      await database.drop();
      rmSync(logs, { recursive: true, force: true });
    },
  };
}

function openId(i: number): string {
  return `ou_${String(i + 1).padStart(32, '0')}`;
}

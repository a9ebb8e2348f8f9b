// Starts a real PostgreSQL server from the npm binaries, for the demo and the tests; never for production.
// Listens on loopback only, with a password; as root the server runs under an unprivileged id of its own.
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { commandOf, isAlive, signal, whenGone } from './alive.ts';
import { dieWithParent } from './die-with-parent.ts';
import { freePort } from './ports.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { ADMIN, adminUrl, findPlace, lastPort, type Place, readPidFile } from './postgres-place.ts';

const FIRST_PORT = 55_432;
const START_MS = 60_000;
const STOP_MS = 30_000;
const POLL_MS = 20;
const LOG_TAIL = 2_000;
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off', 'max_wal_size=4GB'];

export type PostgresOptions = {
  /** Folder for the cluster, the password, the port and the server's log. Made when missing. */
  dir: string;
  /** Preferred port; stepped round when busy. Default: the one used last time. */
  port?: number;
  /** For tests: gives up safety against power cuts, and ends with this process even by kill -9. */
  fast?: boolean;
  /** Called with one plain Chinese sentence per step. */
  log?: (line: string) => void;
};

export type RunningPostgres = {
  /** Superuser's URL of the database `postgres`. */
  adminUrl: string;
  port: number;
  /** Process id of the postmaster. */
  pid: number;
  /** True when a server left behind by a killed parent was taken over instead of starting one. */
  adopted: boolean;
  /** Fast shutdown: open transactions are rolled back, data is flushed. Resolves when the server is gone. */
  stop: () => Promise<void>;
};

/**
 * Starts the server of `dir`, making the cluster the first time (UTF8, locale C, time zone UTC), or takes over the one
 * that still runs there. Throws when the server does not get ready; the message carries the end of its log.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const log = options.log ?? (() => {});
  const place = findPlace(options.dir);
  const adopted = await adopt(place);
  if (adopted !== null) {
    log('发现仍在运行的 PostgreSQL，已接管');
    return adopted;
  }
  const binaries = postgresBinaries(place.staging);
  if (!existsSync(join(place.data, 'PG_VERSION'))) {
    log('首次使用，正在初始化 PostgreSQL 数据目录');
    await initCluster(binaries, place, options.fast ?? false);
  }
  return launch(binaries, place, options);
}

/** Stops whatever still runs on `dir` and deletes `dir` and its cluster. */
export async function removePostgres(dir: string): Promise<void> {
  const place = findPlace(dir);
  const left = readPidFile(place);
  if (left !== null && isPostgres(left.pid)) {
    signal(left.pid, 'SIGQUIT');
    await whenGone(left.pid, STOP_MS);
  }
  // The folder round the cluster is either `dir` itself or the one made for it outside.
  for (const path of [dirname(place.data), place.dir]) rmSync(path, { recursive: true, force: true });
}

async function initCluster(binaries: string, place: Place, fast: boolean): Promise<void> {
  const password = randomBytes(24).toString('base64url');
  // initdb insists on an id that has a name; afterwards the cluster is handed to the nameless one.
  const maker = place.as === null ? null : nobody();
  rmSync(place.data, { recursive: true, force: true });
  mkdirSync(dirname(place.data), { recursive: true, mode: 0o755 });
  mkdirSync(place.data, { mode: 0o700 });
  const passwordFile = `${place.data}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (maker !== null) for (const path of [place.data, passwordFile]) chownSync(path, maker.uid, maker.gid);
  const args = ['-D', place.data, '-U', ADMIN, '-E', 'UTF8', '--locale=C', '--auth=scram-sha-256', '--no-instructions'];
  args.push(`--pwfile=${passwordFile}`, '--set=timezone=UTC', '--set=log_timezone=UTC', ...(fast ? ['--no-sync'] : []));
  try {
    await promisify(execFile)(join(binaries, 'bin', 'initdb'), args, { ...maker, cwd: '/', env: bareEnv() });
  } catch (cause) {
    rmSync(place.data, { recursive: true, force: true });
    throw new Error(`initdb failed in ${place.data}`, { cause });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  if (place.as !== null) chownTree(place.data, place.as);
  writeFileSync(join(place.dir, 'password'), password, { mode: 0o600 });
}

async function launch(binaries: string, place: Place, options: PostgresOptions): Promise<RunningPostgres> {
  const deadline = Date.now() + START_MS;
  let port = await freePort(options.port ?? lastPort(place) ?? (options.fast ? undefined : FIRST_PORT));
  for (;;) {
    const outcome = await tryLaunch(binaries, place, port, options.fast ?? false, deadline);
    if (typeof outcome !== 'string') {
      writeFileSync(join(place.dir, 'port'), String(port));
      return outcome;
    }
    // Lost the port between looking and binding, or the last server's memory is not yet let go after a kill -9.
    const passing = /could not bind|still in use|lock file .* already exists/.test(outcome);
    if (!passing || Date.now() > deadline) throw new Error(`PostgreSQL did not start: ${outcome}`);
    await sleep(10 * POLL_MS);
    port = await freePort(port);
  }
}

/** One attempt: the running server, or the end of the log of the one that gave up. */
async function tryLaunch(
  binaries: string,
  place: Place,
  port: number,
  fast: boolean,
  deadline: number,
): Promise<RunningPostgres | string> {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'timezone=UTC'];
  const args = [
    '-D',
    place.data,
    '-p',
    String(port),
    ...[...settings, ...(fast ? FAST : [])].flatMap((s) => ['-c', s]),
  ];
  const logFd = openSync(place.logFile, 'w', 0o600);
  // The log is a file, not a pipe, and the group its own: the server outlives a killed parent and can be adopted.
  const server = spawn(join(binaries, 'bin', 'postgres'), args, {
    ...place.as,
    cwd: '/',
    env: bareEnv(),
    stdio: ['ignore', logFd, logFd],
    detached: true,
  });
  closeSync(logFd);
  const { pid } = server;
  let ended = false;
  server.on('exit', () => {
    ended = true;
  });
  server.on('error', () => {
    ended = true;
  });
  server.unref();
  while (!ended && pid !== undefined) {
    const found = readPidFile(place);
    if (found?.pid === pid && found.ready) {
      const release = fast ? dieWithParent(pid, 'QUIT') : () => {};
      return running(place, found.pid, port, false, release);
    }
    if (Date.now() > deadline) {
      signal(pid, 'SIGQUIT');
      break;
    }
    await sleep(POLL_MS);
  }
  return readFileSync(place.logFile, 'utf8').slice(-LOG_TAIL);
}

/** The server that postmaster.pid names, if it is ours and answers; null when there is none. Waits for one going down. */
async function adopt(place: Place): Promise<RunningPostgres | null> {
  for (let waited = 0; waited < STOP_MS; waited += POLL_MS) {
    const found = readPidFile(place);
    if (found === null || !isAlive(found.pid)) return null;
    if (!isPostgres(found.pid)) {
      // The id went to some other program: PostgreSQL itself would take that for a live server and refuse.
      rmSync(join(place.data, 'postmaster.pid'), { force: true });
      return null;
    }
    if (found.ready && (await answersFor(place, found.port)))
      return running(place, found.pid, found.port, true, () => {});
    await sleep(POLL_MS);
  }
  throw new Error(`a PostgreSQL server runs on ${place.data} but does not answer`);
}

async function answersFor(place: Place, port: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl(place, port), connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    return rows[0]?.data_directory === place.data;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function running(place: Place, pid: number, port: number, adopted: boolean, release: () => void): RunningPostgres {
  const stop = async () => {
    release();
    if (process.platform === 'win32') {
      const control = join(postgresBinaries(place.staging), 'bin', 'pg_ctl');
      await promisify(execFile)(control, ['stop', '-m', 'fast', '-D', place.data]);
      return;
    }
    signal(pid, 'SIGINT');
    if (await whenGone(pid, STOP_MS)) return;
    signal(pid, 'SIGQUIT');
    if (!(await whenGone(pid, STOP_MS))) throw new Error(`PostgreSQL (process ${pid}) does not stop`);
  };
  return { adminUrl: adminUrl(place, port), port, pid, adopted, stop };
}

function isPostgres(pid: number): boolean {
  const command = commandOf(pid);
  return isAlive(pid) && (command === '' || command.includes('postgres'));
}

function nobody(): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((row) => row.split(':'))
    .find(([name]) => name === 'nobody');
  if (line === undefined) throw new Error('running as root needs a user named nobody in /etc/passwd');
  return { uid: Number(line[2]), gid: Number(line[3]) };
}

function chownTree(path: string, to: { uid: number; gid: number }): void {
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(path, entry), to.uid, to.gid);
  }
  chownSync(path, to.uid, to.gid);
  chmodSync(path, 0o700);
}

/** Only what the programs need: PG* variables of the person's shell would change what they do. */
function bareEnv(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR } = process.env;
  return { LC_ALL: 'C', TZ: 'UTC', PATH, ...(SystemRoot ? { SystemRoot } : {}), ...(TMPDIR ? { TMPDIR } : {}) };
}

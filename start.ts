// `npm start`: bot and workers together in production, for a single machine. Ends, and ends both, when either ends.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { checkEnv } from './config/env.ts';

/** Whatever the environment says: the demo has a command of its own. */
const env = { ...process.env, HEZHENG_MODE: 'production' };

function start(): void {
  const programs = ['./bot/main.js', './workers/main.js'].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const children: ChildProcess[] = programs.map((program) => fork(program, { env }));
  const stop = (signal: NodeJS.Signals) => {
    for (const child of children) child.kill(signal);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stop(signal));
  for (const child of children) {
    child.on('exit', (code) => {
      process.exitCode ??= code ?? 1;
      stop('SIGTERM');
    });
  }
}

try {
  // Before either is started: what is missing is named at once.
  checkEnv(env, ['bot', 'workers']);
  start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

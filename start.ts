// `npm start`: bot and workers together in production, for a single machine. Ends, and ends both, when either ends.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { loadEnv } from './config/env.ts';

// Both are read before either is started: what is missing is named at once.
loadEnv(process.env, 'bot');
loadEnv(process.env, 'workers');

const children: ChildProcess[] = ['./bot/main.js', './workers/main.js'].map((path) =>
  fork(fileURLToPath(new URL(path, import.meta.url))),
);
const stop = (signal: NodeJS.Signals) => {
  for (const child of children) child.kill(signal);
};
process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGINT', () => stop('SIGINT'));
for (const child of children) {
  child.on('exit', (code) => {
    process.exitCode ??= code ?? 1;
    stop('SIGTERM');
  });
}

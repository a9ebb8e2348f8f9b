// Ends a process that is not ours to program (postgres, redis-server) when this one dies, even by kill -9.
import { spawn } from 'node:child_process';

/**
 * Starts a shell in a group of its own that waits on a pipe held by this process; when the pipe closes it sends
 * `signal` to `pid`. Call the answer once the process was stopped in the ordinary way. Does nothing on Windows.
 */
export function dieWithParent(pid: number, signal: 'TERM' | 'INT' | 'QUIT'): () => void {
  if (process.platform === 'win32') return () => {};
  const watcher = spawn('/bin/sh', ['-c', `cat >/dev/null; kill -${signal} ${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.on('error', () => {});
  watcher.unref();
  const { pid: group } = watcher;
  return () => {
    if (group === undefined) return;
    try {
      process.kill(-group, 'SIGKILL');
    } catch {
      // Already gone.
    }
  };
}

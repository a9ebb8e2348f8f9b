// For the tests: has another process start a server and then kills that process with SIGKILL.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./start-and-die.ts', import.meta.url));

/** Resolves, once the starting process is dead, to the process id of the server it had started. */
export async function leaveBehind(kind: 'postgres' | 'postgres-fast' | 'redis', dir: string): Promise<number> {
  const parent = spawn(process.execPath, ['--import', 'tsx', PROGRAM, kind, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const dead = once(parent, 'close');
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  parent.kill('SIGKILL');
  await dead;
  return Number(line.toString());
}

/** A folder of the system's temporary place that a server with another user id may enter. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'hezheng-local-'));
  chmodSync(dir, 0o711);
  return dir;
}

// Keeps two demos from running on the same folder. Needs no cleaning up: a lock of a dead process counts for nothing.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { commandOf, isAlive } from './alive.ts';

const Lock = z.object({ pid: z.number().int().positive(), url: z.string().nullable() });
export type Lock = z.infer<typeof Lock>;

/** Takes the lock of `dir`, or answers who holds it. */
export function takeLock(dir: string): Lock | null {
  const path = join(dir, 'lock.json');
  const holder = readLock(path);
  if (holder !== null && holder.pid !== process.pid && isAlive(holder.pid) && isDemo(holder.pid)) return holder;
  rmSync(path, { force: true });
  // Two starts at the same moment: `wx` lets one of them through.
  writeFileSync(path, JSON.stringify({ pid: process.pid, url: null }), { flag: 'wx' });
  return null;
}

/** Notes where the demo can be opened, for whoever tries to start a second one. */
export function nameAddress(dir: string, url: string): void {
  writeFileSync(join(dir, 'lock.json'), JSON.stringify({ pid: process.pid, url }));
}

export function releaseLock(dir: string): void {
  rmSync(join(dir, 'lock.json'), { force: true });
}

function readLock(path: string): Lock | null {
  try {
    return Lock.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Process ids are reused: the one in an old lock may be anybody's by now. */
function isDemo(pid: number): boolean {
  const command = commandOf(pid);
  return command === '' || command.includes('demo.ts');
}

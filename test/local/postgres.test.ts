import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive, signal, whenGone } from '../../local/alive.ts';
import { removePostgres, startPostgres } from '../../local/postgres.ts';
import { leaveBehind, temporaryFolder } from './left-behind.ts';

const root = process.getuid?.() === 0;

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  // A server killed on purpose cuts its clients.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a cluster that is kept', () => {
  const folder = temporaryFolder();
  const dir = join(folder, 'postgres');

  beforeAll(async () => {
    const first = await startPostgres({ dir });
    await ask(first.adminUrl, 'create table kept (x int)');
    await first.stop();
  });

  afterAll(async () => {
    await removePostgres(dir);
    rmSync(folder, { recursive: true, force: true });
  });

  test('it speaks UTF-8, sorts by bytes, lives in UTC, is safe against power cuts and hears loopback only', async () => {
    const server = await startPostgres({ dir });

    const [settings] = await ask(
      server.adminUrl,
      `select current_setting('server_encoding') as encoding, datcollate as collation, current_setting('TimeZone') as zone,
         current_setting('fsync') as fsync, current_setting('listen_addresses') as hears
       from pg_database where datname = current_database()`,
    );

    await server.stop();
    expect(settings).toEqual({ encoding: 'UTF8', collation: 'C', zone: 'UTC', fsync: 'on', hears: '127.0.0.1' });
  });

  test('nobody gets in without the password, which only its owner can read', async () => {
    const server = await startPostgres({ dir });
    const wrong = new URL(server.adminUrl);
    wrong.password = 'wrong';

    await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);

    await server.stop();
    expect(statSync(join(dir, 'password')).mode & 0o777).toBe(0o600);
    expect(server.adminUrl).toContain(readFileSync(join(dir, 'password'), 'utf8'));
  });

  test('stopping leaves no process', async () => {
    const server = await startPostgres({ dir });
    expect(isAlive(server.pid)).toBe(true);

    await server.stop();

    expect(isAlive(server.pid)).toBe(false);
    expect(existsSync(join(dir, 'data', 'postmaster.pid'))).toBe(false);
  });

  test.runIf(root)('for root it runs under an id that is neither root nor nobody', async () => {
    const server = await startPostgres({ dir });

    const owner = statSync(`/proc/${server.pid}`).uid;

    await server.stop();
    expect(owner).not.toBe(0);
    expect(owner).not.toBe(65_534);
  });

  test('the port of the last time is taken again, and stepped round when somebody else has it', async () => {
    const before = await startPostgres({ dir });
    await before.stop();
    const again = await startPostgres({ dir });
    await again.stop();
    const other = createServer();
    await new Promise<void>((listening) => other.listen(again.port, '127.0.0.1', listening));

    const stepped = await startPostgres({ dir });

    await stepped.stop();
    other.close();
    expect(again.port).toBe(before.port);
    expect(stepped.port).toBeGreaterThan(again.port);
  });

  test('a server whose parent was killed is taken over with its data', async () => {
    const pid = await leaveBehind('postgres', dir);
    expect(isAlive(pid)).toBe(true);

    const server = await startPostgres({ dir });

    await ask(server.adminUrl, 'select x from kept');
    await server.stop();
    expect(server).toMatchObject({ adopted: true, pid });
    expect(isAlive(pid)).toBe(false);
  });

  test('what was committed before a kill -9 of the server is there after the next start', async () => {
    const server = await startPostgres({ dir });
    await ask(server.adminUrl, 'insert into kept values (42)');
    signal(server.pid, 'SIGKILL');
    await whenGone(server.pid, 5_000);

    const next = await startPostgres({ dir });

    const rows = await ask(next.adminUrl, 'select x from kept');
    await next.stop();
    expect(next.adopted).toBe(false);
    expect(rows).toEqual([{ x: 42 }]);
  });
});

test('a server for tests ends with the process that started it, even by kill -9', async () => {
  const folder = temporaryFolder();

  const pid = await leaveBehind('postgres-fast', join(folder, 'postgres'));

  expect(await whenGone(pid, 10_000)).toBe(true);
  await removePostgres(join(folder, 'postgres'));
  rmSync(folder, { recursive: true });
});

test.runIf(root)('in a closed home directory root’s cluster lives outside and is removed with it', async () => {
  const folder = temporaryFolder();
  const home = join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  const dir = join(home, 'postgres');

  const server = await startPostgres({ dir, fast: true });

  const [row] = await ask<{ at: string }>(server.adminUrl, `select current_setting('data_directory') as at`);
  await server.stop();
  await removePostgres(dir);
  expect(row?.at.startsWith(home)).toBe(false);
  expect(existsSync(row?.at ?? '')).toBe(false);
  rmSync(folder, { recursive: true });
});

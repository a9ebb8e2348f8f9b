import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { freePort } from '../../local/ports.ts';

const busy: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of busy.splice(0)) server.close();
});

async function occupy(port: number): Promise<void> {
  const server = createServer();
  busy.push(server);
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
}

test('a preferred port that is free is taken', async () => {
  const free = await freePort();

  expect(await freePort(free)).toBe(free);
});

test('a busy port is stepped round to a higher one', async () => {
  const first = await freePort();
  await occupy(first);

  const found = await freePort(first);

  expect(found).toBeGreaterThan(first);
  expect(found).toBeLessThan(first + 50);
});

// The simulator's clock is read anew each time, and its jumps are heard.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followedClock, systemClock } from '../../bot/clock.ts';
import { startSimulator, type TestSimulator } from '../support/simulator.ts';
import { until } from '../support/until.ts';

const HOUR = 3_600_000;
let simulator: TestSimulator;

beforeAll(async () => {
  simulator = await startSimulator();
}, 60_000);
afterAll(() => simulator.stop());

test('the followed clock reads what the simulator says, right after a jump too', async () => {
  const clock = followedClock(`${simulator.url}/sim/clock`);
  const before = (await clock.now()).getTime();

  await simulator.control.advance(HOUR);

  expect((await clock.now()).getTime()).toBeGreaterThanOrEqual(before + HOUR);
  clock.close();
});

test('a jump wakes those who listen, until they stop or the clock is closed', async () => {
  const clock = followedClock(`${simulator.url}/sim/clock`);
  const heard = { one: 0, other: 0 };
  clock.onJump(() => {
    heard.one += 1;
  });
  const stop = clock.onJump(() => {
    heard.other += 1;
  });
  await until(async () => {
    await simulator.control.advance(1_000);
    return heard.one > 0 && heard.other > 0;
  });

  stop();
  const { one, other } = heard;
  await simulator.control.advance(HOUR);
  await until(() => heard.one > one);
  expect(heard.other).toBe(other);
  clock.close();
});

test('a first or repeated reading is no jump, a jump missed while the stream was cut is one', async () => {
  const readings = [[0, 0], [0], [HOUR]];
  const server = createServer((_, response) => {
    const offsets = readings.shift() ?? [HOUR];
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const offset_ms of offsets) {
      response.write(`data: ${JSON.stringify({ now: '2026-11-22T00:00:00Z', offset_ms })}\n\n`);
    }
    if (readings.length > 0) response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const clock = followedClock(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const heardAt: number[] = [];
  clock.onJump(() => heardAt.push(readings.length));

  await until(() => heardAt.length > 0);

  expect(heardAt).toEqual([0]);
  clock.close();
  server.closeAllConnections();
  server.close();
});

test('a clock that does not answer is an error that names it', async () => {
  const clock = followedClock('http://127.0.0.1:9/sim/clock');

  await expect(clock.now()).rejects.toThrow('http://127.0.0.1:9/sim/clock');
  clock.close();
});

test("the system clock is the machine's", async () => {
  const before = Date.now();

  const now = (await systemClock().now()).getTime();

  expect(now).toBeGreaterThanOrEqual(before);
  expect(now).toBeLessThanOrEqual(Date.now());
});

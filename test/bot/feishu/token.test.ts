// One token for all, fetched once, renewed in time.
import { expect, test } from 'vitest';
import { holdToken } from '../../../bot/feishu/token.ts';

const holder = (expiresInMs = 7_200_000) => {
  const clock = { now: 0, fetched: 0 };
  const tokens = holdToken(
    async () => {
      clock.fetched += 1;
      return { token: `t-${clock.fetched}`, expiresInMs };
    },
    () => clock.now,
  );
  return { clock, tokens };
};

test('however many ask at once, one fetch is in flight', async () => {
  const { clock, tokens } = holder();

  expect(await Promise.all([tokens.get(), tokens.get(), tokens.get()])).toEqual(['t-1', 't-1', 't-1']);
  expect(clock.fetched).toBe(1);
});

test('it is renewed before it ends', async () => {
  const { clock, tokens } = holder();
  await tokens.get();

  clock.now = 6_899_999;
  expect(await tokens.get()).toBe('t-1');
  clock.now = 6_900_000;
  expect(await tokens.get()).toBe('t-2');
});

test('a short-lived one is used for half its life, not fetched for every call', async () => {
  const { clock, tokens } = holder(60_000);
  await tokens.get();

  clock.now = 29_999;
  expect(await tokens.get()).toBe('t-1');
  clock.now = 30_000;
  expect(await tokens.get()).toBe('t-2');
});

test('two callers refused with the same token cause one new fetch', async () => {
  const { clock, tokens } = holder();
  const used = await tokens.get();

  tokens.drop(used);
  const renewed = await tokens.get();
  tokens.drop(used);

  expect(await tokens.get()).toBe(renewed);
  expect(clock.fetched).toBe(2);
});

test('a failed fetch is told to all who wait and tried anew by the next', async () => {
  let fetched = 0;
  const tokens = holdToken(
    async () => {
      fetched += 1;
      if (fetched === 1) throw new Error('away');
      return { token: 't-2', expiresInMs: 1_000 };
    },
    () => 0,
  );

  const both = await Promise.allSettled([tokens.get(), tokens.get()]);

  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await tokens.get()).toBe('t-2');
});

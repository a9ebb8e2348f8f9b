// However many calls come at once, no window of Feishu's ever sees more than its quota.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace, type Pace } from '../../../bot/feishu/pace.ts';

/** Time passes only by sleeping; calls are made one after the other, as the reservations are. */
const paced = () => {
  const clock = { now: 0 };
  const pace = createPace(
    () => clock.now,
    async (ms) => {
      clock.now += ms;
    },
  );
  return { clock, pace };
};
const most = (times: number[], windowMs: number) =>
  Math.max(0, ...times.map((start) => times.filter((at) => at >= start && at < start + windowMs).length));

test('no second sees more than five messages to one person, or more than fifty calls of one API', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom('ou_1', 'ou_2', 'ou_3', null), fc.integer({ min: 0, max: 400 })), {
        minLength: 30,
        maxLength: 150,
        size: 'max',
      }),
      async (calls) => {
        const { clock, pace } = paced();
        const left: { target: string | null; at: number }[] = [];
        for (const [target, pauseMs] of calls) {
          clock.now += pauseMs % 7 === 0 ? pauseMs : 0;
          await pace.take('im.message.create', target);
          left.push({ target, at: clock.now });
        }

        for (const target of ['ou_1', 'ou_2', 'ou_3']) {
          expect(
            most(
              left.filter((call) => call.target === target).map(({ at }) => at),
              1_000,
            ),
          ).toBeLessThanOrEqual(5);
        }
        expect(
          most(
            left.map(({ at }) => at),
            1_000,
          ),
        ).toBeLessThanOrEqual(50);
      },
    ),
    { numRuns: 50 },
  );
});

test('five messages leave at once, the sixth waits, and other people do not wait for it', async () => {
  const { clock, pace } = paced();

  for (let i = 0; i < 5; i += 1) await pace.take('send', 'ou_1');
  expect(clock.now).toBe(0);
  await pace.take('send', 'ou_2');
  expect(clock.now).toBe(0);
  await pace.take('send', 'ou_1');
  expect(clock.now).toBeGreaterThanOrEqual(1_000);
});

test('the thousandth call of a minute leaves, the next is sent away with a waiting time', async () => {
  const { clock, pace } = paced();
  for (let i = 0; i < 1_000; i += 1) await pace.take('send', null);

  await expect(pace.take('send', null)).rejects.toMatchObject({
    kind: 'retry',
    code: 'too-busy',
    retryAfterMs: expect.any(Number),
  });
  await expect(pace.take('patch', null)).resolves.toBeUndefined();
  clock.now += 66_000;
  await expect(pace.take('send', null)).resolves.toBeUndefined();
});

test('whoever is sent away uses up nothing', async () => {
  const { clock, pace } = paced();
  const fill = async (p: Pace) => {
    for (let i = 0; i < 1_000; i += 1) await p.take('send', null);
  };
  await fill(pace);
  for (let i = 0; i < 20; i += 1) await pace.take('send', 'ou_1').catch(() => {});

  clock.now += 66_000;
  const before = clock.now;
  for (let i = 0; i < 5; i += 1) await pace.take('send', 'ou_1');

  expect(clock.now).toBe(before);
});

test('a call without haste leaves half of every quota to the others, and waits for nothing', async () => {
  const { clock, pace } = paced();

  const one = Array.from({ length: 4 }, () => pace.takeSpare('patch', 'om_1'));
  const many = Array.from({ length: 40 }, (_, i) => pace.takeSpare('patch', `om_${i + 2}`));

  expect(one).toEqual([true, true, true, false]);
  expect(many.filter(Boolean)).toHaveLength(22);
  expect(clock.now).toBe(0);
  for (let i = 0; i < 25; i += 1) await pace.take('patch', null);
  expect(clock.now).toBe(0);
  await pace.take('patch', null);
  expect(clock.now).toBeGreaterThan(0);
});

test('after the platform asked for rest, nothing goes that can be left out', async () => {
  const { clock, pace } = paced();

  pace.rest(2_000);

  expect(pace.takeSpare('patch', 'om_1')).toBe(false);
  await pace.take('patch', 'om_1');
  expect(clock.now).toBe(0);
  clock.now = 2_000;
  expect(pace.takeSpare('patch', 'om_1')).toBe(true);
});

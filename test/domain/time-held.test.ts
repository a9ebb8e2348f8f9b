// Whose time it was. Faults planted and seen: quiet minutes charged to whoever decided, a second stay that overwrites the first,
// a return's days charged to the tier, the hand-over counted from its recording, a decision taken back that stops the
// clock all the same, a return to an earlier tier that is no round trip.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedCalendar } from '../../config/calendars.ts';
import { nextDay, workingDaysBetween } from '../../domain/calendar.ts';
import { decide } from '../../domain/decide.ts';
import type { Command } from '../../domain/submission.ts';
import { chainClock, type DatedEvent, timeHeld } from '../../domain/time-held.ts';
import { command, fold, lawOn, people, refused } from '../support/submissions.ts';

type Step = readonly [day: string, command: Command];

/** Does what can be done of each step on its day. */
function lived(steps: readonly Step[], quietMinutes = 0): DatedEvent[] {
  const events: DatedEvent[] = [];
  for (const [on, asked] of steps) {
    const answer = decide(fold(events.map(({ event }) => event)), asked, { ...lawOn(on), quietMinutes });
    if (!refused(answer)) events.push(...answer.map((event) => ({ on, event })));
  }
  return events;
}

const begun: Step[] = [
  ['2026-03-05', command.receive()],
  ['2026-03-05', command.check()],
  ['2026-03-05', command.submit()],
];
const held = (steps: readonly Step[], today: string, issuedOn: string | null = '2026-03-02') =>
  timeHeld(lived(steps), issuedOn, shippedCalendar, today);
const days = ({ holders }: ReturnType<typeof held>) =>
  holders.map(({ holder, workingDays, times }) => `${holder} ${workingDays} in ${times}`);

describe('time is charged to whoever held it', () => {
  test('the clerk from the issue date, then each tier, working days and calendar days', () => {
    const steps: Step[] = [
      ...begun,
      ['2026-03-10', command.approve(people.city, 'city')],
      ['2026-03-16', command.approve(people.province, 'province')],
      ['2026-03-18', command.handOver('2026-03-17')],
    ];

    expect(days(held(steps, '2026-03-20'))).toEqual(['clerk 3 in 1', '0 3 in 1', '1 4 in 1', '2 1 in 1', '3 3 in 1']);
    expect(held(steps, '2026-03-20').holders[1]).toMatchObject({ workingDays: 3, calendarDays: 5 });
    expect(held(steps, '2026-03-20').now).toBe(3);
  });

  test('a return stops the tier’s clock, and every round trip is counted', () => {
    const again = (day: string, version: number): Step[] => [
      [day, command.receive()],
      [day, command.check(version)],
      [day, command.submit(version)],
    ];
    const steps: Step[] = [
      ...begun,
      ['2026-03-06', command.sendBack(people.city, 'city')],
      ...again('2026-03-12', 2),
      ['2026-03-13', command.sendBack(people.city, 'city', 2)],
      ...again('2026-03-19', 3),
    ];

    const charged = held(steps, '2026-03-20');

    expect(days(charged)).toEqual(['clerk 3 in 1', '0 3 in 3', 'correction 8 in 2']);
    expect(charged.returns).toBe(2);
  });

  test('a return to an earlier tier is a round trip too, and is that tier’s time again', () => {
    const steps: Step[] = [
      ...begun,
      ['2026-03-10', command.approve(people.city, 'city')],
      ['2026-03-12', command.sendBack(people.province, 'province', 1, { to: 'city' })],
    ];

    expect(days(held(steps, '2026-03-16'))).toEqual(['clerk 3 in 1', '0 5 in 2', '1 2 in 1']);
    expect(held(steps, '2026-03-16').returns).toBe(1);
  });

  test('the quiet minutes of a decision are nobody’s, unless it is taken back', () => {
    const decided = lived([...begun, ['2026-03-06', command.approve(people.city, 'city')]], 10);
    const settled: DatedEvent[] = lived(
      [...begun, ['2026-03-06', command.approve(people.city, 'city')], ['2026-03-09', { type: 'settle' }]],
      10,
    );
    const taken: DatedEvent[] = [
      ...decided,
      { on: '2026-03-06', event: { type: 'taken-back', round: 1, tier: 'city', by: 'city', at: '' } },
    ];
    const on = (events: readonly DatedEvent[]) => timeHeld(events, null, shippedCalendar, '2026-03-10');

    expect(on(decided)).toMatchObject({ now: null });
    expect(days(on(decided))).toEqual(['clerk 0 in 1', '0 1 in 1']);
    expect(days(on(settled))).toEqual(['clerk 0 in 1', '0 1 in 1', '1 1 in 1']);
    expect(days(on(taken))).toEqual(['clerk 0 in 1', '0 3 in 1']);
  });

  test('after the end nobody is charged any more', () => {
    const steps: Step[] = [...begun, ['2026-03-06', command.withdraw()]];

    expect(held(steps, '2026-12-01')).toEqual(held(steps, '2026-03-06'));
    expect(held(steps, '2026-12-01').now).toBeNull();
  });
});

const asked = fc.constantFrom<Command>(
  ...[1, 2, 3].flatMap((n) => [
    command.check(n),
    command.submit(n, 'N-7'),
    command.approve(people.city, 'city', n, 'N-7'),
    command.approve(people.province, 'province', n, 'N-7'),
    command.sendBack(people.city, 'city', n),
    command.sendBack(people.province, 'province', n, { to: 'city' }),
  ]),
  command.receive(),
  command.withdraw(1),
);
const waits = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), asked), { maxLength: 30, size: '+1' });

function walked(acts: readonly (readonly [number, Command])[]) {
  let on = '2026-03-05';
  const steps: Step[] = [...begun];
  for (const [wait, one] of acts) {
    for (let i = 0; i < wait; i += 1) on = nextDay(on);
    steps.push([on, one]);
  }
  return { events: lived(steps), today: on };
}

test('whatever happens, the days of all holders together are the days that passed, no more and no less', () => {
  fc.assert(
    fc.property(waits, (acts) => {
      const { events, today } = walked(acts);
      const end = events.find(({ event }) => event.type === 'withdrawn')?.on ?? today;

      const { holders } = timeHeld(events, '2026-03-02', shippedCalendar, today);
      const sum = (of: 'workingDays' | 'calendarDays') => holders.reduce((all, one) => all + one[of], 0);

      expect(sum('workingDays')).toBe(workingDaysBetween(shippedCalendar, '2026-03-02', end));
      expect(sum('calendarDays')).toBe((Date.parse(end) - Date.parse('2026-03-02')) / 86_400_000);
    }),
    { numRuns: 200 },
  );
});

test('while time passes and nothing else, only the holder’s time grows', () => {
  fc.assert(
    fc.property(waits, fc.integer({ min: 1, max: 20 }), (acts, wait) => {
      const { events, today } = walked(acts);
      let then = today;
      for (let i = 0; i < wait; i += 1) then = nextDay(then);

      const before = timeHeld(events, null, shippedCalendar, today);
      const after = timeHeld(events, null, shippedCalendar, then);

      for (const one of after.holders) {
        const earlier = before.holders.find(({ holder }) => holder === one.holder);
        const grown = one.holder === after.now ? wait : 0;
        expect(one.calendarDays - (earlier?.calendarDays ?? 0)).toBe(grown);
      }
    }),
    { numRuns: 100 },
  );
});

test('the chain’s clock runs from the earliest issue date to the twentieth working day and the sixth month', () => {
  expect(chainClock('2026-03-02', lawOn('2026-03-12'))).toEqual({
    issuedOn: '2026-03-02',
    workingDays: 8,
    calendarDays: 10,
    mark: { day: '2026-03-30', provisional: false },
    wall: '2026-09-02',
  });
});

// What a report counts of submissions' stories: what was decided and held, and nothing that was taken back.
import { expect, test } from 'vitest';
import { shippedCalendar } from '../../config/calendars.ts';
import { figuresOf, quantile } from '../../domain/figures.ts';
import type { Command, SubmissionEvent } from '../../domain/submission.ts';
import { command, people, story } from '../support/submissions.ts';

const { receive, check, submit, approve, sendBack } = command;
const { city, province } = people;
type Steps = readonly (readonly [day: string, command: Command])[];

const toCity: Steps = [
  ['2026-03-05', receive()],
  ['2026-03-05', check()],
  ['2026-03-05', submit()],
];

function figures(...stories: readonly (readonly { on: string; event: SubmissionEvent }[])[]) {
  const titleOf = (holder: unknown) => (holder === 0 ? '市级审核' : holder === 1 ? '省中心核准' : '其他');
  const told = stories.map((events) => ({ events, issuedOn: '2026-03-02', titleOf }));
  return figuresOf(told, shippedCalendar, '2026-03-20', '2026-01-01', '2026-01-01');
}

/** Each event on the day of the step that brought it about. */
function dated(...steps: Steps): { on: string; event: SubmissionEvent }[] {
  const days: { on: string; event: SubmissionEvent }[] = [];
  for (let i = 1; i <= steps.length; i++)
    for (const event of story(...steps.slice(0, i)).slice(days.length))
      days.push({ on: steps[i - 1]?.[0] ?? '', event });
  return days;
}

test('days are counted for tiers that have passed it on, returns by reason, decisions by post', () => {
  const passed = dated(...toCity, ['2026-03-10', approve(city, 'city')], ['2026-03-12', approve(province, 'province')]);
  const returned = dated(...toCity, ['2026-03-06', sendBack(city, 'city')]);

  const { spent, returns, decisions } = figures(passed, returned);

  expect(spent.get('市级审核')).toEqual([3, 1]);
  expect(spent.get('省中心核准')).toEqual([2]);
  expect([...returns.values()]).toEqual([1]);
  expect(decisions).toEqual(
    new Map([
      ['P-city', 2],
      ['P-province', 1],
    ]),
  );
});

test('a decision that was taken back is no return and no sign of pace', () => {
  const takenBack: SubmissionEvent = {
    ...{ type: 'taken-back', round: 1, tier: 'city', by: 'city' },
    at: '2026-03-06T02:05:00.000Z',
  };
  const decided: SubmissionEvent = {
    ...{ type: 'returned', round: 1, tier: 'city', by: 'city', for: null, at: '2026-03-06T02:00:00.000Z' },
    ...{ to: null, code: 'R01', reason: 'N-1', until: '2026-03-06T02:10:00.000Z' },
  };
  const events = [...dated(...toCity), { on: '2026-03-06', event: decided }, { on: '2026-03-06', event: takenBack }];

  const { returns, decisions } = figures(events);

  expect(returns.size).toBe(0);
  expect(decisions.size).toBe(0);
});

test('a quantile is one of the values, by the nearest rank', () => {
  expect([quantile([5, 1, 3], 0.5), quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9), quantile([], 0.5)]).toEqual([
    3, 9, 0,
  ]);
});

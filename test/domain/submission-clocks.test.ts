// The clocks of a submission: which step of the ladder is taken on which day, and the days the law names.
// Faults planted and seen: an alert silenced by 已知悉, the due day silenced by it, 已知悉 for ever, a delay hidden by a rest day, an office above that never hears, a wake that overlooks 已知悉.
import { describe, expect, test } from 'vitest';
import { isLate, refusalDay, uploadDue } from '../../domain/deadlines.ts';
import { nextStepDay } from '../../domain/ladder.ts';
import type { SubmissionEvent } from '../../domain/submission.ts';
import { command, fold, lawOn, people, refused, stories, story } from '../support/submissions.ts';
import { asked, asLog } from './moves/asked.ts';

const { receive, check, submit, approve, handOver, acknowledge, tick } = command;
const { city, province } = people;
const moved = { provisional: false, before: '2026-1', calendar: '2026-2' };

describe('the ladder', () => {
  const stepsOn = (given: readonly SubmissionEvent[], ...days: string[]) => {
    const events = [...given];
    return days.map((day) => {
      const answer = asked(events, day, tick);
      if (refused(answer)) throw new Error('a tick was refused');
      events.push(...answer);
      return answer.map((event) => ('step' in event ? `${event.type} ${event.step}` : event.type)).join();
    });
  };

  test('reminds three days, one day before and on the due day, then alerts, once each', () => {
    const days = ['2026-03-13', '2026-03-16', '2026-03-16', '2026-03-17', '2026-03-18', '2026-03-19', '2026-03-19'];

    expect(stepsOn(stories.atCity, ...days, '2026-03-20', '2026-03-20', '2026-03-21', '2026-03-22')).toEqual([
      ...['', 'reminded holder:-3', '', '', 'reminded holder:-1', 'reminded holder:0', ''],
      ...['reminded holder:1,alerted manager:1', '', '', ''],
    ]);
  });

  test('speaks up each working day after, goes to the office above after four, and falls silent after ten', () => {
    const days = ['2026-03-20', '2026-03-23', '2026-03-24', '2026-03-25', '2026-03-26', '2026-04-02', '2026-04-03'];

    expect(stepsOn(stories.atCity, ...days, '2026-04-30')).toEqual([
      ...['reminded holder:1,alerted manager:1', 'reminded holder:2', 'reminded holder:3'],
      ...['reminded holder:4,alerted above:4', 'reminded holder:5', 'reminded holder:10', '', ''],
    ]);
  });

  test('does not make up for steps slept through, but never leaves out an alert', () => {
    expect(stepsOn(stories.atCity, '2026-03-19', '2026-03-19')).toEqual(['reminded holder:0', '']);
    expect(stepsOn(stories.atCity, '2026-03-30', '2026-03-30')).toEqual([
      'reminded holder:7,alerted manager:1,alerted above:4',
      '',
    ]);
  });

  test('alerts the day after the due day even where a holiday follows', () => {
    // Received on Friday 20 March, due on Friday 3 April; the three days after are Qingming.
    const given = story(['2026-03-20', receive()], ['2026-03-20', check()], ['2026-03-20', submit()]);

    expect(fold(given)).toMatchObject({ period: { due: '2026-04-03' } });
    expect(stepsOn(given, '2026-04-03', '2026-04-04', '2026-04-05', '2026-04-07', '2026-04-08')).toEqual([
      ...['reminded holder:0', 'reminded holder:1,alerted manager:1', '', '', 'reminded holder:2'],
    ]);
  });

  test('counts working days over a holiday', () => {
    // Due on Wednesday 8 April: one working day before is the 7th, three before is the 2nd, for the 4th to 6th are off.
    expect(stepsOn(stories.atMinistry, '2026-04-01', '2026-04-02', '2026-04-05', '2026-04-07')).toEqual([
      ...['', 'reminded holder:-3', '', 'reminded holder:-1'],
    ]);
  });

  test('keeps the steps taken where the clock runs on at the desk, and begins anew at the next clock', () => {
    const given = [...stories.atProvince, ...asLog(stories.atProvince, '2026-03-19', tick)];
    const atDesk = [...given, ...asLog(given, '2026-03-19', approve(province, 'province'))];
    const atMinistry = [...atDesk, ...asLog(atDesk, '2026-03-19', handOver('2026-03-19'))];

    expect(fold(atDesk)).toMatchObject({ period: { notified: ['holder:-3'] } });
    expect(fold(atMinistry)).toMatchObject({ period: { notified: [] } });
  });

  test('reminds the clerk too, while a correction is awaited or checked', () => {
    const late = 'reminded holder:1,alerted manager:1';
    expect(stepsOn(stories.returned, '2026-03-19', '2026-03-25')).toEqual(['reminded holder:-3', late]);
    expect(stepsOn(stories.corrected, '2026-03-25')).toEqual([late]);
  });

  test('is silent where no clock runs', () => {
    for (const at of ['none', 'checking', 'ready', 'published', 'withdrawn'] as const)
      expect(stepsOn(stories[at], '2027-01-04')).toEqual(['']);
  });

  test('names the next day on which it may have something to do', () => {
    expect(nextStepDay(fold(stories.atCity), lawOn('2026-03-05'))).toBe('2026-03-16');
    expect(nextStepDay(fold(stories.ready), lawOn('2026-03-05'))).toBeNull();
  });
});

describe('已知悉', () => {
  const due = '2026-03-19';
  const stepsAfter = (given: readonly SubmissionEvent[], day: string) =>
    asLog(given, day, tick).map((event) => ('step' in event ? event.step : event.type));
  const seen = [...stories.atCity, ...asLog(stories.atCity, '2026-03-16', acknowledge(city, due))];

  test('spares the holder two working days of reminders, and nothing that is due or late', () => {
    expect(fold(seen)).toMatchObject({ period: { seen: { by: 'city', until: '2026-03-18' } } });
    expect(nextStepDay(fold(seen), lawOn('2026-03-16'))).toBe('2026-03-19');
    expect(stepsAfter(seen, '2026-03-18')).toEqual([]);
    expect(stepsAfter(seen, '2026-03-19')).toEqual(['holder:0']);
    expect(stepsAfter(seen, '2026-03-20')).toEqual(['holder:1', 'manager:1']);
  });

  test('said on the last day before, or late, switches off neither the due day nor an alert', () => {
    const late = [...stories.atCity, ...asLog(stories.atCity, '2026-03-20', acknowledge(city, due))];
    const last = [...stories.atCity, ...asLog(stories.atCity, '2026-03-18', acknowledge(city, due))];

    expect(stepsAfter(last, '2026-03-19')).toEqual(['holder:0']);
    expect(stepsAfter(late, '2026-03-20')).toEqual(['holder:1', 'manager:1']);
    expect(stepsAfter(late, '2026-03-25')).toEqual(['holder:4', 'manager:1', 'above:4']);
  });

  test('is said by whoever has the step, of the due day that runs, and once a day', () => {
    const answer = (by: Parameters<typeof acknowledge>[0], day = '2026-03-16', of = due, round = 1) => {
      const said = asked(seen, day, acknowledge(by, of, round));
      return refused(said) ? said.refused : said.length;
    };

    expect([answer(city), answer(people.city2, '2026-03-17')]).toEqual([0, 1]);
    expect([answer(province), answer(people.lin)]).toEqual(['not-yours', 'not-yours']);
    expect([answer(city, '2026-03-16', '2026-03-20'), answer(city, '2026-03-16', due, 2)]).toEqual([
      ...['not-possible', 'not-possible'],
    ]);
  });

  test('is forgotten at the next clock, and where a calendar moves the day', () => {
    const atDesk = [
      ...stories.atProvince,
      ...asLog(stories.atProvince, '2026-03-16', acknowledge(province, '2026-03-24')),
    ];

    expect(fold([...atDesk, ...asLog(atDesk, '2026-03-16', approve(province, 'province'))])).toMatchObject({
      period: { due: '2026-03-24', seen: null },
    });
    expect(fold([...seen, { type: 'due-moved', round: 1, from: due, due: '2026-03-23', ...moved }])).toMatchObject({
      period: { seen: null },
    });
  });
});

describe('the law’s days', () => {
  test('upload is due on the twentieth working day, refusal after six months rolled to a working day', () => {
    expect(uploadDue('2026-03-02', lawOn('2026-03-05')).day).toBe('2026-03-30');
    expect(refusalDay('2026-03-02', lawOn('2026-03-05'))).toBe('2026-09-02');
    // 31 August 2025 plus six months is Saturday 28 February 2026, which is worked for the Spring Festival.
    expect(refusalDay('2025-08-31', lawOn('2026-03-05'))).toBe('2026-02-28');
    expect(refusalDay('2025-12-27', lawOn('2026-03-05'))).toBe('2026-06-29');
  });

  test('late is said only of what the clerk still has to submit', () => {
    expect(isLate(fold(stories.ready), lawOn('2026-03-30'))).toBe(false);
    expect(isLate(fold(stories.ready), lawOn('2026-03-31'))).toBe(true);
    expect(isLate(fold(stories.corrected), lawOn('2026-03-24'))).toBe(false);
    expect(isLate(fold(stories.corrected), lawOn('2026-03-25'))).toBe(true);
    expect(isLate(fold(stories.atCity), lawOn('2026-12-01'))).toBe(false);
    expect(isLate(fold(stories.withdrawn), lawOn('2026-12-01'))).toBe(false);
  });
});

// The clocks of a submission: which step of the ladder is taken on which day, and the days the law names.
import { describe, expect, test } from 'vitest';
import { isLate, nextStepDay, refusalDay, uploadDue } from '../../domain/deadlines.ts';
import type { SubmissionEvent } from '../../domain/submission.ts';
import { command, fold, lawOn, people, refused, stories, story } from '../support/submissions.ts';
import { asked, asLog } from './moves/asked.ts';

const { receive, check, submit, approve, handOver, tick } = command;
const { province } = people;

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

    expect(stepsOn(stories.atCity, ...days, '2026-03-20', '2026-03-21', '2026-04-30')).toEqual([
      ...['', 'reminded before-3', '', '', 'reminded before-1', 'reminded before-0', ''],
      ...['alerted overdue', '', ''],
    ]);
  });

  test('does not make up for steps slept through', () => {
    expect(stepsOn(stories.atCity, '2026-03-19', '2026-03-19')).toEqual(['reminded before-0', '']);
    expect(stepsOn(stories.atCity, '2026-03-23', '2026-03-23')).toEqual(['alerted overdue', '']);
  });

  test('alerts the day after the due day even where a holiday follows', () => {
    // Received on Friday 20 March, due on Friday 3 April; the three days after are Qingming.
    const given = story(['2026-03-20', receive()], ['2026-03-20', check()], ['2026-03-20', submit()]);

    expect(fold(given)).toMatchObject({ period: { due: '2026-04-03' } });
    expect(stepsOn(given, '2026-04-03', '2026-04-04', '2026-04-05', '2026-04-07')).toEqual([
      ...['reminded before-0', 'alerted overdue', '', ''],
    ]);
  });

  test('counts working days over a holiday', () => {
    // Due on Wednesday 8 April: one working day before is the 7th, three before is the 2nd, for the 4th to 6th are off.
    expect(stepsOn(stories.atMinistry, '2026-04-01', '2026-04-02', '2026-04-05', '2026-04-07')).toEqual([
      ...['', 'reminded before-3', '', 'reminded before-1'],
    ]);
  });

  test('keeps the steps taken where the clock runs on at the desk, and begins anew at the next clock', () => {
    const given = [...stories.atProvince, ...asLog(stories.atProvince, '2026-03-19', tick)];
    const atDesk = [...given, ...asLog(given, '2026-03-19', approve(province, 'province'))];
    const atMinistry = [...atDesk, ...asLog(atDesk, '2026-03-19', handOver('2026-03-19'))];

    expect(fold(atDesk)).toMatchObject({ period: { notified: ['before-3'] } });
    expect(fold(atMinistry)).toMatchObject({ period: { notified: [] } });
  });

  test('reminds the clerk too, while a correction is awaited or checked', () => {
    expect(stepsOn(stories.returned, '2026-03-19', '2026-03-25')).toEqual(['reminded before-3', 'alerted overdue']);
    expect(stepsOn(stories.corrected, '2026-03-25')).toEqual(['alerted overdue']);
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

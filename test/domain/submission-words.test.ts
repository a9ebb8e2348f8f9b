// What a refused move says: who came first, the next step, and a name for every state.
import { describe, expect, test } from 'vitest';
import { moves } from '../../domain/moves.ts';
import { stateNames, wordRefusal } from '../../domain/refusals.ts';
import type { Command, SubmissionEvent } from '../../domain/submission.ts';
import { command, people, refused, stories } from '../support/submissions.ts';
import { asked } from './moves/asked.ts';
import * as clerk from './moves/clerk.ts';
import * as desk from './moves/desk.ts';
import * as review from './moves/review.ts';

const { approve } = command;
const { city } = people;

describe('words of refusals', () => {
  const naming = { who: (person: string) => `〔${person}〕`, when: () => '3月10日 10:00' };
  const words = (given: readonly SubmissionEvent[], day: string, when: Command) => {
    const answer = asked(given, day, when);
    return refused(answer) ? wordRefusal(answer, naming) : 'done';
  };

  test('say who came first', () => {
    expect(words(stories.atProvince, '2026-03-11', approve(city, 'city'))).toBe(
      '〔city〕已于3月10日 10:00通过，不需要再办理。',
    );
    expect(words(stories.secondRound, '2026-03-13', approve(city, 'city'))).toBe(
      '这是上一轮的卡片，数据已重新提交，请在最新的一张卡片上操作。（上一次：〔city〕已于3月10日 10:00退回）',
    );
  });

  test('say the next step, each in a sentence of its own', () => {
    const all = new Set(
      [...clerk.notDone, ...review.notDone, ...desk.notDone].map(([, given, day, when]) => words(given, day, when)),
    );

    expect(all.size).toBeGreaterThanOrEqual(14);
    for (const sentence of all) expect(sentence).toMatch(/[。）]$/);
  });

  test('name the rows whose number is taken, ten at most', () => {
    const taken = (rows: number[]) => wordRefusal({ refused: 'number-taken', at: 'ready', rows }, naming);

    expect(taken([2, 5])).toContain('（第 2、5 行）');
    expect(taken(Array.from({ length: 12 }, (_, i) => i + 2))).toContain('11 行 等 12 行）');
  });

  test('call every state by a name of its own', () => {
    expect(Object.keys(stateNames).sort()).toEqual(Object.keys(moves).sort());
    expect(new Set(Object.values(stateNames)).size).toBe(Object.keys(moves).length);
  });
});

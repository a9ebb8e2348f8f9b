// The shapes of the tables of moves, and how one of their rows is asked for.
import { decide } from '../../../domain/decide.ts';
import type { Refusal } from '../../../domain/law.ts';
import type { Command, SubmissionEvent } from '../../../domain/submission.ts';
import { fold, lawOn, refused } from '../../support/submissions.ts';

type Asked = [sentence: string, given: readonly SubmissionEvent[], day: string, when: Command];
export type Done = [...Asked, then: object[]];
export type NotDone = [...Asked, then: Refusal['refused'], more?: Partial<Refusal>];

export const asked = (given: readonly SubmissionEvent[], day: string, when: Command) =>
  decide(fold(given), when, lawOn(day));

/** The events of a command that is not refused. */
export function asLog(given: readonly SubmissionEvent[], day: string, when: Command): SubmissionEvent[] {
  const answer = asked(given, day, when);
  if (refused(answer)) throw new Error(`refused: ${answer.refused}`);
  return answer;
}

export const period = (holder: 'clerk' | 'post', from: string, due: string) => ({
  holder,
  from,
  due,
  provisional: false,
  calendar: '2026-1',
});

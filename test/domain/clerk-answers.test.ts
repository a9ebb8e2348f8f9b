// What a clerk answers about a checked file: repairs accepted, a sheet named, warnings explained, a trial made real.
import { describe, expect, test } from 'vitest';
import { unanswered } from '../../domain/clerk-acts.ts';
import { decide } from '../../domain/decide.ts';
import { wordRefusal } from '../../domain/refusals.ts';
import type { Command, State } from '../../domain/submission.ts';
import { command, fold, lawOn, people, refused, stories, story } from '../support/submissions.ts';

const day = '2026-03-05';
const received = ['2026-03-05', command.receive()] as const;

function stateAfter(given: Parameters<typeof fold>[0], ...asked: readonly Command[]): State {
  return fold([...given, ...then(given, asked)]);
}

function then(given: Parameters<typeof fold>[0], asked: readonly Command[]) {
  const events = [...given];
  for (const one of asked) {
    const answer = decide(fold(events), one, lawOn(day));
    if (refused(answer)) throw new Error(`${one.type} was refused: ${answer.refused}`);
    events.push(...answer);
  }
  return events.slice(given.length);
}

const refusalOf = (state: State, asked: Command) => {
  const answer = decide(state, asked, lawOn(day));
  return refused(answer) ? answer.refused : null;
};

describe('repairs', () => {
  const offering = story(received, [day, command.check(1, { errors: 3, offered: { T02: 2, T03: 1 } })]);

  test('are accepted by code, checked again, and stay accepted for this version', () => {
    const once = stateAfter(offering, command.checkAgain(1, ['T02']));
    const twice = stateAfter(
      offering,
      command.checkAgain(1, ['T02']),
      command.check(1, { errors: 1, offered: { T03: 1 }, repaired: { T02: 2 } }),
      command.checkAgain(1, ['T03']),
    );

    expect(once).toMatchObject({ at: 'checking', check: null, accepted: ['T02'] });
    expect(twice).toMatchObject({ at: 'checking', accepted: ['T02', 'T03'] });
  });

  test('that nobody offered are not accepted', () => {
    expect(stateAfter(offering, command.checkAgain(1, ['D08', 'T03']))).toMatchObject({ accepted: ['T03'] });
  });

  test('of one file do not reach into the next', () => {
    expect(stateAfter(offering, command.checkAgain(1, ['T02']), command.receive())).toMatchObject({
      accepted: [],
      version: 2,
    });
  });

  test('are the business of the institution alone', () => {
    expect(refusalOf(fold(offering), command.checkAgain(1, ['T02'], people.elsewhere))).toBe('not-yours');
    expect(refusalOf(fold(offering), command.checkAgain(2, ['T02']))).toBe('older-version');
    expect(refusalOf(fold(stories.atCity), command.checkAgain(1))).toBe('not-possible');
  });
});

test('the sheet that is meant stays meant when the file is checked again, and not in the next file', () => {
  const named = [command.checkAgain(1, [], people.lin, 2), command.check(1, { errors: 1 }), command.checkAgain(1)];

  expect(stateAfter(stories.faulty, ...named)).toMatchObject({ at: 'checking', sheet: 2 });
  expect(stateAfter(stories.faulty, ...named, command.receive())).toMatchObject({ sheet: null });
});

describe('warnings', () => {
  const odd = story(received, [day, command.check(1, { toAnswer: { P09: 2 } })]);

  test('hold up 提交 until a reason is given, and the refusal says where', () => {
    const answer = decide(fold(odd), command.submit(), lawOn(day));

    expect(answer).toMatchObject({ refused: 'warnings-unanswered' });
    expect(refused(answer) && wordRefusal(answer, { who: () => '', when: () => '' })).toContain('说明');
    expect(refusalOf(stateAfter(odd, command.answer()), command.submit())).toBeNull();
  });

  test('explained by rule stay explained in the next version, for as many places as there were', () => {
    const explained = [...odd, ...then(odd, [command.answer(), command.receive()])];
    const next = (places: number) => stateAfter(explained, command.check(2, { toAnswer: { P09: places } }));

    expect(unanswered(next(2) as Exclude<State, { at: 'none' }>)).toEqual([]);
    expect(unanswered(next(3) as Exclude<State, { at: 'none' }>)).toEqual(['P09']);
  });

  test('are not explained without words, nor where there are none', () => {
    expect(refusalOf(fold(odd), command.answer(1, ''))).toBe('answer-missing');
    expect(refusalOf(fold(odd), command.answer(1, 'N-2', people.lin, ['D05']))).toBe('answer-missing');
  });
});

describe('a trial', () => {
  const trial = story([day, command.receive(people.lin, { trial: true })], [day, command.check()]);

  test('is never submitted, and the same file is once it is made real', () => {
    expect(refusalOf(fold(trial), command.submit())).toBe('trial');
    expect(refusalOf(stateAfter(trial, command.makeReal()), command.submit())).toBeNull();
  });

  test('stays one over its next versions, whatever they come as', () => {
    expect(stateAfter(trial, command.receive(people.lin, { trial: false }))).toMatchObject({ trial: true });
  });

  test('is made real once, by its institution, when nothing blocks it', () => {
    expect(decide(stateAfter(trial, command.makeReal()), command.makeReal(), lawOn(day))).toEqual([]);
    expect(refusalOf(fold(trial), command.makeReal(1, people.elsewhere))).toBe('not-yours');
    const faulty = story([day, command.receive(people.lin, { trial: true })], [day, command.check(1, { errors: 1 })]);
    expect(refusalOf(fold(faulty), command.makeReal())).toBe('not-possible');
  });
});

test('lateness is answered by the written reason that 提交 asks for, and by nothing else beside it', () => {
  const late = story(['2026-04-02', command.receive()], ['2026-04-02', command.check(1, { toAnswer: { D03: 3 } })]);
  const submitted = (reason: string | null) => decide(fold(late), command.submit(1, reason), lawOn('2026-04-02'));

  expect(submitted(null)).toMatchObject({ refused: 'late-reason-missing' });
  expect(refused(submitted('N-7'))).toBe(false);
});

test('without the institution’s signed commitment on record nothing is submitted', () => {
  const ready = stateAfter(story(received), command.check(1));

  const answer = decide(ready, command.submit(1), { ...lawOn(day), committed: false });

  expect(answer).toMatchObject({ refused: 'no-commitment' });
  expect(refusalOf(ready, command.submit(1))).toBeNull();
});

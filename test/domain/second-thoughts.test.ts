// Decisions that lie and are taken back, questions and answers, and what is admitted past the six months.
import { describe, expect, test } from 'vitest';
import { decide } from '../../domain/decide.ts';
import type { Command, SubmissionEvent } from '../../domain/submission.ts';
import { command, fold, lawOn, people, refused, stories, story } from '../support/submissions.ts';

const quiet = (day: string) => ({ ...lawOn(day), quietMinutes: 10 });

function asked(given: readonly SubmissionEvent[], law: ReturnType<typeof quiet>, ...commands: readonly Command[]) {
  const events = [...given];
  for (const one of commands) {
    const answer = decide(fold(events), one, law);
    if (refused(answer)) return { events, refusal: answer };
    events.push(...answer);
  }
  return { events, refusal: null };
}

describe('a decision that is taken back', () => {
  const law = quiet('2026-03-16');

  test('leaves the one before it as the last', () => {
    const { events } = asked(
      stories.atProvince,
      law,
      command.approve(people.province, 'province'),
      command.takeBack(people.province, 'province'),
    );

    expect(fold(events)).toMatchObject({ lastDecision: { what: 'approved', by: 'city', tier: 'city' }, pending: null });
  });

  test('may be made again by the same person, otherwise', () => {
    const { events, refusal } = asked(
      stories.atProvince,
      law,
      command.approve(people.province, 'province'),
      command.takeBack(people.province, 'province'),
      command.sendBack(people.province, 'province'),
    );

    expect(refusal).toBeNull();
    expect(fold(events)).toMatchObject({ returns: 1, pending: { what: 'returned' } });
  });

  test('while it lies, is the only decision: a colleague is told who made it', () => {
    const { refusal } = asked(
      stories.atCity,
      law,
      command.approve(people.city, 'city', 1, 'N-7'),
      command.sendBack(people.city2, 'city'),
    );

    expect(refusal).toMatchObject({ refused: 'already-decided', decision: { by: 'city' } });
  });
});

describe('a question', () => {
  const law = quiet('2026-03-10');

  test('stops no clock, and is answered once', () => {
    const before = fold(stories.atCity);
    const { events } = asked(stories.atCity, law, command.ask(people.city, 'city'), command.reply());
    const again = decide(fold(events), command.reply(), law);

    expect(fold(events)).toMatchObject({ questions: [{ no: 1, by: 'city', answered: true }] });
    expect(fold(events)).toMatchObject({ period: 'period' in before ? before.period : null });
    expect(again).toMatchObject({ refused: 'no-such-question' });
  });

  test('is put by the post that has the work, and answered by the institution', () => {
    expect(asked(stories.atCity, law, command.ask(people.province, 'city')).refusal).toMatchObject({
      refused: 'not-yours',
    });
    const { events } = asked(stories.atCity, law, command.ask(people.city, 'city'));
    expect(decide(fold(events), command.reply(1, 'N-4', people.elsewhere), law)).toMatchObject({
      refused: 'not-yours',
    });
  });
});

describe('past the six months', () => {
  const day = '2026-09-10';
  const late = story([day, command.receive()], [day, command.check()]);

  test('the province admits it with a reason, and 提交 still says why it is late', () => {
    const { events } = asked(late, lawOn(day), command.askAdmission(), command.admit());

    expect(decide(fold(events), command.submit(), lawOn(day))).toMatchObject({ refused: 'late-reason-missing' });
    expect(refused(decide(fold(events), command.submit(1, 'N-7'), lawOn(day)))).toBe(false);
  });

  test('nobody admits what they sent themselves, and nobody below the province admits at all', () => {
    const sent = story([day, command.receive(people.double)], [day, command.check()]);
    const own = asked(sent, lawOn(day), command.askAdmission(1, 'N-5', people.double), command.admit(people.double));

    expect(own.refusal).toMatchObject({ refused: 'own-submission' });
    expect(asked(late, lawOn(day), command.askAdmission(), command.admit(people.city)).refusal).toMatchObject({
      refused: 'not-yours',
    });
  });

  test('it is asked for once, and only where it is needed', () => {
    const twice = asked(late, lawOn(day), command.askAdmission(), command.askAdmission());

    expect(twice.events).toHaveLength(late.length + 1);
    expect(asked(stories.ready, lawOn('2026-03-05'), command.askAdmission()).refusal).toMatchObject({
      refused: 'not-possible',
    });
  });

  test('a file with nothing wrong but its age is ready to ask for admission; any other error keeps it from it', () => {
    const checked = (found: object) => fold(story([day, command.receive()], [day, command.check(1, found)])).at;

    expect(checked({ errors: 3, barred: 3 })).toBe('ready');
    expect(checked({ errors: 4, barred: 3 })).toBe('faulty');
    expect(checked({ errors: 3, barred: 3, rows: 0 })).toBe('faulty');
  });
});

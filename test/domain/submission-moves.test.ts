// Every move of a submission and every refusal: given what happened, when somebody asks, then these events or this "no".
import { describe, expect, test } from 'vitest';
import { evolve } from '../../domain/evolve.ts';
import { command, fold, people, stories, story } from '../support/submissions.ts';
import { asked, asLog } from './moves/asked.ts';
import * as clerk from './moves/clerk.ts';
import * as desk from './moves/desk.ts';
import * as review from './moves/review.ts';

const { receive, check, submit, approve, sendBack } = command;
const { mei, city, province } = people;

describe.each([
  ['the clerk', clerk],
  ['the tiers', review],
  ['the desk', desk],
])('%s', (_, { done, notDone }) => {
  test.each(done)('%s', (_, given, day, when, then) => {
    const answer = asked(given, day, when);

    expect(answer).toHaveLength(then.length);
    expect(answer).toMatchObject(then);
  });

  test.each(notDone)('%s', (_, given, day, when, then, more) => {
    const answer = asked(given, day, when);

    const { at } = fold(given);
    expect(answer).toMatchObject({ refused: then, at, ...more });
    if (more && !('decision' in more)) expect(answer).not.toHaveProperty('decision');
  });
});

test('every refusal is met above, save the one the store gives', () => {
  const met = new Set([...clerk.notDone, ...review.notDone, ...desk.notDone].map(([, , , , then]) => then));

  expect([...met].sort()).toEqual([
    ...['already-decided', 'approved-already', 'beyond-six-months', 'day-out-of-range', 'late-reason-missing'],
    ...['not-possible', 'not-yours', 'older-round', 'older-version', 'own-submission', 'reason-missing'],
    ...['receipt-missing', 'still-faulty', 'two-tiers'],
  ]);
});

describe('what then is true', () => {
  test('errors, no rows and unreadable files make it faulty; warnings alone do not', () => {
    const at = (more: object) => fold(story(['2026-03-05', receive()], ['2026-03-05', check(1, more)])).at;
    const unreadable = { code: 'encrypted', limit: null, where: null };

    expect([at({}), at({ warnings: 5, notes: 5 })]).toEqual(['ready', 'ready']);
    expect([at({ errors: 1 }), at({ rows: 0 }), at({ unreadable })]).toEqual(['faulty', 'faulty', 'faulty']);
  });

  test('the correction clock runs on while the next version is received and checked', () => {
    const due = { period: { holder: 'clerk', from: '2026-03-10', due: '2026-03-24' } };

    expect(fold(stories.returned)).toMatchObject({ at: 'returned', ...due });
    expect(fold([...stories.returned, ...asLog(stories.returned, '2026-03-12', receive())])).toMatchObject({
      at: 'checking',
      ...due,
    });
    expect(fold(stories.corrected)).toMatchObject({ at: 'ready', ...due });
    expect(fold(story(['2026-03-05', receive()]))).toMatchObject({ at: 'checking', period: null });
  });

  test('a 提交 forgets the approvals of the round before and keeps its first day', () => {
    const given = story(
      ['2026-03-05', receive()],
      ['2026-03-05', check()],
      ['2026-03-05', submit()],
      ['2026-03-06', approve(city, 'city')],
      ['2026-03-09', sendBack(province, 'province')],
      ['2026-03-12', receive(mei)],
      ['2026-03-12', check(2)],
      ['2026-03-12', submit(2, null, mei)],
    );

    expect(fold(given)).toMatchObject({
      approvals: {},
      firstSubmittedOn: '2026-03-05',
      returns: 1,
      round: 2,
      version: 2,
      clerk: 'mei',
      hands: ['lin', 'mei'],
    });
  });

  test('a withdrawn or published submission has no clock', () => {
    expect(fold(stories.withdrawn)).toMatchObject({ at: 'withdrawn', period: null });
    expect(fold(stories.published)).toMatchObject({ at: 'published', period: null });
  });

  test('an event before the first file is a fault', () => {
    expect(() => evolve({ at: 'none' }, { type: 'withdrawn', by: 'lin', at: '' })).toThrow('before received');
  });
});

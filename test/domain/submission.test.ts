// Every move of a submission and every refusal: given what happened, when somebody asks, then these events or this "no".
import { describe, expect, test } from 'vitest';
import { isLate, nextStepDay, refusalDay, uploadDue } from '../../domain/deadlines.ts';
import { decide } from '../../domain/decide.ts';
import type { Refusal } from '../../domain/law.ts';
import { stateNames, wordRefusal } from '../../domain/refusals.ts';
import { type Command, evolve, moves, type SubmissionEvent } from '../../domain/submission.ts';
import { command, fold, lawOn, people, refused, stories, story } from '../support/submissions.ts';

const { receive, check, submit, withdraw, approve, sendBack, handOver, publish, tick } = command;
const { lin, mei, elsewhere, city, city2, province, both, desk, double } = people;

const asked = (given: readonly SubmissionEvent[], day: string, when: Command) => decide(fold(given), when, lawOn(day));
const after = (given: readonly SubmissionEvent[], day: string, when: Command) => {
  const answer = asked(given, day, when);
  return refused(answer) ? answer.refused : fold([...given, ...answer]);
};
const period = (holder: 'clerk' | 'post', from: string, due: string) => ({
  holder,
  from,
  due,
  provisional: false,
  calendar: '2026-1',
});
const stateOf = (given: readonly SubmissionEvent[]) => fold(given);

type Done = [sentence: string, given: readonly SubmissionEvent[], day: string, when: Command, then: object[]];

const done: Done[] = [
  [
    'the first file begins a submission at version 1',
    stories.none,
    '2026-03-05',
    receive(),
    [
      {
        type: 'received',
        version: 1,
        by: 'lin',
        institution: 'I-1',
        file: 'F-1',
        standard: 'hebei-2022@1',
        route: 'hebei-2022',
      },
    ],
  ],
  [
    'a corrected file counts as the next version, keeps institution and route, and may follow a newer standard',
    stories.faulty,
    '2026-03-06',
    receive(mei, { institution: 'I-9', standard: 'hebei-2022@2', route: 'other', file: 'F-2' }),
    [
      {
        type: 'received',
        version: 2,
        by: 'mei',
        institution: 'I-1',
        file: 'F-2',
        standard: 'hebei-2022@2',
        route: 'hebei-2022',
      },
    ],
  ],
  [
    'a check is recorded with its numbers',
    stories.checking,
    '2026-03-05',
    check(1, { errors: 2 }),
    [{ type: 'checked', version: 1, rows: 3, errors: 2 }],
  ],
  [
    'a check of an older version changes nothing',
    story(['2026-03-05', receive()], ['2026-03-05', receive()]),
    '2026-03-05',
    check(1),
    [],
  ],
  ['a check recorded twice changes nothing', stories.ready, '2026-03-05', check(1, { errors: 9 }), []],
  [
    'a 提交 starts the city clock of ten working days, the day of receipt not counted',
    stories.ready,
    '2026-03-05',
    submit(),
    [
      { type: 'submitted', version: 1, round: 1, by: 'lin', on: '2026-03-05', lateReason: null },
      {
        type: 'passed-on',
        to: 'in-review',
        tier: 0,
        post: 'P-city',
        period: period('post', '2026-03-05', '2026-03-19'),
      },
    ],
  ],
  [
    'a 提交 on the twentieth working day is in time',
    stories.ready,
    '2026-03-30',
    submit(),
    [{ type: 'submitted', on: '2026-03-30' }, { type: 'passed-on' }],
  ],
  [
    'a late 提交 with its written reason goes on',
    stories.ready,
    '2026-03-31',
    submit(1, 'N-7'),
    [{ type: 'submitted', lateReason: 'N-7' }, { type: 'passed-on' }],
  ],
  [
    'a 提交 on the last day of the six months is still taken',
    stories.ready,
    '2026-09-02',
    submit(1, 'N-7'),
    [{ type: 'submitted' }, { type: 'passed-on' }],
  ],
  [
    'a colleague at the same institution may submit',
    stories.ready,
    '2026-03-05',
    submit(1, null, mei),
    [{ type: 'submitted', by: 'mei' }, { type: 'passed-on' }],
  ],
  [
    'the city approves and the province clock of ten working days starts',
    stories.atCity,
    '2026-03-10',
    approve(city, 'city'),
    [
      { type: 'approved', round: 1, tier: 'city', by: 'city', at: '2026-03-10T02:00:00.000Z', lateReason: null },
      {
        type: 'passed-on',
        to: 'in-review',
        tier: 1,
        post: 'P-province',
        period: period('post', '2026-03-10', '2026-03-24'),
      },
    ],
  ],
  [
    'the province approves and its clock runs on at the desk',
    stories.atProvince,
    '2026-03-16',
    approve(province, 'province'),
    [
      { type: 'approved', tier: 'province' },
      {
        type: 'passed-on',
        to: 'in-hand-over',
        tier: 2,
        post: 'P-desk',
        period: period('post', '2026-03-10', '2026-03-24'),
      },
    ],
  ],
  [
    'a hand-over starts the fifteen working days of the ministry on the day handed on, holidays left out',
    stories.atDesk,
    '2026-03-18',
    handOver('2026-03-17', { receipt: ' BZX-1 ' }),
    [
      { type: 'handed-over', on: '2026-03-17', receipt: 'BZX-1', by: 'desk' },
      {
        type: 'passed-on',
        to: 'at-ministry',
        tier: 3,
        post: 'P-desk',
        period: period('post', '2026-03-17', '2026-04-08'),
      },
    ],
  ],
  [
    'what the ministry published is recorded with its day',
    stories.atMinistry,
    '2026-04-08',
    publish('2026-04-07'),
    [{ type: 'published', on: '2026-04-07', by: 'desk' }],
  ],
  [
    'a late publication needs no reason, for the lateness is not the desk’s',
    stories.atMinistry,
    '2026-05-08',
    publish('2026-05-08'),
    [{ type: 'published' }],
  ],
  [
    'the city returns and the clerk has ten working days, the day of return not counted',
    stories.atCity,
    '2026-03-10',
    sendBack(city, 'city'),
    [
      { type: 'returned', round: 1, tier: 'city', by: 'city', code: 'R03', reason: 'N-1' },
      { type: 'sent-back', round: 1, period: period('clerk', '2026-03-10', '2026-03-24') },
    ],
  ],
  [
    'the province returns to the clerk, not to the city',
    stories.atProvince,
    '2026-03-11',
    sendBack(province, 'province'),
    [{ type: 'returned', tier: 'province' }, { type: 'sent-back' }],
  ],
  [
    'the desk returns before it hands over',
    stories.atDesk,
    '2026-03-17',
    sendBack(desk, 'desk'),
    [{ type: 'returned', tier: 'desk' }, { type: 'sent-back' }],
  ],
  [
    'what the ministry refused is returned by the desk',
    stories.atMinistry,
    '2026-03-25',
    sendBack(desk, 'ministry'),
    [{ type: 'returned', tier: 'ministry' }, { type: 'sent-back' }],
  ],
  [
    'a late approval with its written reason is taken',
    stories.atCity,
    '2026-03-20',
    approve(city, 'city', 1, 'N-8'),
    [{ type: 'approved', lateReason: 'N-8' }, { type: 'passed-on' }],
  ],
  [
    'a return needs no reason for lateness beside its own',
    stories.atCity,
    '2026-03-20',
    sendBack(city, 'city'),
    [{ type: 'returned' }, { type: 'sent-back' }],
  ],
  [
    'a corrected version starts again at the city, as round 2',
    stories.corrected,
    '2026-03-12',
    submit(2),
    [
      { type: 'submitted', version: 2, round: 2 },
      { type: 'passed-on', round: 2, tier: 0, period: period('post', '2026-03-12', '2026-03-26') },
    ],
  ],
  [
    'whoever approved the first round may approve the second',
    stories.secondRound,
    '2026-03-13',
    approve(city, 'city', 2),
    [{ type: 'approved', round: 2 }, { type: 'passed-on' }],
  ],
  [
    'the six months are measured at the first 提交 only',
    story(
      ['2026-08-28', receive()],
      ['2026-08-28', check()],
      ['2026-08-28', submit(1, 'N-7')],
      ['2026-09-01', sendBack(city, 'city')],
      ['2026-09-10', receive()],
      ['2026-09-10', check(2)],
    ),
    '2026-09-10',
    submit(2),
    [{ type: 'submitted', round: 2 }, { type: 'passed-on' }],
  ],
  ...(['checking', 'faulty', 'ready', 'atCity', 'returned'] as const).map(
    (at): Done => [
      `the clerk withdraws while it is ${at}`,
      stories[at],
      '2026-03-11',
      withdraw(),
      [{ type: 'withdrawn', by: 'lin' }],
    ],
  ),
  [
    'after a return the clerk may give up even what the city had approved',
    story(
      ...([
        ['2026-03-05', receive()],
        ['2026-03-05', check()],
        ['2026-03-05', submit()],
        ['2026-03-06', approve(city, 'city')],
        ['2026-03-09', sendBack(province, 'province')],
      ] as const),
    ),
    '2026-03-10',
    withdraw(),
    [{ type: 'withdrawn' }],
  ],
  [
    'the second round may be withdrawn until its own first approval',
    stories.secondRound,
    '2026-03-12',
    withdraw(2),
    [{ type: 'withdrawn' }],
  ],
];

describe('done', () => {
  test.each(done)('%s', (_, given, day, when, then) => {
    const answer = asked(given, day, when);

    expect(answer).toHaveLength(then.length);
    expect(answer).toMatchObject(then);
  });
});

type Not = [
  sentence: string,
  given: readonly SubmissionEvent[],
  day: string,
  when: Command,
  then: Refusal['refused'],
  more?: Partial<Refusal>,
];
const byCity = {
  decision: { what: 'approved', by: 'city', at: '2026-03-10T02:00:00.000Z', round: 1, tier: 'city' },
} as const;

const not: Not[] = [
  ['a stranger begins nothing for the institution', stories.none, '2026-03-05', receive(elsewhere), 'not-yours'],
  ['a stranger adds no version', stories.faulty, '2026-03-05', receive(elsewhere, { institution: 'I-2' }), 'not-yours'],
  ['a file is not taken while a tier reviews', stories.atCity, '2026-03-06', receive(), 'not-possible'],
  ['a file is not taken once published', stories.published, '2026-04-09', receive(), 'not-possible'],
  ['nothing can be submitted before it began', stories.none, '2026-03-05', submit(), 'not-possible'],
  ['what is being checked cannot be submitted', stories.checking, '2026-03-05', submit(), 'not-possible'],
  ['what has errors cannot be submitted', stories.faulty, '2026-03-05', submit(), 'not-possible'],
  ['a second click on 提交 does nothing', stories.atCity, '2026-03-05', submit(), 'not-possible'],
  ['a stranger submits nothing', stories.ready, '2026-03-05', submit(1, null, elsewhere), 'not-yours'],
  ['a reviewer submits nothing', stories.ready, '2026-03-05', submit(1, null, city), 'not-yours'],
  ['the card of an older file submits nothing', stories.corrected, '2026-03-12', submit(1), 'older-version'],
  [
    'an older file’s card points at the newer one even while that is checked',
    stories.checking,
    '2026-03-12',
    submit(0),
    'older-version',
  ],
  [
    'a clean check without any issue date is not submitted',
    story(['2026-03-05', receive()], ['2026-03-05', check(1, { earliestIssuedOn: null })]),
    '2026-03-05',
    submit(),
    'still-faulty',
  ],
  [
    'past the twentieth working day a reason is due',
    stories.ready,
    '2026-03-31',
    submit(),
    'late-reason-missing',
    { due: '2026-03-30' },
  ],
  [
    'past the correction clock a reason is due, and that clock is named',
    stories.corrected,
    '2026-03-25',
    submit(2),
    'late-reason-missing',
    { due: '2026-03-24' },
  ],
  ['past six months even a reason does not help', stories.ready, '2026-09-03', submit(1, 'N-7'), 'beyond-six-months'],
  ['a stranger withdraws nothing', stories.atCity, '2026-03-06', withdraw(1, elsewhere), 'not-yours'],
  ['an older file’s card withdraws nothing', stories.corrected, '2026-03-12', withdraw(1), 'older-version'],
  ['after the first approval nothing is withdrawn', stories.atProvince, '2026-03-11', withdraw(), 'approved-already'],
  ['at the desk nothing is withdrawn', stories.atDesk, '2026-03-17', withdraw(), 'not-possible'],
  ['what is published is not withdrawn', stories.published, '2026-04-09', withdraw(), 'not-possible'],
  ['what is withdrawn stays withdrawn', stories.withdrawn, '2026-03-09', withdraw(), 'not-possible'],
  ['a clerk approves nothing', stories.atCity, '2026-03-06', approve(lin, 'city'), 'not-yours'],
  ['the province cannot decide for the city', stories.atCity, '2026-03-06', approve(province, 'city'), 'not-yours'],
  [
    'the province cannot decide before the city',
    stories.atCity,
    '2026-03-06',
    approve(province, 'province'),
    'not-possible',
  ],
  [
    'a tier the route does not have belongs to nobody',
    stories.atCity,
    '2026-03-06',
    approve(city, 'county'),
    'not-yours',
  ],
  [
    'a second click at the same tier is told who decided',
    stories.atProvince,
    '2026-03-11',
    approve(city, 'city'),
    'already-decided',
    byCity,
  ],
  [
    'the colleague who comes second is told who decided',
    stories.atProvince,
    '2026-03-11',
    sendBack(city2, 'city'),
    'already-decided',
    byCity,
  ],
  ['a stranger is not told who decided', stories.atProvince, '2026-03-11', approve(elsewhere, 'city'), 'not-yours', {}],
  [
    'a click on a returned round is told of the return',
    stories.returned,
    '2026-03-11',
    approve(city2, 'city'),
    'already-decided',
    { decision: { what: 'returned', by: 'city', at: '2026-03-10T02:00:00.000Z', round: 1, tier: 'city' } },
  ],
  [
    'a click on a published one is told of the publication',
    stories.published,
    '2026-04-09',
    approve(city, 'city'),
    'already-decided',
    { decision: { what: 'published', by: 'desk', at: '2026-04-08T02:00:00.000Z', round: 1, tier: '' } },
  ],
  [
    'an older round’s card points at the new one and tells how the old one ended',
    stories.secondRound,
    '2026-03-13',
    approve(city, 'city', 1),
    'older-round',
    { decision: { what: 'returned', by: 'city', at: '2026-03-10T02:00:00.000Z', round: 1, tier: 'city' } },
  ],
  ['a round that never was is not possible', stories.atCity, '2026-03-06', approve(city, 'city', 2), 'not-possible'],
  [
    'a withdrawn round has no decision to tell of',
    stories.withdrawn,
    '2026-03-09',
    approve(city, 'city'),
    'not-possible',
    {},
  ],
  [
    'a second round withdrawn does not tell of the first round’s return',
    [...stories.secondRound, { type: 'withdrawn', by: 'lin', at: '2026-03-13T02:00:00.000Z' }],
    '2026-03-13',
    approve(city, 'city', 2),
    'not-possible',
    {},
  ],
  [
    'nobody approves what they sent',
    story(['2026-03-05', receive(double)], ['2026-03-05', check()], ['2026-03-05', submit()]),
    '2026-03-06',
    approve(double, 'city'),
    'own-submission',
  ],
  [
    'nobody approves what they submitted, though a colleague sent the file',
    story(['2026-03-05', receive()], ['2026-03-05', check()], ['2026-03-05', submit(1, null, double)]),
    '2026-03-06',
    approve(double, 'city'),
    'own-submission',
  ],
  [
    'nobody approves a batch one version of which they sent',
    story(
      ['2026-03-05', receive()],
      ['2026-03-05', receive(double)],
      ['2026-03-05', check(2)],
      ['2026-03-05', submit(2)],
    ),
    '2026-03-06',
    approve(double, 'city'),
    'own-submission',
  ],
  [
    'nobody returns what they sent',
    story(['2026-03-05', receive(double)], ['2026-03-05', check()], ['2026-03-05', submit()]),
    '2026-03-06',
    sendBack(double, 'city'),
    'own-submission',
  ],
  [
    'one person does not approve at two tiers',
    story(
      ['2026-03-05', receive()],
      ['2026-03-05', check()],
      ['2026-03-05', submit()],
      ['2026-03-06', approve(both, 'city')],
    ),
    '2026-03-09',
    approve(both, 'province'),
    'two-tiers',
  ],
  [
    'past the due day an approval needs a reason',
    stories.atCity,
    '2026-03-20',
    approve(city, 'city'),
    'late-reason-missing',
    { due: '2026-03-19' },
  ],
  [
    'past the province’s clock a hand-over needs a reason',
    stories.atDesk,
    '2026-03-25',
    handOver('2026-03-25'),
    'late-reason-missing',
    { due: '2026-03-24' },
  ],
  [
    'a return without words is not taken',
    stories.atCity,
    '2026-03-06',
    sendBack(city, 'city', 1, { reason: '' }),
    'reason-missing',
  ],
  [
    'a return without a code is not taken',
    stories.atCity,
    '2026-03-06',
    sendBack(city, 'city', 1, { code: '' }),
    'reason-missing',
  ],
  [
    'the desk cannot publish before it handed over',
    stories.atDesk,
    '2026-03-17',
    publish('2026-03-17'),
    'not-possible',
  ],
  [
    'the desk cannot hand over before the province approved',
    stories.atProvince,
    '2026-03-11',
    handOver('2026-03-11'),
    'not-possible',
  ],
  [
    'a second hand-over is told of the first',
    stories.atMinistry,
    '2026-03-19',
    handOver('2026-03-17'),
    'already-decided',
    { decision: { what: 'handed-over', by: 'desk', at: '2026-03-18T02:00:00.000Z', round: 1, tier: '' } },
  ],
  ['the desk cannot approve', stories.atDesk, '2026-03-17', approve(desk, 'desk'), 'not-possible'],
  [
    'a reviewer does not hand over',
    stories.atDesk,
    '2026-03-17',
    handOver('2026-03-17', { by: province }),
    'not-yours',
  ],
  [
    'a hand-over has a receipt',
    stories.atDesk,
    '2026-03-17',
    handOver('2026-03-17', { receipt: '  ' }),
    'receipt-missing',
  ],
  [
    'a receipt is no letter',
    stories.atDesk,
    '2026-03-17',
    handOver('2026-03-17', { receipt: '1-'.repeat(31) }),
    'receipt-missing',
  ],
  [
    'a receipt is a number, not words that may name someone',
    stories.atDesk,
    '2026-03-17',
    handOver('2026-03-17', { receipt: '甲子丑签收' }),
    'receipt-missing',
  ],
  [
    'a receipt is not an ID number',
    stories.atDesk,
    '2026-03-17',
    handOver('2026-03-17', { receipt: '130102196601010008' }),
    'receipt-missing',
  ],
  [
    'a hand-over tomorrow is not recorded today',
    stories.atDesk,
    '2026-03-17',
    handOver('2026-03-18'),
    'day-out-of-range',
  ],
  [
    'a hand-over does not lie before the approval that brought it to the desk',
    stories.atDesk,
    '2026-03-17',
    handOver('2026-03-13'),
    'day-out-of-range',
  ],
  ['a day that does not exist is no day', stories.atDesk, '2026-03-17', handOver('2026-03-1x'), 'day-out-of-range'],
  [
    'a publication tomorrow is not recorded today',
    stories.atMinistry,
    '2026-04-01',
    publish('2026-04-02'),
    'day-out-of-range',
  ],
  [
    'a publication does not lie before the hand-over',
    stories.atMinistry,
    '2026-04-01',
    publish('2026-03-16'),
    'day-out-of-range',
  ],
  ['a publication has a real day', stories.atMinistry, '2026-04-01', publish('2026-03-32'), 'day-out-of-range'],
  [
    'an older round is not published',
    stories.atMinistry,
    '2026-04-01',
    publish('2026-04-01', { round: 0 }),
    'older-round',
    {},
  ],
];

describe('refused', () => {
  test.each(not)('%s', (_, given, day, when, then, more) => {
    const answer = asked(given, day, when);

    const { at } = stateOf(given);
    expect(answer).toMatchObject({ refused: then, at, ...more });
    if (more && !('decision' in more)) expect(answer).not.toHaveProperty('decision');
  });

  test('every refusal is met above, save the one the store gives', () => {
    const met = new Set(not.map(([, , , , then]) => then));

    expect([...met].sort()).toEqual([
      ...['already-decided', 'approved-already', 'beyond-six-months', 'day-out-of-range', 'late-reason-missing'],
      ...['not-possible', 'not-yours', 'older-round', 'older-version', 'own-submission', 'reason-missing'],
      ...['receipt-missing', 'still-faulty', 'two-tiers'],
    ]);
  });
});

describe('what then is true', () => {
  test('errors, no rows and unreadable files make it faulty; warnings alone do not', () => {
    const at = (more: object) => stateOf(story(['2026-03-05', receive()], ['2026-03-05', check(1, more)])).at;
    const unreadable = { code: 'encrypted', limit: null, where: null };

    expect([at({}), at({ warnings: 5, notes: 5 })]).toEqual(['ready', 'ready']);
    expect([at({ errors: 1 }), at({ rows: 0 }), at({ unreadable })]).toEqual(['faulty', 'faulty', 'faulty']);
  });

  test('the correction clock runs on while the next version is received and checked', () => {
    const due = { period: { holder: 'clerk', from: '2026-03-10', due: '2026-03-24' } };

    expect(stateOf(stories.returned)).toMatchObject({ at: 'returned', ...due });
    expect(after(stories.returned, '2026-03-12', receive())).toMatchObject({ at: 'checking', ...due });
    expect(stateOf(stories.corrected)).toMatchObject({ at: 'ready', ...due });
    expect(stateOf(story(['2026-03-05', receive()]))).toMatchObject({ at: 'checking', period: null });
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

    expect(stateOf(given)).toMatchObject({
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
    expect(stateOf(stories.withdrawn)).toMatchObject({ at: 'withdrawn', period: null });
    expect(stateOf(stories.published)).toMatchObject({ at: 'published', period: null });
  });

  test('an event before the first file is a fault', () => {
    expect(() => evolve({ at: 'none' }, { type: 'withdrawn', by: 'lin', at: '' })).toThrow('before received');
  });
});

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

    expect(stateOf(given)).toMatchObject({ period: { due: '2026-04-03' } });
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

    expect(stateOf(atDesk)).toMatchObject({ period: { notified: ['before-3'] } });
    expect(stateOf(atMinistry)).toMatchObject({ period: { notified: [] } });
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
    expect(nextStepDay(stateOf(stories.atCity), lawOn('2026-03-05'))).toBe('2026-03-16');
    expect(nextStepDay(stateOf(stories.ready), lawOn('2026-03-05'))).toBeNull();
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
    expect(isLate(stateOf(stories.ready), lawOn('2026-03-30'))).toBe(false);
    expect(isLate(stateOf(stories.ready), lawOn('2026-03-31'))).toBe(true);
    expect(isLate(stateOf(stories.corrected), lawOn('2026-03-24'))).toBe(false);
    expect(isLate(stateOf(stories.corrected), lawOn('2026-03-25'))).toBe(true);
    expect(isLate(stateOf(stories.atCity), lawOn('2026-12-01'))).toBe(false);
    expect(isLate(stateOf(stories.withdrawn), lawOn('2026-12-01'))).toBe(false);
  });
});

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
    const all = new Set(not.map(([, given, day, when]) => words(given, day, when)));

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

/** The events of a command that is not refused. */
function asLog(given: readonly SubmissionEvent[], day: string, when: Command): SubmissionEvent[] {
  const answer = asked(given, day, when);
  if (refused(answer)) throw new Error(`refused: ${answer.refused}`);
  return answer;
}

// What the clerk does, as a table: a file received and checked, 提交, withdrawal, and every "no" on the way.
import { command, people, stories, story } from '../../support/submissions.ts';
import { type Done, type NotDone, period } from './asked.ts';

const { receive, check, submit, withdraw, approve, sendBack } = command;
const { mei, elsewhere, city, province } = people;

export const done: readonly Done[] = [
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

export const notDone: readonly NotDone[] = [
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
];

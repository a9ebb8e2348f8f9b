// What the desk does, as a table: the hand-over, the publication, and every "no" on the way.
import { command, people, stories } from '../../support/submissions.ts';
import { type Done, type NotDone, period } from './asked.ts';

const { handOver, publish } = command;
const { province } = people;

export const done: readonly Done[] = [
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
];

export const notDone: readonly NotDone[] = [
  [
    'past the province’s clock a hand-over needs a reason',
    stories.atDesk,
    '2026-03-25',
    handOver('2026-03-25'),
    'late-reason-missing',
    { due: '2026-03-24' },
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
    { decision: { what: 'handed-over', by: 'desk', for: null, at: '2026-03-18T02:00:00.000Z', round: 1, tier: '' } },
  ],
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

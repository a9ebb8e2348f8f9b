// What the tiers do, as a table: approvals and returns, and every "no" on the way.
import { command, people, stories, story } from '../../support/submissions.ts';
import { type Done, type NotDone, period } from './asked.ts';

const { receive, check, submit, approve, sendBack } = command;
const { lin, elsewhere, city, city2, province, both, desk, double } = people;

export const done: readonly Done[] = [
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
    'whoever approved the first round may approve the second',
    stories.secondRound,
    '2026-03-13',
    approve(city, 'city', 2),
    [{ type: 'approved', round: 2 }, { type: 'passed-on' }],
  ],
];

const byCity = {
  decision: { what: 'approved', by: 'city', for: null, at: '2026-03-10T02:00:00.000Z', round: 1, tier: 'city' },
} as const;

export const notDone: readonly NotDone[] = [
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
    { decision: { what: 'returned', by: 'city', for: null, at: '2026-03-10T02:00:00.000Z', round: 1, tier: 'city' } },
  ],
  [
    'a click on a published one is told of the publication',
    stories.published,
    '2026-04-09',
    approve(city, 'city'),
    'already-decided',
    { decision: { what: 'published', by: 'desk', for: null, at: '2026-04-08T02:00:00.000Z', round: 1, tier: '' } },
  ],
  [
    'an older round’s card points at the new one and tells how the old one ended',
    stories.secondRound,
    '2026-03-13',
    approve(city, 'city', 1),
    'older-round',
    { decision: { what: 'returned', by: 'city', for: null, at: '2026-03-10T02:00:00.000Z', round: 1, tier: 'city' } },
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
    'one person does not approve at one tier and return at another',
    story(
      ['2026-03-05', receive()],
      ['2026-03-05', check()],
      ['2026-03-05', submit()],
      ['2026-03-06', approve(both, 'city')],
    ),
    '2026-03-09',
    sendBack(both, 'province'),
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
  ['the desk cannot approve', stories.atDesk, '2026-03-17', approve(desk, 'desk'), 'not-possible'],
];

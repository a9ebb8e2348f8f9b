// What a new round forgets, and what rows that leave take along.
import { expect, test } from 'vitest';
import { begunApart } from '../../domain/apart.ts';
import { command, fold, lawOn, people, story } from '../support/submissions.ts';

const { receive, check, submit, approve, sendBack } = command;
const { city, province } = people;

test('approvals of the round before count no more once it is submitted again', () => {
  const second = story(
    ['2026-03-05', receive()],
    ['2026-03-05', check()],
    ['2026-03-05', submit()],
    ['2026-03-06', approve(city, 'city')],
    ['2026-03-09', sendBack(province, 'province')],
    ['2026-03-10', receive()],
    ['2026-03-10', check(2)],
    ['2026-03-10', submit(2)],
  );

  expect(fold(second)).toMatchObject({ at: 'in-review', round: 2, approvals: {} });
  expect(Object.keys((fold(second) as { approvals: object }).approvals)).toEqual([]);
});

test('rows that leave remember everybody who sent them', () => {
  const state = fold(story(['2026-03-05', receive()], ['2026-03-05', check()], ['2026-03-05', submit()]));
  if (state.at === 'none') throw new Error('nothing was received');
  const hands = ['first', 'second'];
  const share = { rows: 1, earliestIssuedOn: '2026-03-02', latestIssuedOn: '2026-03-02' };
  const departure = { child: 'C-1', version: 1, rows: '3', gone: share, left: share };
  const by = { round: 1, by: 'city', for: null, at: '2026-03-06T02:00:00.000Z' };
  const returned = { ...by, tier: 'city', code: 'R01', reason: 'N-1' };

  const [begun] = begunApart(
    { id: 'S-1', state: { ...state, hands } },
    { type: 'rows-departed', departure, returned, route: 'hebei-2022' },
    null,
    lawOn('2026-03-06'),
  );

  expect(begun).toMatchObject({ type: 'split-off', hands });
});

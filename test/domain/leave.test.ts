// Which leaves can be: not in the past, not too long, not by oneself, and nobody stands in who is away or stood in for.
import { expect, test } from 'vitest';
import { type Held, type Leave, type LeaveAsked, refuseLeave, wordLeaveRefusal } from '../../domain/leave.ts';

const held: Held[] = [
  { person: 'an', post: 'review', office: 'city' },
  { person: 'an', post: 'desk', office: 'province' },
  { person: 'bo', post: 'manage', office: 'city' },
  { person: 'cai', post: 'desk', office: 'province' },
  { person: 'du', post: 'manage', office: 'city' },
  { person: 'du', post: 'desk', office: 'province' },
];
const asked: LeaveAsked = { person: 'an', post: 'review', standIn: 'bo', from: '2026-03-09', to: '2026-03-13' };
const leave = (more: Partial<Leave>): Leave => ({ ...asked, id: 'L', ...more });
const answer = (more: Partial<LeaveAsked>, leaves: readonly Leave[] = [], last: readonly Held[] = held) =>
  refuseLeave({ ...asked, ...more }, { today: '2026-03-05', leaves, first: held, last });

test('a leave from today or later, for a colleague of the same office, can be', () => {
  expect(answer({})).toBeNull();
  expect(answer({ from: '2026-03-05', to: '2026-03-05' })).toBeNull();
  expect(answer({ post: null, standIn: 'du' })).toBeNull();
});

test.each([
  ['a last day before the first', { from: '2026-03-13', to: '2026-03-12' }, 'backwards'],
  ['a first day that is over', { from: '2026-03-04' }, 'past'],
  ['a first day too far ahead', { from: '2026-09-05', to: '2026-09-06' }, 'too-far'],
  ['a day more than a quarter', { to: '2026-06-09' }, 'too-long'],
  ['a post one has not', { post: 'manage' }, 'no-post'],
  ['oneself', { standIn: 'an' }, 'oneself'],
  ['somebody of another office', { standIn: 'cai' }, 'stand-in-unfit'],
  ['somebody who is fit for one of two offices', { post: null }, 'stand-in-unfit'],
] as const)('%s is refused', (_, more, refusal) => {
  expect(answer(more)).toBe(refusal);
  expect(wordLeaveRefusal(refusal)).toMatch(/。$/);
});

test('the longest leave and the farthest day are just inside', () => {
  expect(answer({ to: '2026-06-08' })).toBeNull();
  expect(answer({ from: '2026-09-04', to: '2026-09-04' })).toBeNull();
});

test('a stand-in whose term ends before the leave does is refused', () => {
  expect(
    answer(
      {},
      [],
      held.filter(({ person }) => person !== 'bo'),
    ),
  ).toBe('stand-in-unfit');
});

test('one’s own second leave is refused for the same post alone, and from the first day they share', () => {
  expect(answer({}, [leave({ from: '2026-03-13', to: '2026-03-20' })])).toBe('taken');
  expect(answer({}, [leave({ post: null })])).toBe('taken');
  expect(answer({ post: 'desk', standIn: 'cai' }, [leave({})])).toBeNull();
  expect(answer({}, [leave({ from: '2026-03-14', to: '2026-03-20' })])).toBeNull();
});

test('no chain and no circle: whoever stands in stays, and whoever is away stands in for nobody', () => {
  expect(answer({}, [leave({ person: 'cai', standIn: 'an' })])).toBe('standing-in');
  expect(answer({}, [leave({ person: 'bo', standIn: 'an' })])).toBe('standing-in');
  expect(answer({}, [leave({ person: 'bo', standIn: 'du' })])).toBe('stand-in-away');
  expect(answer({}, [leave({ person: 'bo', standIn: 'du', from: '2026-03-16', to: '2026-03-17' })])).toBeNull();
});

// And-sign: a tier where everybody who holds the post signs before the submission goes on. Questions of an older round.
import { expect, test } from 'vitest';
import { consequences } from '../../domain/consequences.ts';
import { decide } from '../../domain/decide.ts';
import { wordRefusal } from '../../domain/refusals.ts';
import type { Command, SubmissionEvent } from '../../domain/submission.ts';
import { command, fold, lawOn, people, refused, route, stories } from '../support/submissions.ts';

const { approve, ask, reply } = command;
const tiers = route.tiers.map((tier) => (tier.key === 'city' ? { ...tier, sign: 'all' as const } : tier));
const law = { ...lawOn('2026-03-06'), route: { ...route, tiers }, holders: ['city', 'city2'] };
const tierKeys = tiers.map(({ key }) => key);

const decided = (given: readonly SubmissionEvent[], asked: Command) => {
  const answer = decide(fold(given), asked, law);
  if (refused(answer)) throw new Error(answer.refused);
  return answer;
};

test('the first signature keeps it at the tier and is no news to the clerk; the last one passes it on', () => {
  const first = decided(stories.atCity, approve(people.city, 'city'));
  const signed = [...stories.atCity, ...first];
  const last = decided(signed, approve(people.city2, 'city'));

  expect(first.map(({ type }) => type)).toEqual(['approved']);
  expect(consequences(first, 9, fold(signed), tierKeys)).toEqual([{ do: 'refresh-cards' }]);
  expect(last.map(({ type }) => type)).toEqual(['approved', 'passed-on']);
  const told = consequences(last, 10, fold([...signed, ...last]), tierKeys);
  expect(told).toContainEqual(expect.objectContaining({ kind: 'told', about: { seq: 10 } }));
});

test('whoever signed is told so at the second click, and not that they decided at another tier', () => {
  const signed = [...stories.atCity, ...decided(stories.atCity, approve(people.city, 'city'))];

  const answer = decide(fold(signed), approve(people.city, 'city'), law);

  expect(answer).toMatchObject({ refused: 'signed-already', at: 'in-review' });
  const words = refused(answer) ? wordRefusal(answer, { who: () => '', when: () => '' }) : '';
  expect(words).toContain('您已签署');
});

test('a question of the round before is not answered by its number in this one', () => {
  const given = stories.secondRound;
  const asked = [...given, ...decided(given, ask(people.city, 'city', 2))];

  expect(decide(fold(asked), reply(1, 'N-4', people.lin, 1), law)).toMatchObject({ refused: 'no-such-question' });
  expect(decide(fold(asked), reply(1, 'N-4', people.lin, 2), law)).toMatchObject([{ type: 'replied', no: 1 }]);
});

// Who stands in for somebody on leave decides for them, and stays the person they are: no second tier, no own submission.
import { expect, test } from 'vitest';
import { decide } from '../../domain/decide.ts';
import { wordRefusal } from '../../domain/refusals.ts';
import type { Actor, SubmissionEvent } from '../../domain/submission.ts';
import { command, fold, lawOn, people, refused, route, stories } from '../support/submissions.ts';

const { admit, approve, sendBack } = command;
const law = lawOn('2026-03-11');
/** Holds the province's post for one on leave, and has one of their own. */
const standIn = (person: string, own: readonly string[] = []): Actor => ({
  person,
  posts: [...own, 'P-province'],
  institutions: [],
  standIn: { 'P-province': 'province' },
});

test('the decision names both, and so does the refusal to whoever comes second', () => {
  const answer = decide(standing('atProvince'), approve(standIn('wen'), 'province'), law);
  if (refused(answer)) throw new Error(answer.refused);
  expect(answer[0]).toMatchObject({ type: 'approved', by: 'wen', for: 'province' });

  const after = fold([...stories.atProvince, ...answer]);
  const second = decide(after, approve(people.province, 'province'), law);
  if (!refused(second)) throw new Error('decided twice');

  expect(wordRefusal(second, { who: (person) => `〔${person}〕`, when: () => '3月11日 10:00' })).toBe(
    '〔wen〕（代 〔province〕）已于3月11日 10:00通过，不需要再办理。',
  );
});

test('at a post of their own nobody decides in anybody else’s stead', () => {
  const by: Actor = { ...people.city, standIn: { 'P-province': 'province' } };

  const [approved] = decide(standing('atCity'), approve(by, 'city'), law) as SubmissionEvent[];

  expect(approved).toMatchObject({ by: 'city', for: null });
});

test('who approved at one tier does not at the next, standing in or not', () => {
  const state = standing('atProvince');

  expect(decide(state, approve(standIn('city', ['P-city']), 'province'), law)).toMatchObject({ refused: 'two-tiers' });
});

test('who sent or submitted it neither approves nor returns it, standing in or not', () => {
  const state = standing('atProvince');

  expect(decide(state, approve(standIn('lin'), 'province'), law)).toMatchObject({ refused: 'own-submission' });
  expect(decide(state, sendBack(standIn('lin'), 'province'), law)).toMatchObject({ refused: 'own-submission' });
});

test('an admission past the six months names both', () => {
  const late = lawOn('2026-09-07');
  const asked = decide(standing('ready'), command.askAdmission(), late) as SubmissionEvent[];
  const state = fold([...stories.ready, ...asked]);

  expect(decide(state, admit(standIn('wen')), late)).toMatchObject([{ type: 'admitted', by: 'wen', for: 'province' }]);
});

test('where all sign, whoever may not sign at this tier is not waited for', () => {
  const tiers = route.tiers.map((tier) => (tier.key === 'province' ? { ...tier, sign: 'all' as const } : tier));
  const andSign = { ...law, route: { ...route, tiers }, holders: ['city', 'lin', 'wen'] };

  const answer = decide(standing('atProvince'), approve(standIn('wen'), 'province'), andSign);

  expect(refused(answer) ? answer : answer.map(({ type }) => type)).toEqual(['approved', 'passed-on']);
});

function standing(where: keyof typeof stories) {
  return fold(stories[where]);
}

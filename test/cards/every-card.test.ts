// What holds of every card: its JSON as kept, the platform's rules, buttons that can be read back, nobody's name in full.
import { describe, expect, test } from 'vitest';
import { actionSchema } from '../../cards/action.ts';
import { problemsOf, valuesOf } from './card-parts.ts';
import { everyState } from './states.ts';

describe.each(everyState)('%s', (name, card) => {
  test('is the JSON kept in test/golden', async () => {
    await expect(`${JSON.stringify(card, null, 2)}\n`).toMatchFileSnapshot(`../golden/${name}.json`);
  });

  test('is taken by the platform, and its buttons are read back', () => {
    expect(problemsOf(card)).toEqual([]);
    for (const value of valuesOf(card)) expect(actionSchema.parse(value)).toEqual(value);
  });
});

test('decided, settled, withdrawn and superseded cards hold no button; the others that ask do', () => {
  const buttonless = everyState.filter(([, card]) => valuesOf(card).length === 0).map(([name]) => name);

  expect(buttonless.filter((name) => !/^(told|reminder|replaced|history|directory|vacancy)-/.test(name))).toEqual([
    ...[
      'result-withdrawn',
      'result-superseded',
      'repairs-settled',
      'review-closed',
      'inquiry-answered',
      'admission-paused',
      'admission-granted',
      'question-settled',
      'return-list-no-list',
      'return-list-settled',
      'progress-none',
      'todo-not-here',
      'todo-none',
      'withdrawals-none',
      'help-stranger',
      'leave-nobody',
      'delegations-cancelled',
      'scan-settled',
      'commitment-told-revoked',
    ],
  ]);
});

test('a card carries no open_id, and no name or number but those handed in masked', () => {
  const all = JSON.stringify(everyState);

  expect(all).not.toMatch(/ou_|\d{17}[\dXx]/);
});

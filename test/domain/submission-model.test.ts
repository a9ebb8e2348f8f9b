// Any sequence of asking, right and wrong, against a paper register: what a clerk would write down, poorer than the code.
// The faults it must catch are planted by `npm run faults` (test/faults/workflow-faults.ts).
import fc from 'fast-check';
import { test } from 'vitest';
import { initial } from '../../domain/evolve.ts';
import { asks } from '../support/arbitrary-acts.ts';
import { blank } from '../support/paper-register.ts';

test('a submission goes as the paper register says, whatever is asked', () => {
  const { onward: right, tick, nearDue, ...rest } = asks;
  const days = [
    nearDue,
    nearDue,
    nearDue,
    tick,
    tick,
    tick,
    tick,
    rest.sendBack,
    rest.sendBack,
    rest.recount,
    rest.notice,
  ];
  const all = fc.commands([...Array.from({ length: 12 }, () => right), ...days, ...Object.values(rest)], {
    size: '+1',
  });

  fc.assert(
    fc.property(all, fc.boolean(), (commands, lies) => {
      fc.modelRun(() => ({ model: blank(lies), real: { state: initial } }), commands);
    }),
    { numRuns: 500 },
  );
});

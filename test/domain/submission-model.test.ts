// Any sequence of asking, right and wrong, against a paper register: what a clerk would write down, poorer than the code.
//
// Planted in domain/ one at a time and each seen to fail here (a change of the workflow adds its own):
// - passing.ts: a clock counts days off; the day of receipt is counted; the ministry's clock starts on the day of recording;
//   the desk gets a clock of its own
// - submission.ts: taken steps are forgotten, all or all but the last; they are kept into the next clock; the correction clock
//   stops while the next version is checked; a 提交 keeps the approvals of the round before; returns are not counted;
//   only the first sender is remembered
// - decide.ts, days: late on the due day itself, of an approval, a correction, a first 提交; the alert on the due day; six months
//   measured at every 提交; a late approval without reason; a hand-over before the approval; a wrong day for the sweep to wake
// - passing.ts, evolve.ts: counting anew gives the desk the correction's days; from today; steps taken for the old due day are
//   kept; nothing is counted anew while a decision lies
// - passing.ts, tier-acts.ts, deadlines.ts: a decision that takes effect before its quiet minutes are over; the clock reminds
//   while it lies; another, or the same person later, takes it back; at another tier; signatures kept by a tier that was
//   returned to; after it was taken back, the tier still counts as signed
// - clerk-acts.ts: a trial that is submitted; a warning nobody explained, and one more than was explained
// - decide.ts, who and when: a stranger; an older round; an older version; a stale check; a tier not yet reached; one person at
//   two tiers; whoever submitted approves; withdrawn after an approval; a return without words; a correction that goes back
//   to the tier that returned it; silence that approves
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

// Lines that go back alone, as the paper register has them: bundles, each a line of its own from then on.
import assert from 'node:assert/strict';
import type { Law } from '../../domain/law.ts';
import type { RowSpan } from '../../domain/row-spans.ts';
import type { State } from '../../domain/submission.ts';
import { inDays, issued, type Paper } from './paper-register.ts';

/** What the register knows of lines that somebody asks for, as the store would find it. */
export function partsOn({ lines }: Paper, spans: readonly RowSpan[]): NonNullable<Law['rows']> {
  const asked = spans.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
  const share = (rows: number) => ({ rows, earliestIssuedOn: issued, latestIssuedOn: issued });
  const gone = asked.filter((row) => lines.includes(row)).length;
  const missing = asked.filter((row) => !lines.includes(row));
  return { missing, gone: share(gone), left: share(lines.length - gone) };
}

/** Sees that a bundle that went back alone is with the clerk, as old as what it left, under a clock of its own. */
export function compareBundle(paper: Paper, parent: State, child: State): void {
  if (parent.at === 'none' || child.at === 'none') throw new Error('nothing can leave what is not there');
  const { answers, firstSubmittedOn, admission, standard, route } = parent;
  assert.equal(child.at, 'returned');
  assert.deepEqual(
    {
      ...{ clock: child.period?.due, since: child.period?.from, told: child.period?.notified },
      ...{ hands: new Set(child.hands), version: child.version, round: child.round, rows: child.check?.rows },
      ...{ answers: child.answers, first: child.firstSubmittedOn, admission: child.admission },
      ...{ standard: child.standard, route: child.route, returns: child.returns },
    },
    {
      ...{ clock: inDays(paper, paper.day, 10), since: paper.day, told: [] },
      ...{ hands: new Set(paper.senders), version: 1, round: paper.times, rows: paper.bundles.at(-1)?.length },
      ...{ answers, first: firstSubmittedOn, admission, standard, route, returns: 1 },
    },
  );
}

// Rows that leave a submission and go on as another (its child): on their way back to the clerk, or on another route. Pure;
// the store writes both streams in one transaction.
import type { Decided, NoneOf, Parted, SplitOff } from './departure.ts';
import { type Begun, decidedElsewhere, type Law, type Of, type Refusal, refuse } from './law.ts';
import { passedOn, quietUntil, sentBack } from './passing.ts';
import { writeRowSpans } from './row-spans.ts';
import type { State, SubmissionEvent } from './submission.ts';

/**
 * Chosen rows back to the clerk, the others stay where they are, under the same clock. `who` is what every decision says of
 * itself.
 */
export function returnRows(
  state: Begun,
  command: Of<'return-rows'>,
  who: Decided,
  law: Law,
): SubmissionEvent[] | Refusal {
  const { tier, code, reason, child, rows } = command;
  if (state.hands.includes(command.by.person)) return refuse(state, 'own-submission');
  if (decidedElsewhere(state, command.by.person, tier)) return refuse(state, 'two-tiers');
  if (code === '' || reason === '') return refuse(state, 'reason-missing');
  const { rows: found } = law;
  if (found === null || rows.length === 0) return refuse(state, 'rows-missing');
  if (found.missing.length > 0) return refuse(state, 'rows-not-here', { rows: found.missing });
  if (found.left.rows === 0) return refuse(state, 'rows-all');
  const { gone, left } = found;
  const departure = { child, version: state.version, rows: writeRowSpans(rows), gone, left };
  const returned = { ...who, tier, code, reason };
  const until = quietUntil(law);
  const decided: SubmissionEvent = { type: 'rows-returned', ...returned, departure, until };
  const leaving: Parted = { type: 'rows-departed', departure, returned, route: law.route.id };
  return until === null ? [decided, leaving] : [decided];
}

/**
 * The first events of the child, from its parent as it is once the rows have left, measured by the law of the child's
 * route. Everything that was said and done of the rows holds on: who sent them, what was explained, when they were first
 * submitted. Returned rows are with the clerk under a correction clock of their own; rows of another route begin it with the
 * 提交 that split them off.
 */
export function begunApart(
  parent: { id: string; state: Begun },
  { departure, returned, route }: Parted,
  submitted: Extract<SubmissionEvent, { type: 'submitted' }> | null,
  law: Law,
): SubmissionEvent[] {
  const { institution, clerk, hands, standard, file, accepted, sheet, answers } = parent.state;
  const { round, firstSubmittedOn, admission, check } = parent.state;
  if (check === null || firstSubmittedOn === null) throw new Error('rows left what was never submitted');
  const { rows, earliestIssuedOn, latestIssuedOn } = departure.gone;
  const begun: SubmissionEvent = {
    type: 'split-off',
    parent: parent.id,
    from: { version: departure.version, rows: departure.rows },
    ...{
      institution,
      clerk,
      hands,
      standard,
      route,
      file,
      accepted,
      sheet,
      answers,
      round,
      firstSubmittedOn,
      admission,
    },
    check: { ...check, rows, earliestIssuedOn, latestIssuedOn, delta: null, unlisted: [] },
  };
  if (returned === null) {
    if (submitted === null) throw new Error('rows went another route without being submitted');
    return [begun, { ...submitted, version: 1, route }, passedOn(0, { round, period: null, check: begun.check }, law)];
  }
  return [begun, { type: 'returned', ...returned, to: null, until: null }, sentBack(round, law)];
}

/** The state after the first event of a child. It is returned or passed on by the next one. */
export function evolveSplitOff(event: SplitOff, none: NoneOf): Exclude<State, { at: 'none' }> {
  const { type: _, parent, from, ...inherited } = event;
  return {
    ...none,
    ...inherited,
    at: 'ready',
    version: 1,
    trial: false,
    lineage: { parent, version: from.version, rows: from.rows },
  };
}

// Past the six months: in principle refused, and the province alone may admit it, with a reason on the record (article 12). Pure.
import { barred } from './clerk-acts.ts';
import { isBeyondSixMonths } from './deadlines.ts';
import { isMove, type Law, type Of, type Refusal, refuse } from './law.ts';
import type { State, SubmissionEvent } from './submission.ts';

/** The clerk asks for it, once, saying why it is so late. */
export function askAdmission(state: State, command: Of<'ask-admission'>, law: Law): SubmissionEvent[] | Refusal {
  const bar = barred(state, command);
  if (bar !== null) return bar;
  if (state.at === 'none' || state.trial || !isBeyondSixMonths(state, law)) return refuse(state, 'not-possible');
  if (command.reason === '') return refuse(state, 'words-missing');
  if (state.admission !== null) return [];
  const { version, by, reason } = command;
  const post = admittingPost(law);
  if (post === undefined) throw new Error(`route ${law.route.id}: no post admits what is past the six months`);
  return [{ type: 'admission-asked', version, by: by.person, at: law.now, reason, post }];
}

/** By a holder of the admitting tier's post; it holds for the next versions too. */
export function admit(state: State, command: Of<'admit'>, law: Law): SubmissionEvent[] | Refusal {
  if (state.at === 'none') return refuse(state, 'not-possible');
  const post = admittingPost(law);
  if (post === undefined || !command.by.posts.includes(post)) return refuse(state, 'not-yours');
  if (state.admission === 'granted') return [];
  if (!isMove(state, command) || state.admission !== 'asked') return refuse(state, 'not-possible');
  if (state.hands.includes(command.by.person)) return refuse(state, 'own-submission');
  if (command.reason === '') return refuse(state, 'words-missing');
  const { by, reason } = command;
  return [
    { type: 'admitted', version: state.version, by: by.person, for: by.standIn?.[post] ?? null, at: law.now, reason },
  ];
}

function admittingPost(law: Law): string | undefined {
  return law.posts[law.route.tiers.findIndex(({ key }) => key === law.route.refusal?.admittedBy)];
}

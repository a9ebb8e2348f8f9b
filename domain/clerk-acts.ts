// What a clerk may do with a submission, and what the check of a file records. Pure; asked by decide.ts.
import { isBeyondSixMonths, isLate, uploadDue } from './deadlines.ts';
import { type Begun, isMove, type Law, type Of, type Refusal, refuse } from './law.ts';
import { passedOn } from './passing.ts';
import { findRule } from './rules.ts';
import type { State, SubmissionEvent } from './submission.ts';

export function receive(state: State, command: Of<'receive'>): SubmissionEvent[] | Refusal {
  const institution = state.at === 'none' ? command.institution : state.institution;
  if (!command.by.institutions.includes(institution)) return refuse(state, 'not-yours');
  if (!isMove(state, command)) return refuse(state, 'not-possible');
  const { file, standard } = command;
  const trial = state.at === 'none' ? command.trial : state.trial;
  const version = state.at === 'none' ? 1 : state.version + 1;
  const route = state.at === 'none' ? command.route : state.route;
  return [{ type: 'received', version, by: command.by.person, institution, file, standard, route, trial }];
}

/** A check that ends after the next file came, or twice, is a stale job and no error. */
export function recordCheck(state: State, command: Of<'record-check'>): SubmissionEvent[] {
  if (!isMove(state, command) || state.at === 'none' || command.version !== state.version) return [];
  return [{ type: 'checked', version: command.version, ...command.outcome }];
}

/** Repairs accepted stay so; a sheet once named is meant until another is. */
export function checkAgain(state: State, command: Of<'check-again'>, law: Law): SubmissionEvent[] | Refusal {
  const bar = barred(state, command);
  if (bar !== null) return bar;
  if (state.at === 'none' || state.check === null) return refuse(state, 'not-possible');
  const { offered } = state.check;
  const accepted = [...new Set([...state.accepted, ...command.accept.filter((code) => code in offered)])];
  const { version } = state;
  const sheet = command.sheet ?? state.sheet;
  const asksForChange = command.accept.length > 0 || command.sheet !== null;
  if (asksForChange && accepted.length === state.accepted.length && sheet === state.sheet) return [];
  return [{ type: 'check-asked', version, by: command.by.person, at: law.now, accepted, sheet }];
}

/** Of warnings that are there; the reason is remembered over the next versions. */
export function answerWarnings(state: State, command: Of<'answer-warnings'>, law: Law): SubmissionEvent[] | Refusal {
  const bar = barred(state, command);
  if (bar !== null) return bar;
  if (state.at === 'none' || command.reason === '') return refuse(state, 'answer-missing');
  const { version } = state;
  const there = Object.entries(state.check?.toAnswer ?? {}).filter(([code]) => command.codes.includes(code));
  if (there.length === 0) return refuse(state, 'answer-missing');
  // A second press, or the same reason from two windows: the first was enough.
  if (!there.some(([code]) => unanswered(state).includes(code))) return [];
  const places = Object.fromEntries(there);
  return [{ type: 'warnings-answered', version, by: command.by.person, at: law.now, places, reason: command.reason }];
}

/** The very file that was tried; from now on it may be submitted. */
export function makeReal(state: State, command: Of<'make-real'>, law: Law): SubmissionEvent[] | Refusal {
  const bar = barred(state, command);
  if (bar !== null) return bar;
  if (state.at === 'none' || !state.trial) return [];
  return [{ type: 'made-real', version: state.version, by: command.by.person, at: law.now }];
}

/** Warnings nobody has given a reason for, by the code of their rule. */
export function unanswered({ check, answers }: Pick<Begun, 'check' | 'answers'>): readonly string[] {
  return Object.entries(check?.toAnswer ?? {}).flatMap(([code, places]) =>
    places > (answers[code]?.places ?? 0) && !findRule(code)?.answeredAtSubmission ? [code] : [],
  );
}

type ClerkCommand = Of<'submit' | 'withdraw' | 'check-again' | 'answer-warnings' | 'make-real' | 'ask-admission'>;

/** What stands in the clerk's way before anything else: not theirs, an older file's card, or no such move now. */
export function barred(state: State, command: ClerkCommand): Refusal | null {
  if (state.at === 'none') return refuse(state, 'not-possible');
  if (!command.by.institutions.includes(state.institution)) return refuse(state, 'not-yours');
  if (command.version !== state.version) return refuse(state, 'older-version');
  return isMove(state, command) ? null : refuse(state, 'not-possible');
}

export function submit(state: State, command: Of<'submit'>, law: Law): SubmissionEvent[] | Refusal {
  const bar = barred(state, command);
  if (bar !== null) return bar;
  if (state.at !== 'ready') return refuse(state, 'not-possible');
  if (state.trial) return refuse(state, 'trial');
  if (unanswered(state).length > 0) return refuse(state, 'warnings-unanswered');
  const issued = state.check?.earliestIssuedOn ?? null;
  if (issued === null) return refuse(state, 'still-faulty');
  if (!law.committed) return refuse(state, 'no-commitment');
  if (state.admission !== 'granted' && isBeyondSixMonths(state, law)) return refuse(state, 'beyond-six-months');
  const { lateReason } = command;
  if (isLate(state, law) && lateReason === null)
    return refuse(state, 'late-reason-missing', { due: state.period?.due ?? uploadDue(issued, law).day });
  const round = state.round + 1;
  const { version } = state;
  const route = law.route.id;
  const check = state.check && { ...state.check, ...law.ways.at(-1)?.departure.left };
  return [
    { type: 'submitted', version, round, by: command.by.person, on: law.today, lateReason, route },
    ...law.ways.map((way) => ({ type: 'rows-departed' as const, ...way, returned: null })),
    passedOn(0, { check, round, period: null }, law),
  ];
}

/** Answers a reviewer's question; the clock has run on meanwhile. */
export function reply(state: State, command: Of<'reply'>, law: Law): SubmissionEvent[] | Refusal {
  if (state.at === 'none') return refuse(state, 'not-possible');
  if (!command.by.institutions.includes(state.institution)) return refuse(state, 'not-yours');
  // Questions are numbered anew in each round.
  if (command.round < state.round) return refuse(state, 'no-such-question');
  const asked = state.questions.find(({ no }) => no === command.question);
  if (!isMove(state, command) || asked === undefined || asked.answered) return refuse(state, 'no-such-question');
  if (command.words === '') return refuse(state, 'words-missing');
  return [{ type: 'replied', no: asked.no, by: command.by.person, at: law.now, words: command.words }];
}

/** Until the first approval of this round; what was returned is with the clerk again, who may give it up. */
export function withdraw(state: State, command: Of<'withdraw'>, law: Law): SubmissionEvent[] | Refusal {
  const bar = barred(state, command);
  if (bar !== null) return bar;
  if (state.at === 'in-review' && Object.keys(state.approvals).length > 0) return refuse(state, 'approved-already');
  return [{ type: 'withdrawn', by: command.by.person, at: law.now }];
}

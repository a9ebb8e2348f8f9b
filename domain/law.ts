// What a decision is measured against, and the shape of a "no". Types, and the two lines every refusal needs.
import type { Calendar } from './calendar.ts';
import type { Departure, Share } from './departure.ts';
import { moves } from './moves.ts';
import type { Route } from './route.ts';
import type { At, Command, Decision, State } from './submission.ts';

/** What the decision is measured against: the moment, the frozen route, the calendar in force, the post of each tier. */
export type Law = {
  now: string;
  today: string;
  route: Route;
  calendar: Calendar;
  posts: readonly string[];
  /** Persons who hold the post that has the submission now. */
  holders: readonly string[];
  /** Minutes in which a decision may be taken back before the next one hears of it; 0 for at once. */
  quietMinutes: number;
  /** The institution's signed 诚信承诺书 is on record (article 24). */
  committed: boolean;
  /** Of rows that are asked for: those that are not there (not all, where they are many), and the numbers of both parts. */
  rows: { missing: readonly number[]; gone: Share; left: Share } | null;
  /** At 提交: rows that go other routes than `route`. */
  ways: readonly Way[];
};

/** Rows of a mixed file, and the route they go. */
export type Way = { route: string; departure: Departure };

/** A business "no", told to the person in words (see `refusals.ts`); it changes nothing. */
export type Refusal = {
  refused:
    | 'not-possible'
    | 'not-yours'
    | 'older-version'
    | 'older-round'
    | 'already-decided'
    | 'own-submission'
    | 'two-tiers'
    | 'signed-already'
    | 'still-faulty'
    | 'warnings-unanswered'
    | 'answer-missing'
    | 'trial'
    | 'no-commitment'
    | 'too-late-to-take-back'
    | 'words-missing'
    | 'not-in-post'
    | 'no-such-question'
    | 'late-reason-missing'
    | 'reason-missing'
    | 'beyond-six-months'
    | 'approved-already'
    | 'day-out-of-range'
    | 'receipt-missing'
    | 'rows-missing'
    | 'rows-not-here'
    | 'rows-all'
    | 'too-many-attachments'
    | 'number-taken';
  at: At;
  decision?: Decision;
  due?: string;
  rows?: readonly number[];
};

/** Whether the moves table knows this command in this state. */
export function isMove(state: State, command: Command): boolean {
  return command.type in moves[state.at];
}

/** The refusal of a command in this state. */
export function refuse(state: State, refused: Refusal['refused'], more: Partial<Refusal> = {}): Refusal {
  return { refused, at: state.at, ...more };
}

/** The command of one type. */
export type Of<T extends Command['type']> = Extract<Command, { type: T }>;
export type Begun = Exclude<State, { at: 'none' }>;

/** Nobody decides at two tiers of a round: whoever approved at another one does not return it at this one either. */
export function decidedElsewhere({ approvals }: Pick<Begun, 'approvals'>, person: string, tier: string): boolean {
  return Object.entries(approvals).some(([key, signed]) => key !== tier && signed.includes(person));
}

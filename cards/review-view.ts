// What a tier's card is made from. Types only.

import type { Task } from '../domain/route.ts';
import type { ChargedView } from './charged.ts';
import type { AttachedFile } from './evidence.ts';
import type { Lineage } from './lineage.ts';
import type { Deadline } from './words.ts';

/** One act in the submission's history, already in words. */
export type HistoryLine = { when: string; who: string; what: string; words: string | null };

/** A row as a reviewer may see it on a card: masked. */
export type SampleRow = {
  row: number;
  name: string;
  document: string;
  occupation: string;
  level: string;
  issuedOn: string;
  /** What was found in the row, for which it was picked; null for a row picked at random. */
  why: string | null;
};

/** A question to the clerk, to the letter; `answer` is null while it is open. */
export type AskedQuestion = {
  who: string;
  when: string;
  question: string;
  answer: { who: string; when: string; words: string } | null;
};

export type ReviewView = {
  submission: string;
  no: string;
  round: number;
  version: number;
  tier: { key: string; title: string; task: Task; article: string };
  /** `open` while this tier of this round waits; else how it ended, in words. */
  closed: string | null;
  /** An earlier decision of a later tier brought it back here. */
  sentBack: { by: string; when: string; title: string; words: string } | null;
  /** Until when the decision may be taken back, in words; null once it has taken effect. */
  takeBackUntil: string | null;
  institution: string;
  clerk: string;
  rows: number;
  groups: readonly { occupation: string; level: string; count: number }[];
  /** Rows against those of the round before; null in the first round. */
  changes: { added: number; removed: number; changed: number } | null;
  /** With the clerk's reason, where one was given for the whole rule; the suspicious ones first. */
  warnings: readonly { title: string; count: number; reason: string | null; suspicious: boolean }[];
  /** How the institution's earlier submissions fared; null once this one is decided. */
  record: { decided: number; firstPass: number; inReview: number; toCorrect: number } | null;
  /** The whole way's clocks, from the earliest issue date; none once this one is decided. */
  chain: readonly { title: string; deadline: Deadline }[];
  /** Repairs the clerk accepted, by what they did. */
  repaired: readonly { title: string; count: number }[];
  issued: { earliest: string; latest: string } | null;
  deadline: Deadline;
  /** Whose time it was so far. */
  charged?: ChargedView;
  late: boolean;
  history: readonly HistoryLine[];
  sample: readonly SampleRow[];
  /** Which page of the sample this is, from 1; 0 where none is shown. */
  page: number;
  /** Files attached as evidence, in the order they came. */
  attachments: readonly AttachedFile[];
  returnReasons: readonly (readonly [code: string, title: string])[];
  /** Earlier tiers it may go back to instead of the clerk. */
  returnTo: readonly (readonly [key: string, title: string])[];
  /** Questions of this round to the clerk, oldest first. */
  questions: readonly AskedQuestion[];
  /** Whom it was given to within the post; anybody there may still decide. */
  assignee: string | null;
  /** On leave, and the reader stands in for them; null where the reader holds the post themselves. */
  standsFor: string | null;
  /** Who else holds the post. A choice among them is no permission. */
  colleagues: readonly (readonly [person: string, name: string])[];
  /** Where everybody of the post signs: who has, and who is still to sign; null where one signature will do. */
  signatures: { signed: readonly string[]; waiting: readonly string[] } | null;
  lineage?: Lineage;
  today: string;
  marker?: string;
};

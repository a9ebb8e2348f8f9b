// Every card in every state: the golden files and the platform's rules are held against these.

import { commitments, commitmentTolds, scans } from './commitment-states.ts';
import { digests } from './digest-states.ts';
import { directories } from './directory-states.ts';
import { delegations, leaves } from './leave-states.ts';
import { movedDays } from './moved-days-states.ts';
import { alerts, reminders, replaced, tolds } from './notice-states.ts';
import { reports } from './report-states.ts';
import { repairs, results } from './result-states.ts';
import { returnLists } from './return-list-states.ts';
import { admissions, inquiries, reviews } from './review-states.ts';
import { helps, histories, progresses, questions, todos, withdrawals } from './talk-states.ts';
import { vacancies } from './vacancy-states.ts';

const groups = {
  result: results,
  repairs,
  review: reviews,
  inquiry: inquiries,
  admission: admissions,
  told: tolds,
  reminder: reminders,
  alert: alerts,
  replaced,
  question: questions,
  'return-list': returnLists,
  progress: progresses,
  digest: digests,
  report: reports,
  history: histories,
  todo: todos,
  withdrawals,
  help: helps,
  leave: leaves,
  delegations,
  vacancy: vacancies,
  commitments,
  scan: scans,
  'commitment-told': commitmentTolds,
  directory: directories,
  'moved-days': movedDays,
};

/** `<card>-<state>` and the card. */
export const everyState = Object.entries(groups).flatMap(([name, states]) =>
  Object.entries(states).map(([state, card]) => [`${name}-${state}`, card] as const),
);

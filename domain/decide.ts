// Whether a command is allowed, and what follows: events, or a refusal with the facts to word it. Pure.
import { admit, askAdmission } from './admission.ts';
import { answerWarnings, checkAgain, makeReal, receive, recordCheck, reply, submit, withdraw } from './clerk-acts.ts';
import { attach } from './evidence.ts';
import { acknowledge, tick } from './ladder.ts';
import type { Law, Refusal } from './law.ts';
import { recount, settle } from './passing.ts';
import type { Command, State, SubmissionEvent } from './submission.ts';
import { decideAtTier } from './tier-acts.ts';

/**
 * Answers a command: the events that follow, or a refusal. Never changes anything and never throws on a person's doing.
 * An empty list means: rightly asked, nothing left to do (a job that runs twice, a tick with nothing due).
 */
export function decide(state: State, command: Command, law: Law): SubmissionEvent[] | Refusal {
  switch (command.type) {
    case 'tick':
      return tick(state, law);
    case 'acknowledge':
      return acknowledge(state, command, law);
    case 'recount':
      return recount(state, law);
    case 'record-check':
      return recordCheck(state, command);
    case 'receive':
      return receive(state, command);
    case 'check-again':
      return checkAgain(state, command, law);
    case 'answer-warnings':
      return answerWarnings(state, command, law);
    case 'make-real':
      return makeReal(state, command, law);
    case 'ask-admission':
      return askAdmission(state, command, law);
    case 'admit':
      return admit(state, command, law);
    case 'attach':
      return attach(state, command, law);
    case 'reply':
      return reply(state, command, law);
    case 'settle':
      return settle(state, law);
    case 'submit':
      return submit(state, command, law);
    case 'withdraw':
      return withdraw(state, command, law);
    default:
      return decideAtTier(state, command, law);
  }
}

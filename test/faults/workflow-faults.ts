// Faults that the tests of the workflow must catch: what is written in the code, and what a fault would make of it.
// A change of the workflow adds its own. `npm run faults` plants them one by one.

export type Fault = { what: string; file: string; from: string; to: string };

const calendar = 'domain/calendar.ts';
const deadlines = 'domain/deadlines.ts';
const passing = 'domain/passing.ts';
const tier = 'domain/tier-acts.ts';
const clerk = 'domain/clerk-acts.ts';
const evolve = 'domain/evolve.ts';
const apart = 'domain/apart.ts';
const ladder = 'domain/ladder.ts';
const admission = 'domain/admission.ts';

export const workflowFaults: readonly Fault[] = [
  {
    what: 'days off count as working days',
    file: calendar,
    from: 'if (year?.daysOff.includes(day)) return false;',
    to: '',
  },
  {
    what: 'make-up days are days off',
    file: calendar,
    from: 'if (year?.workingDays.includes(day)) return true;',
    to: '',
  },
  {
    what: 'the day of receipt is counted',
    file: calendar,
    from: 'for (let left = n; left > 0; ) {',
    to: 'for (let left = n - 1; left > 0; ) {',
  },
  {
    what: 'a last day on a rest day does not roll forward',
    file: deadlines,
    from: 'rollForward(calendar, addMonths(earliestIssuedOn, route.refusal.months)).day',
    to: 'addMonths(earliestIssuedOn, route.refusal.months)',
  },
  {
    what: 'the six months are measured at every 提交',
    file: deadlines,
    from: 'return firstSubmittedOn === null && last',
    to: 'return firstSubmittedOn !== undefined && last',
  },
  {
    what: 'the due day itself is late for the clerk',
    file: deadlines,
    from: 'return law.today > state.period.due;',
    to: 'return law.today >= state.period.due;',
  },
  {
    what: 'a step of the ladder is taken again',
    file: ladder,
    from: 'step.at <= takenOf(to, period)) return [];',
    to: 'false) return [];',
  },
  {
    what: 'reminders go on while a decision lies in its quiet minutes',
    file: ladder,
    from: 'state.period === null || state.pending !== null) return [];',
    to: 'state.period === null) return [];',
  },
  {
    what: 'a decision takes effect before its quiet minutes are over',
    file: passing,
    from: '|| law.now < state.pending.until) return [];',
    to: ') return [];',
  },
  {
    what: 'a return to an earlier tier keeps the signatures of later ones',
    file: passing,
    from: 'reopens: tiers.slice(index).map(({ key }) => key) };',
    to: 'reopens: [] };',
  },
  {
    what: 'counting anew gives the desk the days of a correction',
    file: passing,
    from: "const length = holder === 'clerk' || !('tier' in state)",
    to: "const length = holder === 'clerk' || 'tier' in state",
  },
  {
    what: 'a stranger to the post decides',
    file: tier,
    from: "if (post === undefined || !command.by.posts.includes(post)) return refuse(state, 'not-yours');",
    to: '',
  },
  {
    what: 'a card of an older round decides',
    file: tier,
    from: "if (command.round < state.round) return refuse(state, 'older-round', decisionBefore(state));",
    to: '',
  },
  {
    what: 'whoever submitted approves',
    file: tier,
    from: "if (state.hands.includes(by.person)) return refuse(state, 'own-submission');\n  if (state.approvals",
    to: 'if (state.approvals',
  },
  {
    what: 'one person decides at two tiers',
    file: tier,
    from: "if (state.approvals[tier]?.includes(by.person)) return refuse(state, 'signed-already');\n  if (decidedElsewhere(state, by.person, tier)) return refuse(state, 'two-tiers');",
    to: "if (state.approvals[tier]?.includes(by.person)) return refuse(state, 'signed-already');",
  },
  {
    what: 'one person approves at one tier and returns at another',
    file: tier,
    from: "if (decidedElsewhere(state, by.person, tier)) return refuse(state, 'two-tiers');\n  if (code ===",
    to: 'if (code ===',
  },
  {
    what: 'one person signs twice',
    file: tier,
    from: 'if (state.approvals[tier]?.includes(by.person)) return',
    to: 'if (tier === "") return',
  },
  {
    what: 'one signature is enough where all must sign',
    file: tier,
    from: "if (tier?.sign !== 'all') return true;",
    to: 'return true;',
  },
  {
    what: 'a return without words',
    file: tier,
    from: "if (code === '' || reason === '') return refuse(state, 'reason-missing');",
    to: '',
  },
  {
    what: 'a return to a later tier',
    file: tier,
    from: 'law.route.tiers.slice(0, state.tier).some',
    to: 'law.route.tiers.some',
  },
  {
    what: 'anybody takes a decision back',
    file: tier,
    from: 'if (pending.by !== by.person) return decidedAlready(state);',
    to: '',
  },
  {
    what: 'the work goes to somebody outside the post',
    file: tier,
    from: '!law.holders.includes(to) || state.hands',
    to: 'state.hands',
  },
  {
    what: 'a late decision needs no reason',
    file: tier,
    from: 'return law.today > period.due && lateReason === null;',
    to: 'return false;',
  },
  {
    what: 'a hand-over before the approval',
    file: tier,
    from: 'if (!liesBetween(on, earliestHandOver(state), law.today))',
    to: 'if (!liesBetween(on, state.period.from, law.today))',
  },
  {
    what: "the ministry's clock starts when the hand-over is recorded",
    file: tier,
    from: 'passedOn(state.tier + 1, state, law, on)',
    to: 'passedOn(state.tier + 1, state, law)',
  },
  {
    what: 'a publication in the future',
    file: tier,
    from: 'if (!liesBetween(on, state.period.from, law.today)) return',
    to: 'if (!isDay(on)) return',
  },
  {
    what: 'a clerk of another institution sends the next version',
    file: clerk,
    from: "if (!command.by.institutions.includes(institution)) return refuse(state, 'not-yours');\n  if (!isMove",
    to: 'if (!isMove',
  },
  {
    what: "an older file's check is recorded",
    file: clerk,
    from: '|| command.version !== state.version) return [];',
    to: ') return [];',
  },
  {
    what: 'a trial is submitted',
    file: clerk,
    from: "if (state.trial) return refuse(state, 'trial');",
    to: '',
  },
  {
    what: 'a warning that nobody explained is submitted',
    file: clerk,
    from: "if (unanswered(state).length > 0) return refuse(state, 'warnings-unanswered');",
    to: '',
  },
  {
    what: 'an explanation covers more places than there were',
    file: clerk,
    from: 'places > (answers[code]?.places ?? 0)',
    to: '!(code in answers)',
  },
  {
    what: 'an institution without a commitment submits',
    file: clerk,
    from: "if (!law.committed) return refuse(state, 'no-commitment');",
    to: '',
  },
  {
    what: 'a submission past six months needs no admission',
    file: clerk,
    from: "if (state.admission !== 'granted' && isBeyondSixMonths(state, law)) return refuse(state, 'beyond-six-months');",
    to: '',
  },
  {
    what: 'a withdrawal after an approval',
    file: clerk,
    from: "Object.keys(state.approvals).length > 0) return refuse(state, 'approved-already');",
    to: "Object.keys(state.approvals).length > 9) return refuse(state, 'approved-already');",
  },
  {
    what: 'an answer from the round before',
    file: clerk,
    from: "if (command.round < state.round) return refuse(state, 'no-such-question');",
    to: '',
  },
  {
    what: 'whoever submitted admits it past the six months',
    file: admission,
    from: "if (state.hands.includes(command.by.person)) return refuse(state, 'own-submission');",
    to: '',
  },
  {
    what: 'approvals of the round before still count',
    file: evolve,
    from: '        approvals: {},\n        questions: [],',
    to: '        questions: [],',
  },
  {
    what: 'only the first sender is remembered',
    file: evolve,
    from: 'return hands.includes(person) ? hands : [...hands, person];',
    to: 'return hands;',
  },
  {
    what: 'returns are not counted',
    file: evolve,
    from: 'returns: state.returns + 1,',
    to: 'returns: state.returns,',
  },
  {
    what: 'the correction clock stops while the next version is checked',
    file: evolve,
    from: "return state.period?.holder === 'clerk' ? state.period : null;",
    to: 'return null;',
  },
  {
    what: 'steps taken for the old due day are kept for the new one',
    file: evolve,
    from: 'const anew = due === state.period.due ? {}',
    to: 'const anew = due !== null ? {}',
  },
  {
    what: 'rows that are not there are returned',
    file: apart,
    from: 'if (found.missing.length > 0)',
    to: 'if (found.missing.length > 99)',
  },
  {
    what: 'all rows are returned as some',
    file: apart,
    from: 'if (found.left.rows === 0)',
    to: 'if (found.left.rows < 0)',
  },
  {
    what: 'rows leave before their quiet minutes are over',
    file: apart,
    from: 'return until === null ? [decided, leaving] : [decided];',
    to: 'return [decided, leaving];',
  },
  {
    what: 'whoever sent the rows returns some of them',
    file: apart,
    from: "if (state.hands.includes(command.by.person)) return refuse(state, 'own-submission');",
    to: '',
  },
  {
    what: 'rows that left forget who sent them',
    file: apart,
    from: 'const { institution, clerk, hands, standard, file, accepted, sheet, answers } = parent.state;',
    to: 'const { institution, clerk, standard, file, accepted, sheet, answers } = parent.state; const hands = [clerk];',
  },
  {
    what: 'the rows that are left are counted with those that went',
    file: evolve,
    from: 'const check = state.check && { ...state.check, ...left };',
    to: 'const check = state.check;',
  },
  {
    what: 'rows that were returned stay the last decision of those that were not',
    file: evolve,
    from: 'const lastDecision = state.pending === null ? state.lastDecision : state.pending.before;',
    to: 'const { lastDecision } = state;',
  },
  {
    what: 'a return of rows that is taken back takes a signature with it',
    file: evolve,
    from: "pending.what !== 'approved' ? state.approvals",
    to: "pending.what === 'returned' ? state.approvals",
  },
];

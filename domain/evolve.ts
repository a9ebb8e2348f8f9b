// What is true after each event. Holds no rules: what was decided is taken as it stands.
import { evolveSplitOff } from './apart.ts';
import type { NoneOf, Parted } from './departure.ts';
import type {
  Answer,
  Common,
  Decision,
  NewPeriod,
  Pending,
  Period,
  State,
  Step,
  SubmissionEvent,
} from './submission.ts';

export const initial: State = { at: 'none' };

/** Folds one event into the state. Holds no rules: what was decided is taken as it stands. */
export function evolve(state: State, event: SubmissionEvent): State {
  if (event.type === 'received') return evolveReceived(state, event);
  if (event.type === 'split-off') return evolveSplitOff(event, nothing);
  if (state.at === 'none') throw new Error(`event ${event.type} before received`);
  switch (event.type) {
    case 'checked': {
      const { type: _, version: __, ...check } = event;
      const clean = check.errors === check.barred && check.unreadable === null && check.rows > 0;
      return { ...common(state), check, at: clean ? 'ready' : 'faulty', period: clerkPeriod(state) };
    }
    case 'check-asked':
      return {
        ...common(state),
        at: 'checking',
        check: null,
        accepted: event.accepted,
        sheet: event.sheet,
        period: clerkPeriod(state),
      };
    case 'warnings-answered':
      return { ...state, answers: { ...state.answers, ...answersOf(event) } };
    case 'made-real':
      return { ...state, trial: false };
    case 'submitted': {
      const firstSubmittedOn = state.firstSubmittedOn ?? event.on;
      return {
        ...state,
        hands: joined(state.hands, event.by),
        route: event.route,
        round: event.round,
        firstSubmittedOn,
        approvals: {},
        questions: [],
      };
    }
    case 'approved':
      return {
        ...state,
        approvals: { ...state.approvals, [event.tier]: [...(state.approvals[event.tier] ?? []), event.by] },
        lastDecision: decisionOf('approved', event, event.tier),
        pending: pendingOf('approved', event, null, state.lastDecision),
      };
    case 'handed-over':
      return { ...state, lastDecision: decisionOf('handed-over', event, '') };
    case 'returned':
      return {
        ...state,
        lastDecision: decisionOf('returned', event, event.tier),
        pending: pendingOf('returned', event, event.to, state.lastDecision),
        returns: state.returns + 1,
      };
    case 'rows-returned':
      return rowsReturned(state, event);
    case 'rows-departed':
      return rowsDeparted(state, event);
    case 'taken-back':
      return takenBack(state, event);
    case 'asked': {
      const { no, tier, by } = event;
      return { ...state, questions: [...state.questions, { no, tier, by, answered: false }] };
    }
    case 'replied': {
      const questions = state.questions.map((one) => (one.no === event.no ? { ...one, answered: true } : one));
      return { ...state, questions };
    }
    case 'attached':
      return { ...state, attachments: event.no };
    case 'transferred':
      return { ...state, assignee: event.to };
    case 'admission-asked':
      return { ...state, admission: 'asked' };
    case 'admitted':
      return { ...state, admission: 'granted' };
    case 'sent-back':
      return { ...common(state), ...decidedNow, at: 'returned', period: begun(event.period) };
    case 'published':
      return { ...common(state), at: 'published', period: null, lastDecision: decisionOf('published', event, '') };
    case 'withdrawn':
      return { ...common(state), ...decidedNow, at: 'withdrawn', period: null };
    case 'due-moved':
      return dueMoved(state, event);
    case 'reminded':
    case 'alerted':
      return notified(state, event.step);
    case 'acknowledged': {
      const { by, at, until } = event;
      return withPeriod(state, { seen: { by, at, until } });
    }
    case 'passed-on': {
      const { to, tier, post, period } = event;
      const next = { ...begun(period), notified: notifiedBefore(state, period) };
      return {
        ...common(state),
        ...decidedNow,
        approvals: without(state.approvals, event.reopens),
        at: to,
        tier,
        post,
        period: next,
      };
    }
  }
}

type Begun = Exclude<State, { at: 'none' }>;

const nothing: NoneOf = {
  children: [],
  approvals: {},
  pending: null,
  questions: [],
  attachments: 0,
  assignee: null,
  lastDecision: null,
  returns: 0,
  period: null,
};

/** Nothing is pending any more, and nobody in particular has the next step. */
const decidedNow = { pending: null, assignee: null } as const;

function pendingOf(
  what: Pending['what'],
  event: { by: string; for: string | null; until: string | null },
  to: string | null,
  before: Decision | null,
): Pending | null {
  if (event.until === null) return null;
  return { what, by: event.by, for: event.for, until: event.until, to, rows: null, before };
}

function takenBack(state: Begun, event: { tier: string; by: string }): State {
  const { pending } = state;
  if (pending === null) throw new Error('a decision was taken back that was not pending');
  const signed = (state.approvals[event.tier] ?? []).filter((person) => person !== event.by);
  const others = without(state.approvals, [event.tier]);
  const approvals =
    pending.what !== 'approved' ? state.approvals : signed.length > 0 ? { ...others, [event.tier]: signed } : others;
  const returns = pending.what === 'returned' ? state.returns - 1 : state.returns;
  return { ...state, pending: null, lastDecision: pending.before, approvals, returns };
}

/** The others stay where they are: nothing has been decided of them. */
function rowsReturned(state: Begun, event: Extract<SubmissionEvent, { type: 'rows-returned' }>): State {
  const { type: what, departure, until, ...returned } = event;
  if (until === null) return state;
  const { by, for: stead } = event;
  const rows = { departure, returned };
  const pending = { what, by, for: stead, until, to: null, rows, before: state.lastDecision };
  return { ...state, pending, lastDecision: decisionOf(what, event, event.tier) };
}

function rowsDeparted(state: Begun, { departure: { child, gone, left }, returned }: Parted): State {
  const lastDecision = state.pending === null ? state.lastDecision : state.pending.before;
  const children = [...state.children, { child, rows: gone.rows, returned: returned !== null }];
  const check = state.check && { ...state.check, ...left };
  return { ...state, check, children, lastDecision, pending: null };
}

function without(approvals: Begun['approvals'], tiers: readonly string[]): Begun['approvals'] {
  return Object.fromEntries(Object.entries(approvals).filter(([tier]) => !tiers.includes(tier)));
}

function evolveReceived(state: State, event: Extract<SubmissionEvent, { type: 'received' }>): State {
  const { version, file, standard } = event;
  if (state.at !== 'none')
    return {
      ...common(state),
      clerk: event.by,
      hands: joined(state.hands, event.by),
      at: 'checking',
      version,
      file,
      standard,
      accepted: [],
      sheet: null,
      check: null,
      period: clerkPeriod(state),
    };
  const { institution, route, trial, by: clerk } = event;
  const fresh = {
    ...nothing,
    hands: [clerk],
    lineage: null,
    accepted: [],
    sheet: null,
    answers: {},
    round: 0,
    check: null,
    firstSubmittedOn: null,
    admission: null,
  };
  return { at: 'checking', institution, clerk, standard, route, version, file, trial, ...fresh };
}

function answersOf({
  places,
  reason,
}: Extract<SubmissionEvent, { type: 'warnings-answered' }>): Record<string, Answer> {
  return Object.fromEntries(Object.entries(places).map(([code, count]) => [code, { reason, places: count }]));
}

function joined(hands: readonly string[], person: string): readonly string[] {
  return hands.includes(person) ? hands : [...hands, person];
}

/** The correction clock runs on while the next version is received and checked (article 11). */
function clerkPeriod(state: Begun): Period | null {
  return state.period?.holder === 'clerk' ? state.period : null;
}

/** A tier that goes on under the running clock keeps the steps already taken. */
function notifiedBefore(state: Begun, period: NewPeriod): readonly Step[] {
  const running = state.period;
  return running?.holder === 'post' && running.from === period.from && running.due === period.due
    ? running.notified
    : [];
}

function begun(period: NewPeriod): Period {
  return { ...period, notified: [], seen: null };
}

function notified(state: Begun, step: Step): State {
  return state.period === null ? state : withPeriod(state, { notified: [...state.period.notified, step] });
}

function withPeriod(state: Begun, changed: Partial<Period>): State {
  return state.period === null ? state : ({ ...state, period: { ...state.period, ...changed } } as State);
}

/** A step of the ladder belongs to the day it named: for another due day the ladder begins anew. */
function dueMoved(state: Begun, event: Extract<SubmissionEvent, { type: 'due-moved' }>): State {
  if (state.period === null) throw new Error('a due day moved where no clock runs');
  const { due, provisional, calendar } = event;
  const anew = due === state.period.due ? {} : ({ notified: [], seen: null } as const);
  return withPeriod(state, { due, provisional, calendar, ...anew });
}

function decisionOf(
  what: Decision['what'],
  event: { by: string; for: string | null; at: string; round: number },
  tier: string,
): Decision {
  return { what, by: event.by, for: event.for, at: event.at, round: event.round, tier };
}

function common(state: Begun): Common {
  const { institution, clerk, hands, standard, route, lineage, children, version, file, trial, round, check } = state;
  const { accepted, sheet, answers } = state;
  const { firstSubmittedOn, approvals, pending, questions, attachments, assignee, admission } = state;
  const { lastDecision, returns, period } = state;
  return {
    institution,
    clerk,
    hands,
    standard,
    route,
    lineage,
    children,
    version,
    file,
    trial,
    accepted,
    sheet,
    answers,
    round,
    check,
    firstSubmittedOn,
    approvals,
    pending,
    questions,
    attachments,
    assignee,
    admission,
    lastDecision,
    returns,
    period,
  };
}

// One submission's life: its states, commands and events, what may happen when (`moves`) and what then is true (`evolve`).
// Pure. Whether a command is allowed is said in decide.ts; the store appends what it gives and nothing else changes a submission.

/** `person` and what that person holds today; taken from the directory, never from a card. */
export type Actor = { person: string; posts: readonly string[]; institutions: readonly string[] };

export type Command =
  | {
      type: 'receive';
      by: Actor;
      institution: string;
      file: string;
      standard: string;
      route: string;
      trial: boolean;
    }
  | { type: 'record-check'; version: number; outcome: CheckOutcome }
  | { type: 'check-again'; by: Actor; version: number; accept: readonly string[]; sheet: number | null }
  | { type: 'answer-warnings'; by: Actor; version: number; codes: readonly string[]; reason: string }
  | { type: 'make-real'; by: Actor; version: number }
  | { type: 'submit'; by: Actor; version: number; lateReason: string | null }
  | { type: 'withdraw'; by: Actor; version: number }
  | { type: 'approve'; by: Actor; round: number; tier: string; lateReason: string | null }
  | { type: 'return'; by: Actor; round: number; tier: string; code: string; reason: string }
  | { type: 'hand-over'; by: Actor; round: number; handedOn: string; receipt: string; lateReason: string | null }
  | { type: 'publish'; by: Actor; round: number; publishedOn: string }
  | { type: 'tick' };

/** What a check found, in numbers only. `unreadable` names why a file could not be read at all. */
export type CheckOutcome = {
  rows: number;
  errors: number;
  warnings: number;
  notes: number;
  /** Rows, and cells, in which at least one error or warning was found. */
  rowsWith: Counted;
  cellsWith: Counted;
  /** Warnings by code, those left out that are answered row by row. */
  toAnswer: ByCode;
  /** Repairs that can be accepted, and those that have been, by the code of their rule. */
  offered: ByCode;
  repaired: ByCode;
  /** Against the version before; null for the first, and for one that could not be read. */
  delta: Delta | null;
  earliestIssuedOn: string | null;
  latestIssuedOn: string | null;
  unreadable: Unreadable | null;
};

export type Counted = { errors: number; warnings: number };
export type ByCode = Readonly<Record<string, number>>;

/** The outcome of a check that read nothing, to be filled in. */
export const nothingFound: CheckOutcome = {
  rows: 0,
  errors: 0,
  warnings: 0,
  notes: 0,
  rowsWith: { errors: 0, warnings: 0 },
  cellsWith: { errors: 0, warnings: 0 },
  toAnswer: {},
  offered: {},
  repaired: {},
  delta: null,
  earliestIssuedOn: null,
  latestIssuedOn: null,
  unreadable: null,
};

/** Errors and warnings that are gone, still there, and new; and rows changed though nothing had been wrong with them. */
export type Delta = { fixed: number; still: number; fresh: number; changed: number };

/** A reason given for the warnings of one rule. It covers as many places as there were when it was given. */
export type Answer = { reason: string; places: number };

/** The reader's code, with the limit or the place its sentence names. */
export type Unreadable = { code: string; limit: number | null; where: string | null };

/** A running clock: who must act by when. `notified` holds the steps of the ladder already taken. */
export type Period = {
  holder: 'clerk' | 'post';
  from: string;
  due: string;
  provisional: boolean;
  calendar: string;
  notified: readonly Step[];
};

export type NewPeriod = Omit<Period, 'notified'>;

/** Steps of the ladder: `before-3` … `before-0` remind the holder, `overdue` alerts the holder's manager. */
export type Step = `before-${number}` | 'overdue';

/** Bodies hold ids, codes and days, never personal data; `lateReason` and `reason` are ids of sealed notes. */
export type SubmissionEvent =
  | {
      type: 'received';
      version: number;
      by: string;
      institution: string;
      file: string;
      standard: string;
      route: string;
      trial: boolean;
    }
  | ({ type: 'checked'; version: number } & CheckOutcome)
  | { type: 'check-asked'; version: number; by: string; at: string; accepted: readonly string[]; sheet: number | null }
  | { type: 'warnings-answered'; version: number; by: string; at: string; places: ByCode; reason: string }
  | { type: 'made-real'; version: number; by: string; at: string }
  | { type: 'submitted'; version: number; round: number; by: string; on: string; lateReason: string | null }
  | { type: 'approved'; round: number; tier: string; by: string; at: string; lateReason: string | null }
  | { type: 'passed-on'; round: number; to: AtTier; tier: number; post: string; period: NewPeriod }
  | { type: 'returned'; round: number; tier: string; by: string; at: string; code: string; reason: string }
  | { type: 'sent-back'; round: number; period: NewPeriod }
  | {
      type: 'handed-over';
      round: number;
      by: string;
      at: string;
      on: string;
      receipt: string;
      lateReason: string | null;
    }
  | { type: 'published'; round: number; by: string; at: string; on: string }
  | { type: 'withdrawn'; by: string; at: string }
  | { type: 'reminded'; round: number; step: Step; due: string }
  | { type: 'alerted'; round: number; step: Step; due: string };

/** Who last decided, so that whoever comes second is told. */
export type Decision = {
  what: 'approved' | 'returned' | 'handed-over' | 'published';
  by: string;
  at: string;
  round: number;
  tier: string;
};

type Common = {
  institution: string;
  /** Who sent the latest version: cards and news go there. */
  clerk: string;
  /** Everyone who sent a version or submitted it: none of them may judge it. */
  hands: readonly string[];
  standard: string;
  route: string;
  /** Counts the files received, from 1. */
  version: number;
  file: string;
  /** 试填: checked like any other, and never submitted before it is made real. */
  trial: boolean;
  /** Codes of rules whose repairs the clerk accepted in this version. */
  accepted: readonly string[];
  /** Which of several sheets with the standard's header is meant in this version, from 1; null while nobody said. */
  sheet: number | null;
  /** Reasons given for warnings, by the code of their rule; they hold for the next versions too. */
  answers: Readonly<Record<string, Answer>>;
  /** Counts the times it was submitted; 0 before the first 提交. */
  round: number;
  check: CheckOutcome | null;
  firstSubmittedOn: string | null;
  /** Persons who approved in this round, by tier key. */
  approvals: Readonly<Record<string, string>>;
  lastDecision: Decision | null;
  returns: number;
  /** The clock that runs; null when nobody has to act by a day. */
  period: Period | null;
};
type Held = { tier: number; post: string; period: Period };

export type State =
  | { at: 'none' }
  | (Common & { at: 'checking' | 'faulty' | 'ready' })
  | (Common & { at: 'returned'; period: Period })
  | (Common & Held & { at: AtTier })
  | (Common & { at: 'published' | 'withdrawn'; period: null });

export type At = State['at'];

/** States in which a post holds the submission. */
export type AtTier = 'in-review' | 'in-hand-over' | 'at-ministry';

/** Where each command may lead. This table is the documentation: the diagram in ARCHITECTURE.md is drawn from it. */
export const moves = {
  none: { receive: ['checking'] },
  checking: { 'record-check': ['ready', 'faulty'], receive: ['checking'], withdraw: ['withdrawn'], tick: ['checking'] },
  faulty: {
    receive: ['checking'],
    'check-again': ['checking'],
    'answer-warnings': ['faulty'],
    withdraw: ['withdrawn'],
    tick: ['faulty'],
  },
  ready: {
    submit: ['in-review'],
    receive: ['checking'],
    'check-again': ['checking'],
    'answer-warnings': ['ready'],
    'make-real': ['ready'],
    withdraw: ['withdrawn'],
    tick: ['ready'],
  },
  'in-review': {
    approve: ['in-review', 'in-hand-over'],
    return: ['returned'],
    withdraw: ['withdrawn'],
    tick: ['in-review'],
  },
  'in-hand-over': { 'hand-over': ['at-ministry'], return: ['returned'], tick: ['in-hand-over'] },
  'at-ministry': { publish: ['published'], return: ['returned'], tick: ['at-ministry'] },
  returned: { receive: ['checking'], withdraw: ['withdrawn'], tick: ['returned'] },
  published: {},
  withdrawn: {},
} as const satisfies Record<At, Partial<Record<Command['type'], readonly At[]>>>;

export const initial: State = { at: 'none' };

/** Folds one event into the state. Holds no rules: what was decided is taken as it stands. */
export function evolve(state: State, event: SubmissionEvent): State {
  if (event.type === 'received') return evolveReceived(state, event);
  if (state.at === 'none') throw new Error(`event ${event.type} before received`);
  switch (event.type) {
    case 'checked': {
      const { type: _, version: __, ...check } = event;
      const clean = check.errors === 0 && check.unreadable === null && check.rows > 0;
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
      return { ...state, hands: joined(state.hands, event.by), round: event.round, firstSubmittedOn, approvals: {} };
    }
    case 'approved':
      return {
        ...state,
        approvals: { ...state.approvals, [event.tier]: event.by },
        lastDecision: decisionOf('approved', event, event.tier),
      };
    case 'handed-over':
      return { ...state, lastDecision: decisionOf('handed-over', event, '') };
    case 'returned':
      return { ...state, lastDecision: decisionOf('returned', event, event.tier), returns: state.returns + 1 };
    case 'sent-back':
      return { ...common(state), at: 'returned', period: { ...event.period, notified: [] } };
    case 'published':
      return { ...common(state), at: 'published', period: null, lastDecision: decisionOf('published', event, '') };
    case 'withdrawn':
      return { ...common(state), at: 'withdrawn', period: null };
    case 'reminded':
    case 'alerted':
      return notified(state, event.step);
    case 'passed-on': {
      const { to, tier, post, period } = event;
      return { ...common(state), at: to, tier, post, period: { ...period, notified: notifiedBefore(state, period) } };
    }
  }
}

type Begun = Exclude<State, { at: 'none' }>;

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
    hands: [clerk],
    accepted: [],
    sheet: null,
    answers: {},
    round: 0,
    check: null,
    firstSubmittedOn: null,
    approvals: {},
    lastDecision: null,
    returns: 0,
    period: null,
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

function notified(state: Begun, step: Step): State {
  if (state.period === null) return state;
  return { ...state, period: { ...state.period, notified: [...state.period.notified, step] } } as State;
}

function decisionOf(what: Decision['what'], event: { by: string; at: string; round: number }, tier: string): Decision {
  return { what, by: event.by, at: event.at, round: event.round, tier };
}

function common(state: Begun): Common {
  const { institution, clerk, hands, standard, route, version, file, trial, round, check } = state;
  const { accepted, sheet, answers } = state;
  const { firstSubmittedOn, approvals, lastDecision, returns, period } = state;
  return {
    institution,
    clerk,
    hands,
    standard,
    route,
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
    lastDecision,
    returns,
    period,
  };
}

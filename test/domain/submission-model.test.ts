// Any sequence of asking, right and wrong, against a paper register: what a clerk would write down, poorer than the code.
//
// Planted in domain/ one at a time and each seen to fail here (a change of the workflow adds its own):
// - passing.ts: a clock counts days off; the day of receipt is counted; the ministry's clock starts on the day of recording;
//   the desk gets a clock of its own
// - submission.ts: taken steps are forgotten, all or all but the last; they are kept into the next clock; the correction clock
//   stops while the next version is checked; a 提交 keeps the approvals of the round before; returns are not counted;
//   only the first sender is remembered
// - decide.ts, days: late on the due day itself, of an approval, a correction, a first 提交; the alert on the due day; six months
//   measured at every 提交; a late approval without reason; a hand-over before the approval; a wrong day for the sweep to wake
// - passing.ts, evolve.ts: counting anew gives the desk the correction's days; from today; steps taken for the old due day are
//   kept; nothing is counted anew while a decision lies
// - passing.ts, tier-acts.ts, deadlines.ts: a decision that takes effect before its quiet minutes are over; the clock reminds
//   while it lies; another, or the same person later, takes it back; at another tier; signatures kept by a tier that was
//   returned to; after it was taken back, the tier still counts as signed
// - clerk-acts.ts: a trial that is submitted; a warning nobody explained, and one more than was explained
// - decide.ts, who and when: a stranger; an older round; an older version; a stale check; a tier not yet reached; one person at
//   two tiers; whoever submitted approves; withdrawn after an approval; a return without words; a correction that goes back
//   to the tier that returned it; silence that approves
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { test } from 'vitest';
import { addWorkingDays, nextDay, workingDaysBetween } from '../../domain/calendar.ts';
import { nextStepDay } from '../../domain/deadlines.ts';
import { decide } from '../../domain/decide.ts';
import { evolve, initial } from '../../domain/evolve.ts';
import { moves } from '../../domain/moves.ts';
import type { Actor, Command, State } from '../../domain/submission.ts';
import { amended, command, lawOn, people, refused } from '../support/submissions.ts';

type Desk = 'city' | 'province' | 'desk' | 'ministry';
const order: readonly Desk[] = ['city', 'province', 'desk', 'ministry'];

/** The paper register: one line, kept by hand. */
type Paper = {
  day: string;
  /** Who has it: nobody yet, the clerk (and whether it is checked, and clean), a desk, or the archive. */
  holder: 'nobody' | 'clerk' | Desk | 'archive';
  file: 'unchecked' | 'bad' | 'good' | 'back';
  /** Only tried, not meant. */
  trial: boolean;
  /** Places to be explained, and how many have been. */
  odd: number;
  explained: number;
  files: number;
  times: number;
  back: number;
  due: string | null;
  /** Since when, and for how many working days. */
  since: string;
  days: number;
  /** Which notice about the holidays hangs on the wall. */
  notice: 'first' | 'later';
  told: string[];
  senders: string[];
  signed: string[];
  arrived: string;
  everSent: boolean;
  /** Decisions lie for a night before they go out, or go out at once. */
  lies: boolean;
  pending: { what: 'approval' | 'return'; by: string; on: string; to: Desk | null } | null;
  questions: string[];
  admission: 'asked' | 'granted' | null;
};

type Real = { state: State };

const mayLead: Record<State['at'], Partial<Record<Command['type'], readonly State['at'][]>>> = moves;

const issued = '2026-03-02';
const sixMonths = '2026-09-02';
/** What the notices say: the first, or the one that changed it. */
const calendarOf = ({ notice }: Paper) => (notice === 'first' ? lawOn(issued).calendar : amended);
const inDays = (paper: Paper, day: string, n: number) => addWorkingDays(calendarOf(paper), day, n).day;
const uploadDue = (paper: Paper) => inDays(paper, issued, 20);

/** Writes the register for a command; false when it is none of the asker's business, or not now. */
function write(paper: Paper, asked: Command): boolean {
  const late = paper.due !== null && paper.day > paper.due;
  const atDesk = order.find((desk) => desk === paper.holder);
  const holds = (by: Actor) => atDesk !== undefined && by.posts.includes(postOf[atDesk]);
  const works = (by: Actor) => by.institutions.includes('I-1');
  const checked = paper.holder === 'clerk' && (paper.file === 'good' || paper.file === 'bad');
  const start = (holder: Paper['holder'], days: number, since = paper.day) =>
    Object.assign(paper, { holder, since, days, due: inDays(paper, since, days), told: [] });
  const putAway = () => Object.assign(paper, { holder: 'archive', due: null, told: [] });

  const goOn = () => {
    if (atDesk === 'city') start('province', 10);
    else paper.holder = 'desk';
  };
  const goBack = (to: Desk | null) => {
    if (to === null) paper.file = 'back';
    else paper.signed = paper.signed.slice(0, order.indexOf(to));
    start(to ?? 'clerk', 10);
  };
  const decide = (what: 'approval' | 'return', by: string, to: Desk | null = null) => {
    paper.arrived = paper.day;
    if (paper.lies) paper.pending = { what, by, on: paper.day, to };
    else if (what === 'return') goBack(to);
    else goOn();
  };

  switch (asked.type) {
    case 'receive':
      if (!works(asked.by) || (paper.holder !== 'nobody' && paper.holder !== 'clerk')) return false;
      if (paper.holder === 'nobody') paper.trial = asked.trial;
      Object.assign(paper, { holder: 'clerk', file: 'unchecked', files: paper.files + 1 });
      paper.senders.push(asked.by.person);
      return true;
    case 'record-check':
      if (paper.holder !== 'clerk' || paper.file !== 'unchecked' || asked.version !== paper.files) return true;
      paper.file = asked.outcome.errors > 0 ? 'bad' : 'good';
      paper.odd = asked.outcome.toAnswer.P09 ?? 0;
      return true;
    case 'check-again':
      if (!works(asked.by) || !checked || asked.version !== paper.files) return false;
      paper.file = 'unchecked';
      return true;
    case 'answer-warnings':
      if (!works(asked.by) || !checked || asked.version !== paper.files) return false;
      if (paper.odd === 0 || asked.reason === '') return false;
      paper.explained = paper.odd;
      return true;
    case 'make-real':
      if (!works(asked.by) || paper.holder !== 'clerk' || paper.file !== 'good') return false;
      if (asked.version !== paper.files) return false;
      paper.trial = false;
      return true;
    case 'submit': {
      if (!works(asked.by) || paper.holder !== 'clerk' || paper.file !== 'good') return false;
      if (asked.version !== paper.files) return false;
      if (paper.trial || paper.odd > paper.explained) return false;
      if (!paper.everSent && paper.day > sixMonths && paper.admission !== 'granted') return false;
      const tardy = paper.due === null ? paper.day > uploadDue(paper) : late;
      if (tardy && asked.lateReason === null) return false;
      Object.assign(paper, { times: paper.times + 1, everSent: true, signed: [], questions: [] });
      paper.senders.push(asked.by.person);
      start('city', 10);
      return true;
    }
    case 'withdraw': {
      const free = paper.holder === 'clerk' || (paper.holder === 'city' && paper.signed.length === 0);
      if (!works(asked.by) || !free || asked.version !== paper.files) return false;
      paper.pending = null;
      putAway();
      return true;
    }
    case 'approve':
      if (!holds(asked.by) || asked.tier !== atDesk || asked.round !== paper.times) return false;
      if (atDesk !== 'city' && atDesk !== 'province') return false;
      if (paper.senders.includes(asked.by.person) || paper.signed.includes(asked.by.person)) return false;
      if (late && asked.lateReason === null) return false;
      if (paper.pending !== null) return false;
      paper.signed.push(asked.by.person);
      decide('approval', asked.by.person);
      return true;
    case 'return':
      if (!holds(asked.by) || asked.tier !== atDesk || asked.round !== paper.times) return false;
      if (paper.senders.includes(asked.by.person) || asked.reason === '') return false;
      if (paper.pending !== null) return false;
      if (asked.to !== null && !order.slice(0, order.indexOf(atDesk)).some((desk) => desk === asked.to)) return false;
      paper.back += 1;
      decide('return', asked.by.person, order.find((desk) => desk === asked.to) ?? null);
      return true;
    case 'take-back':
      if (!holds(asked.by) || asked.tier !== atDesk || asked.round !== paper.times) return false;
      if (paper.pending === null || paper.pending.by !== asked.by.person || paper.day > paper.pending.on) return false;
      if (paper.pending.what === 'return') paper.back -= 1;
      else paper.signed.pop();
      paper.pending = null;
      return true;
    case 'settle': {
      const { pending } = paper;
      if (pending === null || paper.day === pending.on) return true;
      paper.pending = null;
      if (pending.what === 'return') goBack(pending.to);
      else goOn();
      return true;
    }
    case 'ask':
      if (!holds(asked.by) || asked.tier !== atDesk || asked.round !== paper.times) return false;
      if (paper.pending !== null || asked.question === '') return false;
      paper.questions.push('open');
      return true;
    case 'reply':
      if (!works(asked.by) || atDesk === undefined || asked.words === '') return false;
      if (paper.questions[asked.question - 1] !== 'open') return false;
      paper.questions[asked.question - 1] = 'answered';
      return true;
    case 'transfer':
      // Nobody else holds the post here.
      return false;
    case 'ask-admission':
      if (!works(asked.by) || paper.holder !== 'clerk' || paper.file !== 'good' || paper.trial) return false;
      if (asked.version !== paper.files || paper.everSent || paper.day <= sixMonths || asked.reason === '')
        return false;
      paper.admission ??= 'asked';
      return true;
    case 'admit':
      if (paper.holder === 'nobody' || !asked.by.posts.includes(postOf.province)) return false;
      if (paper.admission === 'granted') return true;
      if (paper.holder !== 'clerk' || paper.file !== 'good' || paper.admission === null) return false;
      if (paper.senders.includes(asked.by.person) || asked.reason === '') return false;
      paper.admission = 'granted';
      return true;
    case 'hand-over':
      if (paper.pending !== null) return false;
      if (atDesk !== 'desk' || !holds(asked.by) || asked.round !== paper.times) return false;
      if (asked.handedOn > paper.day || asked.handedOn < paper.arrived) return false;
      if (late && asked.lateReason === null) return false;
      paper.arrived = asked.handedOn;
      start('ministry', 15, asked.handedOn);
      return true;
    case 'publish':
      if (paper.pending !== null) return false;
      if (atDesk !== 'ministry' || !holds(asked.by) || asked.round !== paper.times) return false;
      if (asked.publishedOn > paper.day || asked.publishedOn < paper.arrived) return false;
      putAway();
      return true;
    case 'tick': {
      const step = paper.due === null || paper.pending !== null ? null : stepOf(paper, paper.due);
      if (step !== null && !paper.told.includes(step)) paper.told.push(step);
      return true;
    }
    case 'recount': {
      const due = paper.due === null ? null : inDays(paper, paper.since, paper.days);
      if (due !== paper.due) Object.assign(paper, { due, told: [] });
      return true;
    }
  }
}

const postOf = { city: 'P-city', province: 'P-province', desk: 'P-desk', ministry: 'P-desk' } as const;

function stepOf(paper: Paper, due: string): string | null {
  if (paper.day > due) return 'overdue';
  const left = workingDaysBetween(calendarOf(paper), paper.day, due);
  return left > 3 ? null : left > 1 ? 'before-3' : left === 1 ? 'before-1' : 'before-0';
}

const names: Record<State['at'], (paper: Paper) => boolean> = {
  none: (p) => p.holder === 'nobody',
  checking: (p) => p.holder === 'clerk' && p.file === 'unchecked',
  faulty: (p) => p.holder === 'clerk' && p.file === 'bad',
  ready: (p) => p.holder === 'clerk' && p.file === 'good',
  returned: (p) => p.holder === 'clerk' && p.file === 'back' && p.back > 0,
  'in-review': (p) => p.holder === 'city' || p.holder === 'province',
  'in-hand-over': (p) => p.holder === 'desk',
  'at-ministry': (p) => p.holder === 'ministry',
  published: (p) => p.holder === 'archive',
  withdrawn: (p) => p.holder === 'archive',
};

/** Asks something on the register's day, or lets days pass. What is asked may look at the register: a clerk would, too. */
class Ask implements fc.Command<Paper, Real> {
  readonly label: string;
  readonly make: (paper: Paper) => Command;
  constructor(label: string, make: (paper: Paper) => Command) {
    this.label = label;
    this.make = make;
  }

  check(): boolean {
    return true;
  }

  run(paper: Paper, real: Real): void {
    const asked = this.make(paper);
    const told = paper.told.length;
    const law = { ...lawOn(paper.day), calendar: calendarOf(paper), quietMinutes: paper.lies ? 10 : 0 };
    const wakes = asked.type === 'tick' ? nextStepDay(real.state, law) : null;
    const answer = decide(real.state, asked, law);
    const from = real.state.at;
    const before = JSON.stringify(paper);
    const taken = write(paper, asked);
    assert.equal(refused(answer), !taken, `answered ${JSON.stringify(answer)} on ${paper.day}`);
    if (refused(answer)) {
      assert.equal(JSON.stringify(paper), before);
      return;
    }

    if (asked.type === 'tick') {
      const steps = answer.map((event) => ('step' in event ? `${event.type} ${event.step}` : event.type));
      assert.deepEqual(
        steps,
        paper.told.slice(told).map((step) => `${step === 'overdue' ? 'alerted' : 'reminded'} ${step}`),
      );
      assert.equal(
        wakes !== null && wakes <= paper.day,
        steps.length === 1,
        `wakes on ${wakes}, asked on ${paper.day}`,
      );
    }
    real.state = answer.reduce(evolve, real.state);
    if (answer.length > 0) assert.ok(mayLead[from][asked.type]?.includes(real.state.at), `${from} to ${real.state.at}`);
    compare(paper, real.state);
  }

  toString(): string {
    return this.label;
  }
}

/** Lets days pass, never back: some, or until a day that matters to what is on the register. */
class Wait implements fc.Command<Paper, Real> {
  readonly label: string;
  readonly until: (paper: Paper) => string;
  constructor(label: string, until: (paper: Paper) => string) {
    this.label = label;
    this.until = until;
  }

  check(): boolean {
    return true;
  }

  run(paper: Paper): void {
    const day = this.until(paper);
    if (day > paper.day) paper.day = day;
  }

  toString(): string {
    return this.label;
  }
}

/** Another notice about the holidays is hung up; what was counted before stands until somebody counts anew. */
class Notice implements fc.Command<Paper, Real> {
  readonly notice: Paper['notice'];
  constructor(notice: Paper['notice']) {
    this.notice = notice;
  }

  check(): boolean {
    return true;
  }

  run(paper: Paper): void {
    paper.notice = this.notice;
  }

  toString(): string {
    return `the ${this.notice} notice`;
  }
}

const plus = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const dueOf = (paper: Paper) => paper.due ?? (paper.everSent ? paper.day : uploadDue(paper));

function compare(paper: Paper, state: State): void {
  assert.ok(names[state.at](paper), `${state.at}, on paper ${paper.holder}`);
  if (state.at === 'none') return;
  const { round, returns, version, period } = state;
  assert.deepEqual(
    { round, returns, version, due: period?.due ?? null, told: period?.notified ?? [] },
    { round: paper.times, returns: paper.back, version: paper.files, due: paper.due, told: paper.told },
  );
}

const anyone = fc.constantFrom(...Object.values(people));
const mostly = <T>(right: T, ...wrong: T[]) =>
  fc.oneof({ weight: 4 + wrong.length, arbitrary: fc.constant(right) }, ...wrong.map((one) => fc.constant(one)));
const back = mostly(0, 1, -1);
const reason = fc.constantFrom(null, 'N-7');
const deskNow = (paper: Paper): Desk => order.find((desk) => desk === paper.holder) ?? 'city';
const rightHand = { city: people.city, province: people.province, desk: people.desk, ministry: people.desk } as const;
/** The one whose turn it is most of the time, anybody at times. */
const asker = fc.option(anyone, { freq: 3 });
const tier = fc.option(fc.constantFrom('city', 'province', 'desk', 'ministry', 'county'), { freq: 6 });
const casts = [
  { clerk: people.lin, reviewer: null },
  { clerk: people.lin, reviewer: people.both },
  { clerk: people.double, reviewer: people.double },
] as const satisfies { clerk: Actor; reviewer: Actor | null }[];
const clerk = mostly<Actor>(people.lin, people.mei, people.double, people.elsewhere);

const asks = {
  receive: fc
    .tuple(clerk, mostly(false, true))
    .map(([by, trial]) => new Ask(`${by.person} sends a file`, () => command.receive(by, { trial }))),
  check: fc.tuple(back, mostly(0, 2), mostly(0, 1, 2)).map(([off, errors, odd]) => {
    const found = { errors, toAnswer: odd === 0 ? {} : { P09: odd } };
    return new Ask(`check ${errors}, ${odd} odd`, (paper) => command.check(paper.files - off, found));
  }),
  checkAgain: fc
    .tuple(clerk, back)
    .map(([by, off]) => new Ask(`${by.person} checks again`, (paper) => command.checkAgain(paper.files - off, [], by))),
  answer: fc
    .tuple(clerk, back, mostly('N-2', ''))
    .map(
      ([by, off, words]) => new Ask(`${by.person} explains`, (paper) => command.answer(paper.files - off, words, by)),
    ),
  makeReal: fc
    .tuple(clerk, back)
    .map(([by, off]) => new Ask(`${by.person} means it`, (paper) => command.makeReal(paper.files - off, by))),
  submit: fc
    .tuple(clerk, back, reason)
    .map(([by, off, late]) => new Ask(`${by.person} submits`, (paper) => command.submit(paper.files - off, late, by))),
  withdraw: fc
    .tuple(clerk, back)
    .map(([by, off]) => new Ask(`${by.person} withdraws`, (paper) => command.withdraw(paper.files - off, by))),
  approve: fc
    .tuple(asker, tier, back, reason)
    .map(
      ([by, at, off, late]) =>
        new Ask(`${by?.person ?? 'the holder'} approves`, (paper) =>
          command.approve(by ?? rightHand[deskNow(paper)], at ?? deskNow(paper), paper.times - off, late),
        ),
    ),
  sendBack: fc.tuple(asker, tier, back, mostly('N-1', ''), mostly<Desk | null>(null, 'city', 'province', 'desk')).map(
    ([by, at, off, words, to]) =>
      new Ask(`${by?.person ?? 'the holder'} returns to ${to}`, (paper) =>
        command.sendBack(by ?? rightHand[deskNow(paper)], at ?? deskNow(paper), paper.times - off, {
          reason: words,
          to,
        }),
      ),
  ),
  takeBack: fc
    .tuple(asker, tier, back)
    .map(
      ([by, at, off]) =>
        new Ask(`${by?.person ?? 'the holder'} takes it back`, (paper) =>
          command.takeBack(by ?? rightHand[deskNow(paper)], at ?? deskNow(paper), paper.times - off),
        ),
    ),
  settle: fc.constant(new Ask('the quiet minutes end', () => ({ type: 'settle' }))),
  ask: fc
    .tuple(asker, tier, mostly('N-3', ''))
    .map(
      ([by, at, words]) =>
        new Ask(`${by?.person ?? 'the holder'} asks`, (paper) =>
          command.ask(by ?? rightHand[deskNow(paper)], at ?? deskNow(paper), paper.times, words),
        ),
    ),
  reply: fc
    .tuple(clerk, fc.integer({ min: 1, max: 3 }), mostly('N-4', ''))
    .map(
      ([by, no, words]) =>
        new Ask(`${by.person} replies to ${no}`, (paper) => command.reply(no, words, by, paper.times)),
    ),
  transfer: asker.map(
    (by) => new Ask('transfer', (paper) => command.transfer(by ?? people.city, deskNow(paper), 'city2', paper.times)),
  ),
  askAdmission: fc
    .tuple(clerk, mostly('N-5', ''))
    .map(
      ([by, words]) =>
        new Ask(`${by.person} asks for admission`, (paper) => command.askAdmission(paper.files, words, by)),
    ),
  admit: fc
    .tuple(asker, mostly('N-6', ''))
    .map(([by, words]) => new Ask('admit', (paper) => command.admit(by ?? people.province, paper.files, words))),
  handOver: fc
    .tuple(asker, back, reason, fc.constantFrom('today', 'on arrival', 'before', 'tomorrow'))
    .map(
      ([by, off, lateReason, when]) =>
        new Ask(`hand over, dated ${when}`, (paper) =>
          command.handOver(dated(paper, when), { by: by ?? people.desk, round: paper.times - off, lateReason }),
        ),
    ),
  publish: fc
    .tuple(asker, back, fc.constantFrom('today', 'on arrival', 'before', 'tomorrow'))
    .map(
      ([by, off, when]) =>
        new Ask(`publish, dated ${when}`, (paper) =>
          command.publish(dated(paper, when), { by: by ?? people.desk, round: paper.times - off }),
        ),
    ),
  onward: fc
    .tuple(reason, fc.constantFrom(...casts), mostly('today', 'on arrival', 'before'))
    .map(([late, cast, when]) => new Ask('the next thing', (paper) => onward(paper, late, cast, when))),
  recount: fc.constant(new Ask('recount', () => command.recount)),
  notice: fc.constantFrom('first' as const, 'later' as const).map((notice) => new Notice(notice)),
  tick: fc.constant(new Ask('tick', () => command.tick)),
  wait: fc.integer({ min: 1, max: 4 }).map((days) => new Wait(`${days} days pass`, ({ day }) => plus(day, days))),
  nearDue: fc
    .constantFrom(-5, -3, -1, 0, 0, 0, 1, 1)
    .map((off) => new Wait(`until ${off} days from the due day`, (paper) => plus(dueOf(paper), off))),
  nearWall: fc
    .integer({ min: 0, max: 1 })
    .map((off) => new Wait(`until six months and ${off} days`, () => plus(sixMonths, off))),
};

function dated(paper: Paper, when: string): string {
  if (when === 'today') return paper.day;
  if (when === 'tomorrow') return nextDay(paper.day);
  return plus(paper.arrived, when === 'on arrival' ? 0 : -1);
}

/** What would come next if everybody did as they ought, or nearly: the wrong one of two hats, no reason, another day. */
function onward(paper: Paper, late: string | null, cast: (typeof casts)[number], when: string): Command {
  const { holder } = paper;
  if (paper.pending !== null) return { type: 'settle' };
  const { clerk: sender, reviewer } = cast;
  if (holder === 'city' || holder === 'province')
    return command.approve(reviewer ?? rightHand[holder], holder, paper.times, late);
  if (holder === 'desk') return command.handOver(dated(paper, when), { round: paper.times, lateReason: late });
  if (holder === 'ministry') return command.publish(dated(paper, when), { round: paper.times });
  if (paper.file === 'good' && paper.trial) return command.makeReal(paper.files, sender);
  if (paper.file === 'good' && paper.odd > paper.explained) return command.answer(paper.files, 'N-2', sender);
  if (paper.file === 'good') return command.submit(paper.files, late, sender);
  return holder === 'clerk' && paper.file === 'unchecked' ? command.check(paper.files) : command.receive(sender);
}

const blank = (lies: boolean): Paper => ({
  day: '2026-03-05',
  holder: 'nobody',
  file: 'unchecked',
  trial: false,
  odd: 0,
  explained: 0,
  files: 0,
  times: 0,
  back: 0,
  due: null,
  since: '2026-03-05',
  days: 0,
  notice: 'first',
  told: [],
  senders: [],
  signed: [],
  arrived: '2026-03-05',
  everSent: false,
  lies,
  pending: null,
  questions: [],
  admission: null,
});

test('a submission goes as the paper register says, whatever is asked', () => {
  const { onward: right, tick, nearDue, ...rest } = asks;
  const days = [
    nearDue,
    nearDue,
    nearDue,
    tick,
    tick,
    tick,
    tick,
    rest.sendBack,
    rest.sendBack,
    rest.recount,
    rest.notice,
  ];
  const all = fc.commands([...Array.from({ length: 12 }, () => right), ...days, ...Object.values(rest)], {
    size: '+1',
  });

  fc.assert(
    fc.property(all, fc.boolean(), (commands, lies) => {
      fc.modelRun(() => ({ model: blank(lies), real: { state: initial } }), commands);
    }),
    { numRuns: 500 },
  );
});

// Anything anybody may ask of a submission, right or wrong, and days that pass; each is asked of the paper register too.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { begunApart } from '../../domain/apart.ts';
import { nextDay } from '../../domain/calendar.ts';
import { decide } from '../../domain/decide.ts';
import { evolve, initial } from '../../domain/evolve.ts';
import { nextStepDay } from '../../domain/ladder.ts';
import { moves } from '../../domain/moves.ts';
import type { RowSpan } from '../../domain/row-spans.ts';
import type { Actor, Command, State } from '../../domain/submission.ts';
import { compareBundle, partsOn } from './paper-bundles.ts';
import { calendarOf, compare, type Desk, dueOf, order, type Paper, sixMonths, write } from './paper-register.ts';
import { command, lawOn, people, refused } from './submissions.ts';

type Real = { state: State };

const mayLead: Record<State['at'], Partial<Record<Command['type'], readonly State['at'][]>>> = moves;

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
    const law = {
      ...lawOn(paper.day),
      calendar: calendarOf(paper),
      quietMinutes: paper.lies ? 10 : 0,
      rows: partsAsked(paper, asked),
    };
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
        paper.told.slice(told).map((step) => `${step.startsWith('holder') ? 'reminded' : 'alerted'} ${step}`),
      );
      assert.equal(wakes !== null && wakes <= paper.day, steps.length > 0, `wakes on ${wakes}, asked on ${paper.day}`);
    }
    real.state = answer.reduce(evolve, real.state);
    if (answer.length > 0) assert.ok(mayLead[from][asked.type]?.includes(real.state.at), `${from} to ${real.state.at}`);
    compare(paper, real.state);
    for (const event of answer) {
      if (event.type !== 'rows-departed' || real.state.at === 'none') continue;
      const begun = begunApart({ id: 'S-parent', state: real.state }, event, null, law);
      compareBundle(paper, real.state, begun.reduce(evolve, initial));
    }
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

const spans = fc.constantFrom<RowSpan[]>(
  [[2, 2]],
  [[3, 3]],
  [[3, 4]],
  [[2, 4]],
  [[4, 5]],
  [
    [2, 2],
    [4, 4],
  ],
);

function partsAsked(paper: Paper, asked: Command) {
  return asked.type === 'return-rows' ? partsOn(paper, asked.rows) : null;
}

/** By what is asked; every one may come at any time, and most come as they ought. */
export const asks = {
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
  returnRows: fc.tuple(asker, tier, back, mostly('N-8', ''), spans).map(
    ([by, at, off, reason, rows]) =>
      new Ask(`${by?.person ?? 'the holder'} returns rows ${JSON.stringify(rows)}`, (paper) =>
        command.returnRows(by ?? rightHand[deskNow(paper)], at ?? deskNow(paper), rows, paper.times - off, {
          reason,
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
  attach: fc
    .oneof(asker, clerk)
    .map((by) => new Ask('attach', (paper) => command.attach(by ?? rightHand[deskNow(paper)]))),
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
  acknowledge: fc
    .tuple(asker, back, mostly(0, 1))
    .map(
      ([by, off, days]) =>
        new Ask(`${by?.person ?? 'the holder'} has seen it`, (paper) =>
          command.acknowledge(
            by ?? (paper.holder === 'clerk' ? people.lin : rightHand[deskNow(paper)]),
            plus(dueOf(paper), days),
            paper.times - off,
          ),
        ),
    ),
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

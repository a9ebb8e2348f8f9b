// What holds of every submission: the moves table and `decide` agree, silence decides nothing, and nothing is ordered twice.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextDay } from '../../domain/calendar.ts';
import { consequences, type Work } from '../../domain/consequences.ts';
import { decide } from '../../domain/decide.ts';
import { evolve, initial } from '../../domain/evolve.ts';
import { moves } from '../../domain/moves.ts';
import type { Command, State, SubmissionEvent } from '../../domain/submission.ts';
import { amended, command, fold, lawOn, people, refused, route, stories, story } from '../support/submissions.ts';

const everyone = Object.values(people);
const day = '2026-04-10';
const tierKeys = route.tiers.map((tier) => tier.key);

/** Every command by everybody, with every round, version and tier worth asking. */
const everything: Command[] = everyone.flatMap((by) => [
  command.receive(by),
  ...[1, 2].flatMap((n) => [
    command.check(n),
    command.check(n, { errors: 1 }),
    command.checkAgain(n, [], by),
    command.submit(n, 'N-7', by),
    command.answer(n, 'N-2', by),
    command.makeReal(n, by),
    command.askAdmission(n, 'N-5', by),
    command.admit(by, n),
    command.reply(n, 'N-4', by),
    command.withdraw(n, by),
    command.attach(by),
    command.handOver(day, { by, round: n, lateReason: 'N-7' }),
    command.publish(day, { by, round: n }),
    ...['2026-03-19', '2026-03-24', '2026-03-26', '2026-04-08'].map((due) => command.acknowledge(by, due, n)),
    ...tierKeys.flatMap((tier) => [command.approve(by, tier, n, 'N-7'), command.sendBack(by, tier, n)]),
    ...tierKeys.flatMap((tier) => [
      ...tierKeys.map((to) => command.sendBack(by, tier, n, { to })),
      command.returnRows(by, tier, [[2, 2]], n),
      command.takeBack(by, tier, n),
      command.ask(by, tier, n),
      command.transfer(by, tier, 'city2', n),
    ]),
  ]),
  command.tick,
  command.recount,
  { type: 'settle' },
]);

describe('the moves table', () => {
  const arrow = (from: string, type: string, to: string) => `${from} ${type} ${to}`;
  const tabled = Object.entries(moves).flatMap(([from, commands]) =>
    Object.entries(commands).flatMap(([type, targets]: [string, readonly string[]]) =>
      targets.map((to) => arrow(from, type, to)),
    ),
  );

  test('lists just what decide does, no move more and none less', () => {
    const seen = new Set<string>();
    const share = { rows: 1, earliestIssuedOn: '2026-03-02', latestIssuedOn: '2026-03-02' };
    const rows = { missing: [], gone: share, left: share };
    const quiet = { quietMinutes: 10, holders: ['city2'], rows };
    const laws = [
      { ...lawOn(day), ...quiet },
      { ...lawOn('2026-09-30'), ...quiet, quietMinutes: 0 },
    ];
    const all = [
      ...laws.flatMap((law) => everything.map((asked) => [asked, law] as const)),
      [command.recount, { ...lawOn(day), calendar: amended }] as const,
    ];
    const odd = { toAnswer: { P09: 1 } };
    const begun = [
      ...Object.values(stories).map(fold),
      step(fold(stories.checking), command.check(1, odd)),
      step(fold(stories.checking), command.check(1, { ...odd, errors: 1 })),
      step(step(initial, command.receive(people.lin, { trial: true })), command.check()),
      step(fold(stories.returned), command.receive()),
      step(step(fold(stories.returned), command.receive()), command.check(2, { errors: 1 })),
    ];
    const steps = (state: State) =>
      all.flatMap(([asked, law]) => {
        const answer = decide(state, asked, law);
        if (refused(answer) || answer.length === 0) return [];
        const next = answer.reduce(evolve, state);
        seen.add(arrow(state.at, asked.type, next.at));
        return [next];
      });
    const reached = new Map(begun.flatMap(steps).map((state) => [JSON.stringify(state), state]));
    for (const state of reached.values()) steps(state);

    expect([...seen].sort()).toEqual([...tabled].sort());
  });

  test('has a way out of every state that is no end', () => {
    const ends = Object.entries(moves).flatMap(([at, out]) => (Object.keys(out).length === 0 ? [at] : []));

    expect(ends).toEqual(['published', 'withdrawn']);
  });
});

function step(state: State, asked: Command, on = day): State {
  const answer = decide(state, asked, lawOn(on));
  return refused(answer) || answer.length === 0 ? state : answer.reduce(evolve, state);
}

const life = fc.array(fc.tuple(fc.constantFrom(...everything), fc.integer({ min: 0, max: 6 })), {
  maxLength: 60,
  size: '+1',
});
const start = fc.constantFrom(...Object.values(stories));

/** Lives on from a story; gives each act with the state it led to. */
function lived(given: readonly SubmissionEvent[], acts: readonly (readonly [Command, number])[]) {
  const log: { seq: number; events: SubmissionEvent[]; after: State }[] = [];
  let state = fold(given);
  let seq = given.length;
  let on = day;
  for (const [asked, wait] of acts) {
    for (let i = 0; i < wait; i += 1) on = nextDay(on);
    const answer = decide(state, asked, lawOn(on));
    if (refused(answer)) continue;
    state = answer.reduce(evolve, state);
    log.push({ seq: seq + 1, events: answer, after: state });
    seq += answer.length;
  }
  return log;
}

test('nothing is decided by silence: however long nobody acts, a submission stays where it is', () => {
  for (const given of Object.values(stories)) {
    let state = fold(given);
    const { at } = state;
    let steps = 0;
    for (let on = '2026-03-05'; on < '2026-12-31'; on = nextDay(on)) {
      const answer = decide(state, command.tick, lawOn(on));
      if (refused(answer)) throw new Error('a tick is never refused');
      steps += answer.length;
      state = answer.reduce(evolve, state);
      expect(state.at).toBe(at);
    }
    expect(steps).toBe(state.at !== 'none' && state.period !== null ? 15 : 0);
  }
});

test('a decided life folds without a fault, and the same log always gives the same state', () => {
  fc.assert(
    fc.property(start, life, (given, acts) => {
      const log = lived(given, acts);
      const all = [...given, ...log.flatMap(({ events }) => events)];

      expect(fold(all)).toEqual(log.at(-1)?.after ?? fold(given));
      expect(fold(JSON.parse(JSON.stringify(all)))).toEqual(fold(all));
    }),
    { numRuns: 100 },
  );
});

describe('what follows', () => {
  const workOf = (given: readonly SubmissionEvent[], seq = 1): Work[] =>
    consequences(given, seq, fold(given), tierKeys);
  const lastOf = (given: readonly SubmissionEvent[], last: number): Work[] =>
    consequences(given.slice(-last), given.length - last + 1, fold(given), tierKeys);
  const briefly = (work: readonly Work[]) =>
    work.map((one) =>
      one.do === 'message'
        ? `${one.kind} to ${Object.values(one.audience)
            .filter((value) => value !== null)
            .join(' ')} once ${one.once}`
        : one.do,
    );

  test('no message is ordered twice for the same thing', () => {
    fc.assert(
      fc.property(start, life, (given, acts) => {
        const begun = given.length === 0 ? [] : workOf(given);
        const rest = lived(given, acts).flatMap(({ events, seq, after }) => consequences(events, seq, after, tierKeys));
        const orders = [...begun, ...rest].flatMap((work) =>
          work.do === 'message' ? [`${work.kind} ${work.once}`] : [],
        );

        expect(new Set(orders).size).toBe(orders.length);
      }),
      { numRuns: 100 },
    );
  });

  test('a file is checked and its card sent to the clerk', () => {
    expect(briefly(workOf(stories.checking))).toEqual([
      'check-file',
      'result to clerk lin I-1 once 1',
      'refresh-cards',
    ]);
  });

  test('the annotated workbook follows errors only', () => {
    expect(briefly(lastOf(stories.faulty, 1))).toEqual(['annotated to clerk lin I-1 once 1:2', 'refresh-cards']);
    expect(briefly(lastOf(stories.ready, 1))).toEqual(['refresh-cards']);
    const unreadable = decide(
      fold(stories.checking),
      command.check(1, { errors: 1, unreadable: { code: 'encrypted', limit: null, where: null } }),
      lawOn(day),
    );
    expect(briefly(refused(unreadable) ? [] : lastOf([...stories.checking, ...unreadable], 1))).toEqual([
      'refresh-cards',
    ]);
  });

  test('each tier gets its card, the desk its file too, and the clerk the news', () => {
    expect(briefly(lastOf(stories.atCity, 2))).toEqual(['review to post P-city once 1:city', 'refresh-cards']);
    expect(briefly(lastOf(stories.atDesk, 2))).toEqual([
      ...[
        'told to clerk lin I-1 once 7',
        'review to post P-desk once 1:desk',
        'export to post P-desk once 1',
        'refresh-cards',
      ],
    ]);
    expect(briefly(lastOf(stories.returned, 2))).toEqual(['told to clerk lin I-1 once 5', 'refresh-cards']);
    expect(briefly(lastOf(stories.published, 1))).toEqual(['told to clerk lin I-1 once 11', 'refresh-cards']);
  });

  test('a tier reached again in the same round, after a return to an earlier one, gets a card anew', () => {
    const again = story(
      ['2026-03-05', command.receive()],
      ['2026-03-05', command.check()],
      ['2026-03-05', command.submit()],
      ['2026-03-06', command.approve(people.city, 'city')],
      ['2026-03-09', command.sendBack(people.province, 'province', 1, { to: 'city' })],
      ['2026-03-10', command.approve(people.city, 'city')],
    );

    expect(briefly(lastOf(again, 1))).toContain('review to post P-province once 1:province:10');
  });

  test('a reminder goes to the holder; an alert goes to the managers, and all cards say how late it is', () => {
    const ticked = (given: readonly SubmissionEvent[], on: string) => {
      const answer = decide(fold(given), command.tick, lawOn(on));
      return refused(answer) ? [] : briefly(lastOf([...given, ...answer], answer.length));
    };

    expect(ticked(stories.atCity, '2026-03-16')).toEqual(['reminder to post P-city once 5', 'refresh-cards']);
    expect(ticked(stories.atCity, '2026-03-20')).toEqual([
      ...['reminder to post P-city once 5', 'alert to managers P-city I-1 false once 6', 'refresh-cards'],
    ]);
    expect(ticked(stories.atCity, '2026-03-25')).toContain('alert to managers P-city I-1 true once 7');
    expect(ticked(stories.returned, '2026-03-25')).toEqual([
      ...['reminder to clerk lin I-1 once 7', 'alert to managers I-1 false once 8', 'refresh-cards'],
    ]);
  });

  test('nothing follows from nothing', () => {
    expect(consequences([], 1, initial, tierKeys)).toEqual([]);
    expect(consequences([], 1, fold(stories.atCity), tierKeys)).toEqual([]);
  });
});

// One submission's life for tests of the workflow: made-up people, the shipped route and calendar, a day-by-day log.
import { shippedCalendar } from '../../config/calendars.ts';
import { shippedRoutes } from '../../config/routes.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { decide } from '../../domain/decide.ts';
import { evolve, initial } from '../../domain/evolve.ts';
import type { Law, Refusal } from '../../domain/law.ts';
import type { RowSpan } from '../../domain/row-spans.ts';
import type { Actor, Command, State, SubmissionEvent } from '../../domain/submission.ts';

export const route = shippedRoutes.route('hebei-2022');
export const posts = ['P-city', 'P-province', 'P-desk', 'P-desk'] as const;

const actor = (person: string, more: Partial<Actor>): Actor => ({ person, posts: [], institutions: [], ...more });

/** Who does what in the tests. `lin` and `mei` work for the institution; `double` both reviews and submits. */
export const people = {
  lin: actor('lin', { institutions: ['I-1'] }),
  mei: actor('mei', { institutions: ['I-1'] }),
  elsewhere: actor('elsewhere', { institutions: ['I-2'], posts: ['P-other'] }),
  city: actor('city', { posts: ['P-city'] }),
  city2: actor('city2', { posts: ['P-city'] }),
  province: actor('province', { posts: ['P-province'] }),
  both: actor('both', { posts: ['P-city', 'P-province'] }),
  desk: actor('desk', { posts: ['P-desk'] }),
  double: actor('double', { institutions: ['I-1'], posts: ['P-city', 'P-province', 'P-desk'] }),
} as const;

const year2026 = shippedCalendar.years.get(2026);
if (year2026 === undefined) throw new Error('the calendar of 2026 is not shipped');

/** A later notice: off on the 6th, the 9th, the 19th and the 20th, at work on Saturday the 14th of March. */
export const amended: Calendar = {
  version: '2026-2',
  years: new Map(shippedCalendar.years).set(2026, {
    ...year2026,
    version: 2,
    daysOff: [...year2026.daysOff, '2026-03-06', '2026-03-09', '2026-03-19', '2026-03-20'],
    workingDays: [...year2026.workingDays, '2026-03-14'],
  }),
};

/** The law on a day, at ten in the morning in China. */
export function lawOn(today: string): Law {
  return {
    ...{ now: `${today}T02:00:00.000Z`, today, route, calendar: shippedCalendar, posts },
    ...{ holders: [], quietMinutes: 0, committed: true, rows: null, ways: [] },
  };
}

export const refused = (answer: SubmissionEvent[] | Refusal): answer is Refusal => 'refused' in answer;
export const fold = (events: readonly SubmissionEvent[]): State => events.reduce(evolve, initial);

/** Does each command on its day; throws when one is refused, so that a story says what it means. */
export function story(...steps: readonly (readonly [day: string, command: Command])[]): SubmissionEvent[] {
  const events: SubmissionEvent[] = [];
  for (const [day, command] of steps) {
    const answer = decide(fold(events), command, lawOn(day));
    if (refused(answer)) throw new Error(`${command.type} on ${day} was refused: ${answer.refused}`);
    events.push(...answer);
  }
  return events;
}

const none = { errors: 0, warnings: 0 };
const byCode = { toAnswer: {}, offered: {}, repaired: {} };
const clean = {
  ...{ rows: 3, errors: 0, warnings: 0, notes: 1, barred: 0, rowsWith: none, cellsWith: none, ...byCode },
  ...{ unlisted: [], delta: null, unreadable: null },
};

/** Commands with usual contents; whatever matters to a test is given. */
export const command = {
  receive: (by: Actor = people.lin, more = {}): Command => ({
    type: 'receive',
    by,
    institution: 'I-1',
    file: 'F-1',
    standard: 'hebei-2022@1',
    route: route.id,
    trial: false,
    ...more,
  }),
  check: (version = 1, more = {}): Command => ({
    type: 'record-check',
    version,
    outcome: { ...clean, earliestIssuedOn: '2026-03-02', latestIssuedOn: '2026-03-03', ...more },
  }),
  checkAgain: (
    version = 1,
    accept: readonly string[] = [],
    by: Actor = people.lin,
    sheet: number | null = null,
  ): Command => ({
    type: 'check-again',
    by,
    version,
    accept,
    sheet,
  }),
  answer: (version = 1, reason = 'N-2', by: Actor = people.lin, codes: readonly string[] = ['P09']): Command => ({
    type: 'answer-warnings',
    by,
    version,
    codes,
    reason,
  }),
  makeReal: (version = 1, by: Actor = people.lin): Command => ({ type: 'make-real', by, version }),
  submit: (version = 1, lateReason: string | null = null, by: Actor = people.lin): Command => ({
    type: 'submit',
    by,
    version,
    lateReason,
  }),
  withdraw: (version = 1, by: Actor = people.lin): Command => ({ type: 'withdraw', by, version }),
  approve: (by: Actor, tier: string, round = 1, lateReason: string | null = null): Command => ({
    type: 'approve',
    by,
    round,
    tier,
    lateReason,
  }),
  sendBack: (by: Actor, tier: string, round = 1, more = {}): Command => ({
    type: 'return',
    by,
    round,
    tier,
    to: null,
    code: 'R03',
    reason: 'N-1',
    ...more,
  }),
  returnRows: (by: Actor, tier: string, rows: readonly RowSpan[], round = 1, more = {}): Command => ({
    type: 'return-rows',
    by,
    round,
    tier,
    rows,
    child: 'S-child',
    code: 'R03',
    reason: 'N-8',
    ...more,
  }),
  takeBack: (by: Actor, tier: string, round = 1): Command => ({ type: 'take-back', by, round, tier }),
  ask: (by: Actor, tier: string, round = 1, question = 'N-3'): Command => ({ type: 'ask', by, round, tier, question }),
  reply: (question = 1, words = 'N-4', by: Actor = people.lin, round = 1): Command => ({
    type: 'reply',
    by,
    round,
    question,
    words,
  }),
  attach: (by: Actor): Command => ({ type: 'attach', by, file: 'F-9', kind: 'pdf', bytes: 9 }),
  transfer: (by: Actor, tier: string, to: string, round = 1): Command => ({ type: 'transfer', by, round, tier, to }),
  askAdmission: (version = 1, reason = 'N-5', by: Actor = people.lin): Command => ({
    type: 'ask-admission',
    by,
    version,
    reason,
  }),
  admit: (by: Actor = people.province, version = 1, reason = 'N-6'): Command => ({
    type: 'admit',
    by,
    version,
    reason,
  }),
  handOver: (handedOn: string, more = {}): Command => ({
    type: 'hand-over',
    by: people.desk,
    round: 1,
    handedOn,
    receipt: 'BZX-1',
    lateReason: null,
    ...more,
  }),
  publish: (publishedOn: string, more = {}): Command => ({
    type: 'publish',
    by: people.desk,
    round: 1,
    publishedOn,
    ...more,
  }),
  acknowledge: (by: Actor, due: string, round = 1): Command => ({ type: 'acknowledge', by, round, due }),
  tick: { type: 'tick' } as Command,
  recount: { type: 'recount' } as Command,
} as const;

/** The straight way, up to each stop. Issued on 2 March 2026, submitted on Thursday the 5th. */
const way = {
  received: ['2026-03-05', command.receive()],
  checked: ['2026-03-05', command.check()],
  submitted: ['2026-03-05', command.submit()],
  city: ['2026-03-10', command.approve(people.city, 'city')],
  province: ['2026-03-16', command.approve(people.province, 'province')],
  handedOver: ['2026-03-18', command.handOver('2026-03-17')],
  published: ['2026-04-08', command.publish('2026-04-07')],
} as const;

export const stories = {
  none: [] as SubmissionEvent[],
  checking: story(way.received),
  ready: story(way.received, way.checked),
  faulty: story(way.received, ['2026-03-05', command.check(1, { errors: 2 })]),
  atCity: story(way.received, way.checked, way.submitted),
  atProvince: story(way.received, way.checked, way.submitted, way.city),
  atDesk: story(way.received, way.checked, way.submitted, way.city, way.province),
  atMinistry: story(way.received, way.checked, way.submitted, way.city, way.province, way.handedOver),
  published: story(way.received, way.checked, way.submitted, way.city, way.province, way.handedOver, way.published),
  withdrawn: story(way.received, way.checked, way.submitted, ['2026-03-06', command.withdraw()]),
  /** By the city on Tuesday the 10th: to be corrected by the 24th. */
  returned: story(way.received, way.checked, way.submitted, ['2026-03-10', command.sendBack(people.city, 'city')]),
  corrected: story(
    way.received,
    way.checked,
    way.submitted,
    ['2026-03-10', command.sendBack(people.city, 'city')],
    ['2026-03-12', command.receive()],
    ['2026-03-12', command.check(2)],
  ),
  secondRound: story(
    way.received,
    way.checked,
    way.submitted,
    ['2026-03-10', command.sendBack(people.city, 'city')],
    ['2026-03-12', command.receive()],
    ['2026-03-12', command.check(2)],
    ['2026-03-12', command.submit(2)],
  ),
} as const;

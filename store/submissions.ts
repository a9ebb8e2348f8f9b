// The one writer of submissions: lock, fold, decide, append, and leave what follows, all in one transaction.
import { begunApart } from '../domain/apart.ts';
import { dayOf } from '../domain/calendar.ts';
import { consequences, type Work } from '../domain/consequences.ts';
import { decide } from '../domain/decide.ts';
import type { Parted } from '../domain/departure.ts';
import { evolve, initial } from '../domain/evolve.ts';
import { nextStepDay } from '../domain/ladder.ts';
import type { Law, Refusal } from '../domain/law.ts';
import type { Command, State, SubmissionEvent } from '../domain/submission.ts';
import { sendingTime } from '../domain/working-hours.ts';
import { readCalendar } from './calendars.ts';
import type { Queryable, Tx } from './database.ts';
import { orderMessage } from './deliveries.ts';
import { moveRows, partsOfVersion } from './departures.ts';
import { isCommitted, personsOf, postsFor } from './directory.ts';
import { append, readStream } from './events.ts';
import { putNote } from './notes.ts';
import { leave } from './outbox.ts';
import { claimNumbers, publishRecords, releaseClaims } from './records.ts';
import type { Store } from './store.ts';
import { fromStored, toStored } from './submission-events.ts';
import { divide } from './ways.ts';

/** An act that was done, or a refusal with the state it met. `events` may be empty: rightly asked, nothing left to do. */
export type Acted =
  | { ok: true; id: string; no: string; state: State; events: readonly SubmissionEvent[] }
  | { ok: false; id: string; no: string | null; state: State; refusal: Refusal };

/**
 * What is asked. `words` (a reason a person typed) are sealed as a note, whose id the command then carries;
 * they are kept only when the command is not refused.
 */
export type Asked = { words?: string | null; command: (note: string | null) => Command };

/** Thrown to roll everything back when a "no" is found after writing began. */
class Refused extends Error {
  readonly acted: Acted & { ok: false };
  constructor(acted: Acted & { ok: false }) {
    super(acted.refusal.refused);
    this.acted = acted;
  }
}

/** Does one command on one submission; an unknown `id` begins a new one. Throws on faults only. */
export async function act(store: Store, id: string, asked: Asked, now: Date): Promise<Acted> {
  return actWithin(store, id, asked, now, async () => {});
}

/** The same, with something to be done in the same transaction: `first` takes locks, `more` writes what belongs to the act. */
export async function actWithin(
  store: Store,
  id: string,
  asked: Asked,
  now: Date,
  more: (tx: Tx, acted: Acted & { ok: true }) => Promise<void>,
  first: (tx: Tx) => Promise<void> = async () => {},
): Promise<Acted> {
  try {
    return await store.db.transaction(async (tx) => {
      await first(tx);
      const acted = await actIn(tx, store, id, asked, now);
      if (!acted.ok) throw new Refused(acted);
      await more(tx, acted);
      return acted;
    });
  } catch (error) {
    if (error instanceof Refused) return error.acted;
    throw error;
  }
}

/**
 * The same within a transaction of the caller's. A refused command has written nothing unless it brought words or numbers:
 * callers who bring such use `act`.
 */
export async function actIn(tx: Tx, store: Store, id: string, asked: Asked, now: Date): Promise<Acted> {
  const row = await lock(tx, id);
  const { state, seq } = await foldStream(tx, id);
  const note = asked.words ? await putNote(tx, store.sealer, asked.words, now) : null;
  const command = asked.command(note);
  const law = await lawFor(tx, store, { id, state }, command, now);
  const decided = decide(state, command, law);
  if ('refused' in decided) return { ok: false, id, no: row?.no ?? null, state, refusal: decided };
  if (decided.length === 0) {
    if (command.type === 'recount') await keepCountedAnew(tx, id, state, law, now);
    return { ok: true, id, no: row?.no ?? '', state, events: [] };
  }

  const after = decided.reduce(evolve, state);
  await append(tx, { kind: 'submission', id }, seq, decided.map(toStored), now);
  const no = await keep(tx, id, after, seq + decided.length, law, now);
  const taken = await changeRegister(tx, id, after, decided, now);
  if (taken.length > 0)
    return { ok: false, id, no, state, refusal: { refused: 'number-taken', at: state.at, rows: taken } };

  const parent = { id, state: after, events: decided };
  for (const event of decided)
    if (event.type === 'rows-departed') await beginApart(tx, store, parent, event, command, law, now);
  await leaveConsequences(tx, store, id, { events: decided, seq, after }, command, law, now);
  return { ok: true, id, no, state: after, events: decided };
}

/** Begins the stream of rows that leave another submission, in the transaction in which they leave. */
async function beginApart(
  tx: Tx,
  store: Store,
  parent: { id: string; state: State; events: readonly SubmissionEvent[] },
  event: Parted,
  command: Command,
  parentLaw: Law,
  now: Date,
): Promise<void> {
  const { child: id } = event.departure;
  const { state } = parent;
  if (state.at === 'none') throw new Error(`submission ${parent.id}: rows left before it began`);
  const route = store.route(event.route);
  const law = { ...parentLaw, route, posts: await postsFor(tx, route, state.institution) };
  const submitted = parent.events.find(({ type }) => type === 'submitted') ?? null;
  const events = begunApart({ id: parent.id, state }, event, submitted?.type === 'submitted' ? submitted : null, law);
  const after = events.reduce(evolve, initial);
  await append(tx, { kind: 'submission', id }, 0, events.map(toStored), now);
  await keep(tx, id, after, events.length, law, now);
  await moveRows(tx, store.sealer, parent.id, event.departure, now);
  await leaveConsequences(tx, store, id, { events, seq: 0, after }, command, law, now);
}

/** What follows from events that come after `seq` others. */
async function leaveConsequences(
  tx: Tx,
  store: Store,
  id: string,
  { events, seq, after }: { events: readonly SubmissionEvent[]; seq: number; after: State },
  command: Command,
  law: Law,
  now: Date,
): Promise<void> {
  const tiers = law.route.tiers.map((tier) => tier.key);
  const sendAt = sendingBy(store, command, after, law, now);
  for (const work of consequences(events, seq + 1, after, tiers)) {
    const inDigest = work.do === 'message' && work.inDigest && store.workingHours !== null;
    if (!inDigest) await leaveWork(tx, id, work, law, now, sendAt);
  }
}

/** Answers to what a person did themselves, and to their file, never wait; all else waits for working hours. */
function sendingBy({ workingHours }: Store, command: Command, after: State, { calendar }: Law, now: Date) {
  const actor = 'by' in command ? command.by.person : null;
  const breaksOn = after.at === 'none' ? null : (after.period?.due ?? null);
  return (person: string): Date =>
    person === actor || command.type === 'record-check'
      ? now
      : sendingTime(workingHours, calendar, now, person, breaksOn);
}

async function lock(tx: Tx, id: string): Promise<{ no: string } | null> {
  const { rows } = await tx.query<{ no: number }>('select no from submissions where id = $1 for update', [id]);
  return rows[0] === undefined ? null : { no: shownNo(rows[0].no) };
}

/** The number as people know it. */
export function shownNo(no: number): string {
  return `HZ-${no}`;
}

/** The state as the log tells it, and the last seq. */
export async function foldStream(
  q: Queryable,
  id: string,
): Promise<{ state: State; seq: number; events: readonly Told[] }> {
  const stored = await readStream(q, { kind: 'submission', id });
  const events = stored.map((event) => ({ seq: event.seq, at: event.at, event: fromStored(event) }));
  return { state: events.reduce((state, { event }) => evolve(state, event), initial), seq: stored.length, events };
}

/** An event with its place in the stream and its moment. */
export type Told = { seq: number; at: Date; event: SubmissionEvent };

/** What the clock and a check bring about is measured by route and calendar alone; many thousands of them come at once. */
const nobodysActs: ReadonlySet<Command['type']> = new Set(['tick', 'recount', 'record-check']);

async function lawFor(
  tx: Tx,
  store: Store,
  { id, state }: { id: string; state: State },
  command: Command,
  now: Date,
): Promise<Law> {
  const institution = state.at === 'none' ? (command.type === 'receive' ? command.institution : '') : state.institution;
  const divided = command.type === 'submit' && state.at !== 'none' ? await divide(tx, store, id, state) : null;
  const frozen = state.at === 'none' ? (command.type === 'receive' ? command.route : '') : state.route;
  const route = store.route(divided?.route ?? frozen);
  const calendar = await readCalendar(tx);
  const today = dayOf(now);
  const { quietMinutes } = store;
  const law = { now: now.toISOString(), today, route, calendar, quietMinutes };
  if (nobodysActs.has(command.type)) return { ...law, posts: [], holders: [], committed: false, rows: null, ways: [] };
  const posts = await postsFor(tx, route, institution);
  const holders = 'post' in state ? await personsOf(tx, state.post, today) : [];
  const committed = await isCommitted(tx, institution, today);
  const isAboutRows = command.type === 'return-rows' && state.at !== 'none';
  const rows = isAboutRows ? await partsOfVersion(tx, id, state.version, command.rows) : null;
  return { ...law, posts, holders, committed, rows, ways: divided?.ways ?? [] };
}

async function keep(tx: Tx, id: string, state: State, seq: number, law: Law, now: Date): Promise<string> {
  if (state.at === 'none') throw new Error(`submission ${id} cannot be kept before it began`);
  const values = [
    id,
    state.institution,
    state.at,
    JSON.stringify(state),
    seq,
    'post' in state ? state.post : null,
    state.period?.due ?? null,
    nextStepDay(state, law),
    now,
  ];
  const updated = await tx.query<{ no: number }>(
    `update submissions set at = $3, state = $4, seq = $5, post = $6, due = $7, wake_on = $8, changed_at = $9
     where id = $1 and institution = $2 returning no`,
    values,
  );
  // Not `on conflict`: every try to insert uses up a number, and people count on them.
  const { rows } =
    updated.rowCount === 1
      ? updated
      : await tx.query<{ no: number }>(
          `insert into submissions (id, institution, at, state, seq, post, due, wake_on, created_at, changed_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) returning no`,
          values,
        );
  const [row] = rows;
  if (row === undefined) throw new Error(`submission ${id} was not kept`);
  return shownNo(row.no);
}

/**
 * By another calendar the ladder's days may be others though the due day is the same; and while no clock runs, the card
 * shows a due day that is nowhere kept.
 */
async function keepCountedAnew(tx: Tx, id: string, state: State, law: Law, now: Date): Promise<void> {
  const wakeOn = nextStepDay(state, law);
  await tx.query('update submissions set wake_on = $2 where id = $1 and wake_on is distinct from $2', [id, wakeOn]);
  if (state.at !== 'none' && state.period === null) await leaveWork(tx, id, { do: 'refresh-cards' }, law, now);
}

/** Numbers are claimed at 提交, freed by withdrawal, and become certificates at publication. Returns rows whose number is taken. */
async function changeRegister(
  tx: Tx,
  id: string,
  after: State,
  events: readonly SubmissionEvent[],
  now: Date,
): Promise<readonly number[]> {
  if (after.at === 'none') return [];
  for (const event of events) {
    if (event.type === 'submitted') {
      const claimed = await claimNumbers(tx, id, event.version);
      if (!claimed.ok) return claimed.taken;
    }
    if (event.type === 'withdrawn') await releaseClaims(tx, id);
    if (event.type === 'published') await publishRecords(tx, id, after.version, now);
  }
  return [];
}

async function leaveWork(
  tx: Tx,
  id: string,
  work: Work,
  law: Law,
  now: Date,
  sendAt: (person: string) => Date = () => now,
): Promise<void> {
  switch (work.do) {
    case 'check-file':
      await leave(tx, { job: 'check-file', payload: { submission: id, version: work.version } }, now);
      return;
    case 'refresh-cards':
      await leave(tx, { job: 'refresh-cards', payload: { submission: id } }, now);
      return;
    case 'settle':
      await leave(tx, { job: 'settle', payload: { submission: id }, availableAt: new Date(work.at) }, now);
      return;
    case 'message':
      await orderMessage(tx, { ...work, submission: id }, law.today, now, sendAt);
  }
}

// Everything a card may say of one submission, read once: its state, its history in words, its deadlines.
import type { Deadline } from '../cards/words.ts';
import { type Calendar, workingDaysBetween } from '../domain/calendar.ts';
import { evolve, initial } from '../domain/evolve.ts';
import type { Route } from '../domain/route.ts';
import type { State, SubmissionEvent } from '../domain/submission.ts';
import { readCalendar } from '../store/calendars.ts';
import type { Queryable } from '../store/database.ts';
import { holdingsOf, institutionNames, namesOf } from '../store/directory.ts';
import { readNotes } from '../store/notes.ts';
import { submissionNo, submissionNos } from '../store/submission-lists.ts';
import { foldStream, type Told } from '../store/submissions.ts';
import type { Parts } from './parts.ts';

export type Dossier = {
  id: string;
  no: string;
  state: Exclude<State, { at: 'none' }>;
  events: readonly Told[];
  route: Route;
  institution: string;
  calendar: Calendar;
  today: string;
  /** A person's name; people who are gone from the directory keep theirs. */
  who: (person: string) => string;
  /** A note's words. */
  words: (note: string) => string;
  deadline: (period: { due: string; provisional: boolean }) => Deadline;
  /** What it was part of, as that was when its rows left. */
  parent: Dossier | null;
  /** Numbers of the submissions that its rows went on as, in the order in which they left. */
  children: readonly { no: string; rows: number; returned: boolean }[];
};

/** Reads it as of `today`. Throws when there is no such submission. */
export async function openDossier(q: Queryable, parts: Parts, id: string, today: string): Promise<Dossier> {
  const { state, events } = await foldStream(q, id);
  return dossierOf(q, parts, id, today, { state, events });
}

async function dossierOf(
  q: Queryable,
  parts: Parts,
  id: string,
  today: string,
  { state, events }: Pick<Awaited<ReturnType<typeof foldStream>>, 'state' | 'events'>,
): Promise<Dossier> {
  const no = await submissionNo(q, id);
  if (state.at === 'none' || no === null) throw new Error(`no submission ${id}`);
  const { store } = parts;
  const [calendar, names, institutions, notes] = [
    await readCalendar(q),
    await namesOf(q, store.sealer, [state.clerk, ...events.flatMap(({ event }) => personsIn(event))]),
    await institutionNames(q, [state.institution]),
    await readNotes(
      q,
      store.sealer,
      events.flatMap(({ event }) => notesOf(event)),
    ),
  ];
  return {
    id,
    no,
    state,
    events,
    route: store.route(state.route),
    institution: institutions.get(state.institution) ?? state.institution,
    calendar,
    today,
    who: (person) => names.get(person) ?? '（已不在册）',
    words: (note) => notes.get(note) ?? '',
    deadline: ({ due, provisional }) => deadlineOn(calendar, today, due, provisional),
    parent: state.lineage && (await parentOf(q, parts, state.lineage.parent, id, today)),
    children: await numbered(q, state.children),
  };
}

/** The submission that `child` left, as it was at that moment. */
async function parentOf(q: Queryable, parts: Parts, id: string, child: string, today: string): Promise<Dossier> {
  const { events } = await foldStream(q, id);
  const left = events.findIndex(({ event }) => event.type === 'rows-departed' && event.departure.child === child);
  const before = events.slice(0, left + 1);
  const state = before.reduce((so, { event }) => evolve(so, event), initial);
  return dossierOf(q, parts, id, today, { state, events: before });
}

async function numbered(q: Queryable, children: Dossier['state']['children']): Promise<Dossier['children']> {
  const numbers = await submissionNos(
    q,
    children.map(({ child }) => child),
  );
  return children.map(({ child, rows, returned }) => ({ no: numbers.get(child) ?? '', rows, returned }));
}

/** A due day as it looks from today. */
export function deadlineOn(calendar: Calendar, today: string, due: string, provisional: boolean): Deadline {
  return { day: due, left: workingDaysLeft(calendar, today, due), provisional };
}

/** Past the due day is at least one day late, even where only rest days have gone by. */
function workingDaysLeft(calendar: Calendar, today: string, due: string): number {
  const left = workingDaysBetween(calendar, today, due);
  return today > due ? Math.min(left, -1) : left;
}

/** Persons an event names, whoever they are in it. */
function personsIn(event: SubmissionEvent): string[] {
  const stoodFor = 'for' in event && event.for !== null ? [event.for] : [];
  const receiver = event.type === 'transferred' ? [event.to] : [];
  return [...('by' in event ? [event.by] : []), ...stoodFor, ...receiver];
}

/** Ids of the sealed words an event carries. */
function notesOf(event: SubmissionEvent): string[] {
  const notes = [
    'reason' in event ? event.reason : null,
    'question' in event ? event.question : null,
    'words' in event ? event.words : null,
    'lateReason' in event ? event.lateReason : null,
    ...('answers' in event ? Object.values(event.answers).map(({ reason }) => reason) : []),
  ];
  return notes.filter((note) => note !== null);
}

/** Who decided, and for whom, when somebody was on leave. */
export function deciderOf(dossier: Dossier, event: { by: string; for: string | null }): string {
  const by = dossier.who(event.by);
  return event.for === null ? by : `${by}（代 ${dossier.who(event.for)}）`;
}

/** Who holds a post, by name; whoever stands in with whom they stand for. */
export async function holderNames(q: Queryable, parts: Parts, post: string, today: string): Promise<string[]> {
  const holdings = await holdingsOf(q, post, today);
  const people = holdings.flatMap(({ person, standsFor }) => (standsFor === null ? [person] : [person, standsFor]));
  const names = await namesOf(q, parts.store.sealer, people);
  const called = (person: string) => names.get(person) ?? '（已不在册）';
  return holdings.map(({ person, standsFor }) =>
    standsFor === null ? called(person) : `${called(person)}（代 ${called(standsFor)}）`,
  );
}

/** The tier with this key, with its place on the route. Throws when the route has none. */
export function tierCalled(dossier: Dossier, key: string) {
  const index = dossier.route.tiers.findIndex((tier) => tier.key === key);
  const tier = dossier.route.tiers[index];
  if (tier === undefined) throw new Error(`route ${dossier.route.id} has no tier ${key}`);
  return { tier, index };
}

/** The tier that holds the submission now; null while it is with the clerk or done. */
export function currentTier(dossier: Dossier) {
  const { state, route } = dossier;
  if (!('tier' in state)) return null;
  const tier = route.tiers[state.tier];
  return tier === undefined ? null : { tier, period: state.period };
}

// Everything a card may say of one submission, read once: its state, its history in words, its deadlines.
import type { HistoryLine } from '../cards/review.ts';
import { type Deadline, momentWords } from '../cards/words.ts';
import { type Calendar, workingDaysBetween } from '../domain/calendar.ts';
import type { Route } from '../domain/route.ts';
import type { State, SubmissionEvent } from '../domain/submission.ts';
import { readCalendar } from '../store/calendars.ts';
import type { Queryable } from '../store/database.ts';
import { institutionNames, namesOf } from '../store/directory.ts';
import { readNotes } from '../store/notes.ts';
import { foldStream, submissionNo, type Told } from '../store/submissions.ts';
import { type Parts, reasonTitle } from './parts.ts';

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
};

/** Reads it as of `today`. Throws when there is no such submission. */
export async function openDossier(q: Queryable, parts: Parts, id: string, today: string): Promise<Dossier> {
  const { state, events } = await foldStream(q, id);
  const no = await submissionNo(q, id);
  if (state.at === 'none' || no === null) throw new Error(`no submission ${id}`);
  const { store } = parts;
  const [calendar, names, institutions, notes] = [
    await readCalendar(q),
    await namesOf(q, store.sealer, [state.clerk, ...events.flatMap(({ event }) => ('by' in event ? [event.by] : []))]),
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
  };
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

function notesOf(event: SubmissionEvent): string[] {
  if (event.type === 'returned') return [event.reason];
  return 'lateReason' in event && event.lateReason !== null ? [event.lateReason] : [];
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

/** Who did what, oldest first, in words; what the clock did by itself is left out. */
export function historyOf(parts: Parts, dossier: Dossier): HistoryLine[] {
  return dossier.events.flatMap(({ at, event }) => {
    const told = lineOf(parts, dossier, event);
    return told === null ? [] : [{ when: momentWords(at.toISOString()), ...told }];
  });
}

function lineOf(parts: Parts, dossier: Dossier, event: SubmissionEvent): Omit<HistoryLine, 'when'> | null {
  const late = (note: string | null) => (note === null ? null : `逾期原因：${dossier.words(note)}`);
  switch (event.type) {
    case 'received':
      return { who: dossier.who(event.by), what: `发来第 ${event.version} 版文件`, words: null };
    case 'submitted':
      return { who: dossier.who(event.by), what: `提交（第 ${event.round} 次上报）`, words: late(event.lateReason) };
    case 'approved':
      return {
        who: dossier.who(event.by),
        what: `${tierCalled(dossier, event.tier).tier.title}通过`,
        words: late(event.lateReason),
      };
    case 'returned': {
      const { tier } = tierCalled(dossier, event.tier);
      const words = `${reasonTitle(parts, event.code)}：${dossier.words(event.reason)}`;
      return { who: dossier.who(event.by), what: `${tier.title}退回`, words };
    }
    case 'handed-over':
      return {
        who: dossier.who(event.by),
        what: `登记已上报部中心（${event.on}，回执 ${event.receipt}）`,
        words: late(event.lateReason),
      };
    case 'published':
      return { who: dossier.who(event.by), what: `登记已公布（${event.on}）`, words: null };
    case 'withdrawn':
      return { who: dossier.who(event.by), what: '撤回', words: null };
    case 'alerted':
      return { who: '系统', what: `已向主管发出逾期预警（期限 ${event.due}）`, words: null };
    default:
      return null;
  }
}

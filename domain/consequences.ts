// What follows from a submission's events: checks to run, messages to whom. Pure; the store commits it with the events.
import { readStep } from './ladder.ts';
import type { LadderStep } from './route.ts';
import type { State, SubmissionEvent } from './submission.ts';

/** Who is to be told. The store finds the persons at the moment of commit. */
export type Audience =
  /** The clerk, or the institution's other clerks once that one is gone. */
  | { of: 'clerk'; person: string; institution: string }
  | { of: 'post'; post: string }
  | { of: 'person'; person: string }
  /** Of the office of the post, or for a clerk's delay of the local office; `above`: of the office above that. */
  | { of: 'managers'; post: string | null; institution: string; above: boolean };

/**
 * Kinds of message about a submission. result: the clerk's own card of a version, kept up to date; review: a tier's card for each
 * holder, kept up to date; told: one event in words, as a reply to the result card; annotated, export: files;
 * inquiry: a reviewer's question to the clerk; admission: the clerk's request to be admitted past the six months.
 */
export type MessageKind =
  | 'result'
  | 'annotated'
  | 'review'
  | 'export'
  | 'told'
  | 'reminder'
  | 'alert'
  | 'inquiry'
  | 'admission';

/** Ids, counts and codes only. `once` makes a second order for the same thing no order at all. */
export type About = { version?: number; round?: number; tier?: string; seq?: number; urgent?: boolean };

export type Work =
  | { do: 'check-file'; version: number }
  | { do: 'refresh-cards' }
  /** The decision takes effect at this instant, unless it is taken back. */
  | { do: 'settle'; at: string }
  /** `inDigest`: where there is a digest of the day, it is a line there and no message. */
  | { do: 'message'; kind: MessageKind; audience: Audience; about: About; once: string; inDigest?: boolean };

/** `seq` is the place of the first of `events` in the stream; `after` the state they lead to; `tierKeys` the route's tiers. */
export function consequences(
  events: readonly SubmissionEvent[],
  seq: number,
  after: State,
  tierKeys: readonly string[],
): Work[] {
  if (after.at === 'none') return [];
  const clerk: Audience = { of: 'clerk', person: after.clerk, institution: after.institution };
  // What took effect by itself, the quiet minutes over, is news only now.
  const isSettled = events.every(({ type }) => type === 'passed-on' || type === 'sent-back');
  const work = events.flatMap((event, i) => following(event, seq + i, after, clerk, tierKeys, isSettled));
  // A reminder changes the cards too: they say how many days are left, and ask for a reason once it is late.
  return events.length > 0 ? [...work, { do: 'refresh-cards' }] : work;
}

type Begun = Exclude<State, { at: 'none' }>;

function following(
  event: SubmissionEvent,
  seq: number,
  after: Begun,
  clerk: Audience,
  tierKeys: readonly string[],
  isSettled: boolean,
): Work[] {
  switch (event.type) {
    case 'check-asked':
      return [{ do: 'check-file', version: event.version }];
    case 'received': {
      const { version } = event;
      return [{ do: 'check-file', version }, message('result', clerk, { version }, `${version}`)];
    }
    case 'checked': {
      const { version } = event;
      const worthReturning = event.unreadable === null && event.errors > event.barred;
      return worthReturning ? [message('annotated', clerk, { version, seq }, `${version}:${seq}`)] : [];
    }
    case 'passed-on': {
      const tier = tierKeys[event.tier] ?? '';
      const holders: Audience = { of: 'post', post: event.post };
      // After a return a tier can be reached for the second time in a round, from either side.
      const again = event.reopens.length > 0 || after.returns > 0 ? `:${seq}` : '';
      const card = message('review', holders, { round: event.round, tier }, `${event.round}:${tier}${again}`);
      const file = message('export', holders, { round: event.round }, `${event.round}${again}`);
      return [...news(seq, clerk, isSettled), ...(event.to === 'in-hand-over' ? [card, file] : [card])];
    }
    case 'sent-back':
      return news(seq, clerk, isSettled);
    case 'approved':
    case 'returned': {
      if (event.until !== null) return [{ do: 'settle', at: event.until }];
      // One signature of several: nothing has been decided yet.
      const isOpen = event.type === 'approved' && 'tier' in after && tierKeys[after.tier] === event.tier;
      return news(seq, clerk, !isOpen);
    }
    case 'rows-returned':
      return event.until === null ? [] : [{ do: 'settle', at: event.until }];
    case 'rows-departed': {
      if (after.at !== 'in-hand-over') return [];
      // What the desk has is too much by those rows.
      return [message('export', { of: 'post', post: after.post }, { round: after.round }, `${after.round}:${seq}`)];
    }
    case 'split-off': {
      const { version } = after;
      const rows = message('annotated', clerk, { version, seq }, `${version}:${seq}`);
      const card = message('result', clerk, { version }, `${version}`);
      return after.at === 'returned' ? [card, rows] : [card];
    }
    case 'asked':
      return [message('inquiry', clerk, { seq }, `${seq}`)];
    case 'replied': {
      const asker = after.questions.find(({ no }) => no === event.no)?.by;
      return asker === undefined ? [] : [message('told', { of: 'person', person: asker }, { seq }, `${seq}`)];
    }
    case 'transferred': {
      const about = { round: event.round, tier: event.tier };
      return [message('review', { of: 'person', person: event.to }, about, `${seq}`)];
    }
    case 'admission-asked':
      return [message('admission', { of: 'post', post: event.post }, { seq }, `${seq}`)];
    case 'admitted': {
      // The clerk's own card is most likely too old to be changed by now.
      const { version } = after;
      return [message('result', clerk, { version }, `${version}:${seq}`), message('told', clerk, { seq }, `${seq}`)];
    }
    case 'handed-over':
    case 'published':
      return [message('told', clerk, { seq }, `${seq}`)];
    case 'reminded': {
      const reminder = message('reminder', holderOf(after, clerk), { seq, ...urgency(event.how) }, `${seq}`);
      return [event.how === 'digest' ? { ...reminder, inDigest: true } : reminder];
    }
    case 'alerted': {
      const above = readStep(event.step).to === 'above';
      return [message('alert', managersOf(after, above), { seq, ...urgency(event.how) }, `${seq}`)];
    }
    case 'warnings-answered':
    case 'attached':
    case 'made-real':
    case 'submitted':
    case 'taken-back':
    // Told in one message to each, when all have been counted.
    case 'due-moved':
    case 'withdrawn':
    // Shown on the cards, and to managers once it is late.
    case 'acknowledged':
      return [];
  }
}

function news(seq: number, clerk: Audience, isNews: boolean): Work[] {
  return isNews ? [message('told', clerk, { seq }, `${seq}`)] : [];
}

function message(kind: MessageKind, audience: Audience, about: About, once: string): Extract<Work, { do: 'message' }> {
  return { do: 'message', kind, audience, about, once };
}

function holderOf(state: Begun, clerk: Audience): Audience {
  return 'post' in state ? { of: 'post', post: state.post } : clerk;
}

function managersOf(state: Begun, above: boolean): Audience {
  return { of: 'managers', post: 'post' in state ? state.post : null, institution: state.institution, above };
}

function urgency(how: LadderStep['do']): About {
  return how === 'urgent' ? { urgent: true } : {};
}

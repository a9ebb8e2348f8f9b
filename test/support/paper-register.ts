// What a clerk would write down of a submission, poorer than the code it is held against.
import assert from 'node:assert/strict';
import { addWorkingDays, workingDaysBetween } from '../../domain/calendar.ts';
import { maxAttachments } from '../../domain/evidence.ts';
import type { Actor, Command, State } from '../../domain/submission.ts';
import { amended, lawOn } from './submissions.ts';

export type Desk = 'city' | 'province' | 'desk' | 'ministry';
export const order: readonly Desk[] = ['city', 'province', 'desk', 'ministry'];

/** One line, kept by hand. */
export type Paper = {
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
  /** Nobody nags up to this day. */
  sparedUntil: string;
  senders: string[];
  signed: string[];
  arrived: string;
  everSent: boolean;
  /** Decisions lie for a night before they go out, or go out at once. */
  lies: boolean;
  pending: { what: 'approval' | 'return' | 'rows'; by: string; on: string; to: Desk | null; rows: number[] } | null;
  /** Lines of the file that are still here, and those that went back alone, bundle by bundle. */
  lines: number[];
  bundles: number[][];
  questions: string[];
  admission: 'asked' | 'granted' | null;
  /** Sheets pinned to it. */
  papers: number;
};

/** The line before anything was asked. */
export const blank = (lies: boolean): Paper => ({
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
  sparedUntil: '',
  senders: [],
  signed: [],
  arrived: '2026-03-05',
  everSent: false,
  lies,
  pending: null,
  lines: [],
  bundles: [],
  questions: [],
  admission: null,
  papers: 0,
});

export const issued = '2026-03-02';
export const sixMonths = '2026-09-02';
/** What the notices say: the first, or the one that changed it. */
export const calendarOf = ({ notice }: Paper) => (notice === 'first' ? lawOn(issued).calendar : amended);
export const inDays = (paper: Paper, day: string, n: number) => addWorkingDays(calendarOf(paper), day, n).day;
const uploadDue = (paper: Paper) => inDays(paper, issued, 20);
export const dueOf = (paper: Paper) => paper.due ?? (paper.everSent ? paper.day : uploadDue(paper));

/** Writes the register for a command; false when it is none of the asker's business, or not now. */
export function write(paper: Paper, asked: Command): boolean {
  const late = paper.due !== null && paper.day > paper.due;
  const atDesk = order.find((desk) => desk === paper.holder);
  const holds = (by: Actor) => atDesk !== undefined && by.posts.includes(postOf[atDesk]);
  const works = (by: Actor) => by.institutions.includes('I-1');
  const checked = paper.holder === 'clerk' && (paper.file === 'good' || paper.file === 'bad');
  const start = (holder: Paper['holder'], days: number, since = paper.day) =>
    Object.assign(paper, { holder, since, days, due: inDays(paper, since, days), told: [], sparedUntil: '' });
  const putAway = () => Object.assign(paper, { holder: 'archive', due: null, told: [], sparedUntil: '' });

  const goOn = () => {
    if (atDesk === 'city') start('province', 10);
    else Object.assign(paper, { holder: 'desk', sparedUntil: '' });
  };
  const goBack = (to: Desk | null) => {
    if (to === null) paper.file = 'back';
    else paper.signed = paper.signed.slice(0, order.indexOf(to));
    start(to ?? 'clerk', 10);
  };
  const decide = (what: 'approval' | 'return', by: string, to: Desk | null = null) => {
    paper.arrived = paper.day;
    if (paper.lies) paper.pending = { what, by, on: paper.day, to, rows: [] };
    else if (what === 'return') goBack(to);
    else goOn();
  };

  const takeOut = (rows: number[]) => {
    paper.lines = paper.lines.filter((row) => !rows.includes(row));
    paper.bundles.push(rows);
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
      Object.assign(paper, { lines: Array.from({ length: asked.outcome.rows }, (_, i) => i + 2), bundles: [] });
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
      if (paper.signed.includes(asked.by.person)) return false;
      if (paper.pending !== null) return false;
      if (asked.to !== null && !order.slice(0, order.indexOf(atDesk)).some((desk) => desk === asked.to)) return false;
      paper.back += 1;
      decide('return', asked.by.person, order.find((desk) => desk === asked.to) ?? null);
      return true;
    case 'return-rows': {
      if (!holds(asked.by) || asked.tier !== atDesk || asked.round !== paper.times) return false;
      if (paper.senders.includes(asked.by.person) || asked.reason === '' || paper.pending !== null) return false;
      if (paper.signed.includes(asked.by.person)) return false;
      const rows = asked.rows.flatMap(([a, b]) => Array.from({ length: b - a + 1 }, (_, i) => a + i));
      if (rows.some((row) => !paper.lines.includes(row)) || rows.length === paper.lines.length) return false;
      if (paper.lies) paper.pending = { what: 'rows', by: asked.by.person, on: paper.day, to: null, rows };
      else takeOut(rows);
      return true;
    }
    case 'take-back':
      if (!holds(asked.by) || asked.tier !== atDesk || asked.round !== paper.times) return false;
      if (paper.pending === null || paper.pending.by !== asked.by.person || paper.day > paper.pending.on) return false;
      if (paper.pending.what === 'return') paper.back -= 1;
      else if (paper.pending.what === 'approval') paper.signed.pop();
      paper.pending = null;
      return true;
    case 'settle': {
      const { pending } = paper;
      if (pending === null || paper.day === pending.on) return true;
      paper.pending = null;
      if (pending.what === 'rows') takeOut(pending.rows);
      else if (pending.what === 'return') goBack(pending.to);
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
    case 'attach':
      if (paper.holder === 'nobody' || paper.holder === 'archive' || !(works(asked.by) || holds(asked.by)))
        return false;
      if (paper.papers === maxAttachments) return false;
      paper.papers += 1;
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
    case 'acknowledge': {
      if (paper.due === null || paper.pending !== null || asked.due !== paper.due) return false;
      if (asked.round !== paper.times || !(atDesk === undefined ? works(asked.by) : holds(asked.by))) return false;
      paper.sparedUntil = inDays(paper, paper.day, 2);
      return true;
    }
    case 'tick':
      if (paper.due !== null && paper.pending === null) paper.told.push(...stepsOf(paper, paper.due));
      return true;
    case 'recount': {
      const due = paper.due === null ? null : inDays(paper, paper.since, paper.days);
      if (due !== paper.due) Object.assign(paper, { due, told: [], sparedUntil: '' });
      return true;
    }
  }
}

const postOf = { city: 'P-city', province: 'P-province', desk: 'P-desk', ministry: 'P-desk' } as const;

/** What is called out today that has not been called out, nor anything later to the same ear. */
function stepsOf(paper: Paper, due: string): string[] {
  const between = workingDaysBetween(calendarOf(paper), paper.day, due);
  const late = paper.day > due ? Math.max(1, -between) : 0;
  const latestOf = (to: string) =>
    Math.max(-99, ...paper.told.flatMap((step) => (step.startsWith(to) ? [Number(step.split(':')[1])] : [])));
  const call = (to: string, at: number | null) => (at !== null && at > latestOf(to) ? [`${to}:${at}`] : []);
  if (late === 0) {
    const at = between === 0 ? 0 : between === 1 ? -1 : between <= 3 ? -3 : null;
    return at !== null && at < 0 && paper.day <= paper.sparedUntil ? [] : call('holder', at);
  }
  return [...call('holder', Math.min(late, 10)), ...call('manager', 1), ...call('above', late >= 4 ? 4 : null)];
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

/** Sees that the submission stands where the register has it. */
export function compare(paper: Paper, state: State): void {
  assert.ok(names[state.at](paper), `${state.at}, on paper ${paper.holder}`);
  if (state.at === 'none') return;
  const { round, returns, version, period, attachments } = state;
  assert.deepEqual(
    { round, returns, version, attachments, due: period?.due ?? null, told: period?.notified ?? [] },
    {
      round: paper.times,
      returns: paper.back,
      version: paper.files,
      attachments: paper.papers,
      due: paper.due,
      told: paper.told,
    },
  );
  if (!('tier' in state)) return;
  assert.equal(state.check?.rows, paper.lines.length);
  assert.deepEqual(
    state.children.slice(-paper.bundles.length || state.children.length).map(({ rows }) => rows),
    paper.bundles.map((rows) => rows.length),
  );
}

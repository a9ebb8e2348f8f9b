// Fills the notices that one event causes: news for the submitter, reminders for the holder, alerts for the manager.
import type { ReminderView } from '../cards/reminder.ts';
import type { ToldView } from '../cards/told.ts';
import { momentWords, monthDay } from '../cards/words.ts';
import { readStep } from '../domain/ladder.ts';
import { rowWords } from '../domain/row-spans.ts';
import type { Step, SubmissionEvent } from '../domain/submission.ts';
import type { Queryable } from '../store/database.ts';
import { chargedView } from './charged.ts';
import { currentTier, type Dossier, deciderOf, holderNames, tierCalled } from './dossier.ts';
import { type Parts, reasonTitle } from './parts.ts';
import { questionsOf } from './questions.ts';

type News = Extract<SubmissionEvent, { type: ToldView['event'] }>;

/**
 * News of what happened at `seq`: a decision, or, where it had lain for its quiet minutes, its taking effect.
 * Throws when that event is none anybody is told of.
 */
export function toldView(parts: Parts, dossier: Dossier, seq: number): ToldView {
  const { event, at } = newsAt(dossier, seq);
  const effect = dossier.events.find((told) => told.seq > at && isEffect(told.event))?.event;
  const next =
    effect?.type === 'sent-back'
      ? { title: '更正', deadline: dossier.deadline(effect.period) }
      : effect?.type === 'passed-on' && hasNext(event)
        ? { title: dossier.route.tiers[effect.tier]?.title ?? '', deadline: dossier.deadline(effect.period) }
        : null;
  return {
    no: dossier.no,
    institution: dossier.institution,
    event: event.type,
    tier: 'tier' in event ? tierCalled(dossier, event.tier).tier.title : '',
    to: event.type === 'returned' && event.to !== null ? tierCalled(dossier, event.to).tier.title : null,
    who: 'for' in event ? deciderOf(dossier, event) : dossier.who(event.by),
    when: momentWords(event.at),
    said: saidIn(parts, dossier, event, at),
    next,
  };
}

/** What was decided passes it on; a reply or an admission leaves it where it is. */
function hasNext({ type }: News): boolean {
  return type === 'approved' || type === 'returned' || type === 'handed-over';
}

function saidIn(parts: Parts, dossier: Dossier, event: News, seq: number): ToldView['said'] {
  switch (event.type) {
    case 'returned':
      return [
        ...rowsSaid(dossier, seq),
        { title: `退回原因：${reasonTitle(parts, event.code)}`, words: dossier.words(event.reason) },
      ];
    case 'admitted':
      return [{ title: '同意的理由', words: dossier.words(event.reason) }];
    case 'replied': {
      const answer = { title: '答复', words: dossier.words(event.words) };
      const asked = questionsOf(dossier).find(({ reply }) => reply?.seq === seq);
      return asked === undefined
        ? [answer]
        : [{ title: '您的提问', words: dossier.words(asked.asked.question) }, answer];
    }
    default:
      return [];
  }
}

/** Of rows that were returned alone: which they were. */
function rowsSaid({ parent, state: { lineage } }: Dossier, seq: number): ToldView['said'] {
  const isFirst = seq <= 2;
  if (parent === null || lineage === null || !isFirst) return [];
  return [{ title: `${parent.no} 退回的行`, words: `${rowWords(lineage.rows)}。其余的行继续审核。` }];
}

function isEffect(event: SubmissionEvent): boolean {
  return event.type === 'passed-on' || event.type === 'sent-back';
}

function newsAt(dossier: Dossier, seq: number): { event: News; at: number } {
  const upTo = dossier.events.filter((told) => told.seq <= seq);
  const told = isEffect(eventAt(dossier, seq))
    ? upTo.findLast(({ event }) => isNews(event) && hasNext(event))
    : upTo.at(-1);
  if (told === undefined || !isNews(told.event)) throw new Error(`event ${seq} of submission ${dossier.id} is no news`);
  return { event: told.event, at: told.seq };
}

function isNews(event: SubmissionEvent): event is News {
  return ['approved', 'returned', 'handed-over', 'published', 'replied', 'admitted'].includes(event.type);
}

function eventAt(dossier: Dossier, seq: number): SubmissionEvent {
  const told = dossier.events.find((one) => one.seq === seq);
  if (told === undefined) throw new Error(`submission ${dossier.id} has no event ${seq}`);
  return told.event;
}

/**
 * What the clock has to say about the period of the reminder at `seq`; null when it has been overtaken: that period is
 * over, or a later step has been taken since. Whoever it came too late for would only be confused.
 */
export async function reminderView(
  q: Queryable,
  parts: Parts,
  dossier: Dossier,
  seq: number,
): Promise<ReminderView | null> {
  const event = eventAt(dossier, seq);
  const { state } = dossier;
  if (event.type !== 'reminded' && event.type !== 'alerted') throw new Error(`event ${seq} is no reminder`);
  if (state.period === null || state.period.due !== event.due || isOvertaken(dossier, seq, event)) return null;
  const held = currentTier(dossier);
  const { seen, due, from } = state.period;
  return {
    submission: dossier.id,
    no: dossier.no,
    institution: dossier.institution,
    rows: state.check?.rows ?? 0,
    task: held ? held.tier.title : '更正退回的数据',
    work: held ? held.tier.task : 'correction',
    article: held ? held.tier.article : dossier.route.correction.article,
    deadline: dossier.deadline(state.period),
    holder: await holderWords(q, parts, dossier),
    since: monthDay(from),
    round: state.round,
    due,
    seen: seen && `${dossier.who(seen.by)} 于 ${momentWords(seen.at)}`,
    above: readStep(event.step).to === 'above',
    charged: chargedView(dossier),
  };
}

/** A later step for the same reader says all that this one would. */
function isOvertaken(dossier: Dossier, seq: number, { step, due }: { step: Step; due: string }): boolean {
  const { to } = readStep(step);
  return dossier.events.some(
    ({ seq: at, event }) =>
      at > seq &&
      (event.type === 'reminded' || event.type === 'alerted') &&
      event.due === due &&
      readStep(event.step).to === to,
  );
}

async function holderWords(q: Queryable, parts: Parts, dossier: Dossier): Promise<string> {
  const { state } = dossier;
  if (!('post' in state)) return `${dossier.institution} ${dossier.who(state.clerk)}`;
  const words = await holderNames(q, parts, state.post, dossier.today);
  return words.length === 0 ? '岗位暂无人' : words.join('、');
}

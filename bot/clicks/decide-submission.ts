// Clicks that change a submission: 提交, 撤回, and what a tier decides. Asks the one writer, and words its answer.
import { randomUUID } from 'node:crypto';
import { type Action, fields, toClerk } from '../../cards/action.ts';
import { momentWords } from '../../cards/words.ts';
import { isDay } from '../../domain/calendar.ts';
import type { Refusal } from '../../domain/law.ts';
import { wordRefusal } from '../../domain/refusals.ts';
import { readRowSpans, rowWords } from '../../domain/row-spans.ts';
import type { Command, State, SubmissionEvent } from '../../domain/submission.ts';
import { namesOf } from '../../store/directory.ts';
import { submissionNo } from '../../store/submission-lists.ts';
import { type Acted, type Asked, act } from '../../store/submissions.ts';
import type { BotParts } from '../parts.ts';
import {
  type ClickListener,
  type KnownClick,
  success,
  type Toast,
  type Told,
  turnedAway,
  warning,
} from './answer-click.ts';

type Deciding = Extract<
  Action,
  { act: 'submit' | 'withdraw' | 'approve' | 'return' | 'return-rows' | 'take-back' | 'hand-over' | 'publish' }
>;

/** Typed reasons are cut to what the form allows. */
const maxWords = 1_000;

export const decideSubmission: ClickListener<Deciding> = async (parts, click, now) => {
  const asked = commandOf(parts, click);
  if ('content' in asked) return asked;
  const acted = await act(parts.store, click.action.submission, asked, now);
  return acted.ok ? success(await doneWords(parts, click.action.act, acted)) : refused(parts, acted.refusal);
};

/** What the click asks for; a toast when the form lacks what every such request needs. */
function commandOf(parts: BotParts, { action, standing: by, form }: KnownClick<Deciding>): Asked | Toast {
  const words = (field: string) => textOf(form, field);
  const lateReason = words(fields.lateReason);
  switch (action.act) {
    case 'submit':
      return {
        words: lateReason,
        command: (note) => ({ type: 'submit', by, version: action.version, lateReason: note }),
      };
    case 'withdraw':
      return { command: () => ({ type: 'withdraw', by, version: action.version }) };
    case 'approve': {
      const { round, tier } = action;
      return { words: lateReason, command: (note) => ({ type: 'approve', by, round, tier, lateReason: note }) };
    }
    case 'return': {
      if (words(fields.rows) !== null)
        return warning('您填写了行号。只退回这些行，请点「只退回这些行」；要退回整份数据，请先清空行号。');
      const why = returnAsked(parts, form);
      if ('content' in why) return why;
      const { code, words: reason } = why;
      const { round, tier } = action;
      // Cards sent before there was a choice return to the clerk.
      const chosen = words(fields.returnTo);
      const to = chosen === toClerk ? null : chosen;
      return { words: reason, command: (note) => ({ type: 'return', by, round, tier, to, code, reason: note ?? '' }) };
    }
    case 'return-rows': {
      const typed = form[fields.rows];
      // Never cut: a number cut short is another row.
      const rows = readRowSpans(typeof typed === 'string' ? typed : '');
      if ('unread' in rows) return warning(rows.unread);
      const why = returnAsked(parts, form);
      if ('content' in why) return why;
      const { round, tier } = action;
      const { code } = why;
      const child = randomUUID();
      return {
        words: why.words,
        command: (note) => ({ type: 'return-rows', by, round, tier, rows, child, code, reason: note ?? '' }),
      };
    }
    case 'take-back': {
      const { round, tier } = action;
      return { command: () => ({ type: 'take-back', by, round, tier }) };
    }
    case 'hand-over': {
      const handedOn = dayIn(form, fields.handedOn);
      if (handedOn === null) return warning('请选择上报日期。');
      const receipt = words(fields.receipt) ?? '';
      const { round } = action;
      return {
        words: lateReason,
        command: (note): Command => ({ type: 'hand-over', by, round, handedOn, receipt, lateReason: note }),
      };
    }
    case 'publish': {
      const publishedOn = dayIn(form, fields.publishedOn);
      if (publishedOn === null) return warning('请选择公布日期。');
      const { round } = action;
      return { command: () => ({ type: 'publish', by, round, publishedOn }) };
    }
  }
}

/** Why something is returned; a toast when code or words are missing. */
export function returnAsked(
  parts: BotParts,
  form: Readonly<Record<string, unknown>>,
): { code: string; words: string } | Toast {
  const code = textOf(form, fields.returnCode);
  const words = textOf(form, fields.reason);
  const known = parts.returnReasons.some(([one]) => one === code);
  if (code === null || words === null || !known)
    return warning('退回须说明理由：请选择「退回原因」，并在「退回说明」里写明需要更正的内容。');
  return { code, words };
}

/** What was typed into a field, cut to what the form allows; null when there is nothing. */
export function textOf(form: Readonly<Record<string, unknown>>, field: string): string | null {
  const value = form[field];
  if (typeof value !== 'string') return null;
  const text = value.trim().slice(0, maxWords);
  return text === '' ? null : text;
}

/** A date picker sends `2026-11-22 +0800`. */
export function dayIn(form: Readonly<Record<string, unknown>>, field: string): string | null {
  const day = textOf(form, field)?.slice(0, 10) ?? null;
  return day !== null && isDay(day) ? day : null;
}

/** A refusal in words, with the names of who came first. */
export async function refused(parts: BotParts, refusal: Refusal): Promise<Told> {
  const { db, sealer } = parts.store;
  const { decision } = refusal;
  const people = decision ? [decision.by, decision.for].filter((person) => person !== null) : [];
  const names = await namesOf(db, sealer, people);
  const words = wordRefusal(refusal, { who: (person) => names.get(person) ?? '其他同事', when: momentWords });
  return refusal.refused === 'not-yours' ? turnedAway('outside-post', words) : warning(words);
}

/** What was done, in one sentence. */
export async function doneWords(
  parts: BotParts,
  asked: Deciding['act'],
  { no, state, events }: Acted & { ok: true },
): Promise<string> {
  const until = state.at !== 'none' && state.pending ? momentWords(state.pending.until) : null;
  switch (asked) {
    case 'submit':
      return `${no} 已提交，进入逐级审核。${await partedWords(parts, events)}`;
    case 'withdraw':
      return `${no} 已撤回。`;
    case 'approve':
      if (until !== null) return `${no} 已通过。${until} 前可以收回，到时自动转下一级。`;
      return events.length > 1 ? `${no} 已通过，转下一级办理。` : `${no} 您已签署，同岗位的其他人都签署后转下一级。`;
    case 'return': {
      const to = returnedTo(parts, state, events);
      if (until !== null) return `${no} 已退回${to ?? ''}。${until} 前可以收回，到时对方会收到您的说明。`;
      return `${no} 已退回${to ?? ''}，${to === null ? '专管员' : '对方和专管员'}会收到您的说明。`;
    }
    case 'return-rows': {
      const [returned] = events;
      if (returned?.type !== 'rows-returned') return `${no} 没有变化。`;
      const { rows, gone, left, child } = returned.departure;
      const what = `${no} ${rowWords(rows)}（${gone.rows} 行）已退回`;
      if (until !== null) return `${what}。${until} 前可以收回，到时另立编号，专管员会收到您的说明。`;
      return `${what}，另立 ${await submissionNo(parts.store.db, child)}；其余 ${left.rows} 行仍待您办理。`;
    }
    case 'take-back':
      return `${no} 的决定已收回，仍待您办理。`;
    case 'hand-over':
      return `${no} 已登记上报，等待部中心公布。`;
    case 'publish':
      return `${no} 已登记公布，办理完毕。`;
  }
}

/** Rows that another route took at 提交: which they were, as what they go on, and who has them. */
async function partedWords(parts: BotParts, events: readonly SubmissionEvent[]): Promise<string> {
  const sentences = [];
  for (const event of events) {
    if (event.type !== 'rows-departed') continue;
    const { rows, gone, child } = event.departure;
    const first = parts.store.route(event.route).tiers[0]?.title;
    const no = await submissionNo(parts.store.db, child);
    sentences.push(`其中${rowWords(rows)}（${gone.rows} 行）按等级另立 ${no}，由「${first}」办理。`);
  }
  return sentences.join('');
}

/** The earlier tier a return leads to, by its title; null for the clerk. */
function returnedTo(parts: BotParts, state: State, events: readonly SubmissionEvent[]): string | null {
  const [returned] = events;
  if (returned?.type !== 'returned' || returned.to === null || state.at === 'none') return null;
  const title = parts.store.route(state.route).tiers.find(({ key }) => key === returned.to)?.title;
  return `到「${title ?? returned.to}」`;
}

// Fills a tier's card, open or closed, from what the store knows. Rows leave here masked.
import type { ReviewView } from '../cards/review-view.ts';
import { momentWords } from '../cards/words.ts';
import { refusalDay, uploadDue } from '../domain/deadlines.ts';
import type { Tier } from '../domain/route.ts';
import { rowWords } from '../domain/row-spans.ts';
import { findRule } from '../domain/rules.ts';
import type { SubmissionEvent } from '../domain/submission.ts';
import type { Queryable } from '../store/database.ts';
import { holdingsOf, holdsPost, namesOf } from '../store/directory.ts';
import { draftGroups } from '../store/draft-samples.ts';
import { countFindings } from '../store/findings.ts';
import { institutionRecord } from '../store/institution-record.ts';
import type { Look } from '../store/looks.ts';
import { roundChanges } from '../store/round-changes.ts';
import { chargedView } from './charged.ts';
import { type Dossier, deadlineOn, deciderOf, tierCalled } from './dossier.ts';
import { attachmentsOf } from './evidence.ts';
import { historyOf } from './history.ts';
import { lineageOf } from './lineage.ts';
import { type Parts, reasonTitle } from './parts.ts';
import { questionShown, questionsOf } from './questions.ts';
import { byRule } from './result.ts';
import { currentPage, lookLines, sampleRows } from './sample.ts';

/** For whom a card is made: `seed` draws their first sample, where none was shown yet. */
type Reader = { person: string | null; seed: string };

/**
 * The card of one tier in one round, for `reader`, with the sample that is still to be noted as shown; throws when the
 * submission never came to that tier in that round.
 */
export async function reviewView(
  q: Queryable,
  parts: Parts,
  dossier: Dossier,
  at: { round: number; tier: string },
  reader: Reader,
): Promise<{ view: ReviewView; drawn: Look | null }> {
  const { tier, index } = tierCalled(dossier, at.tier);
  const arrival = dossier.events.findLast(
    ({ event }) => event.type === 'passed-on' && event.round === at.round && event.tier === index,
  )?.event;
  const submitted = dossier.events.find(({ event }) => event.type === 'submitted' && event.round === at.round)?.event;
  if (arrival?.type !== 'passed-on' || submitted?.type !== 'submitted')
    throw new Error(`submission ${dossier.id} did not come to ${at.tier} in round ${at.round}`);
  const { version } = submitted;
  const { state } = dossier;
  const closed = closing(dossier, at, index) ?? (await lostWords(q, dossier, reader.person));
  // A calendar may have moved the due day since the arrival.
  const period = closed === null && 'tier' in state ? state.period : arrival.period;
  const open = closed === null && state.pending === null;
  const groups = await draftGroups(q, dossier.id, version);
  const checked = dossier.events.findLast(({ event }) => event.type === 'checked' && event.version === version)?.event;
  // Rows may have left since the check; what left another submission was checked there.
  const check = version === state.version ? state.check : checked?.type === 'checked' ? checked : null;
  const sample = open ? await sampleOf(q, parts, { submission: dossier.id, version }, at, reader) : null;
  const view: ReviewView = {
    submission: dossier.id,
    no: dossier.no,
    round: at.round,
    version,
    tier: { key: tier.key, title: tier.title, task: tier.task, article: tier.article },
    closed: closed ?? pendingWords(dossier, at),
    takeBackUntil: closed === null && state.pending ? momentWords(state.pending.until) : null,
    institution: dossier.institution,
    clerk: dossier.who(dossier.state.clerk),
    rows: groups.reduce((all, group) => all + group.count, 0),
    groups: groups.map(({ occupation, workType, level, count }) => ({
      occupation: workType === '' ? occupation : `${occupation}（${workType}）`,
      level,
      count,
    })),
    changes: await changesOf(q, dossier, at.round, version),
    warnings: open ? await warningsOf(q, dossier, version) : [],
    record: open ? await institutionRecord(q, state.institution, dossier.id) : null,
    chain: open ? chainOf(dossier, check?.earliestIssuedOn ?? null) : [],
    repaired: open ? byRule(check?.repaired ?? {}, (rule) => rule.repair) : [],
    issued:
      check?.earliestIssuedOn && check.latestIssuedOn
        ? { earliest: check.earliestIssuedOn, latest: check.latestIssuedOn }
        : null,
    deadline: dossier.deadline(period),
    ...(open ? { charged: { ...chargedView(dossier), chain: null } } : {}),
    late: open && dossier.today > period.due && tier.task !== 'publication',
    history: inOrder([...historyOf(parts, dossier), ...(await lookLines(q, parts, dossier, { decided: true }))]),
    sample: sample?.rows ?? [],
    page: sample?.page ?? 0,
    attachments: attachmentsOf(dossier),
    returnReasons: parts.returnReasons,
    sentBack: open ? sentBackTo(parts, dossier, at) : null,
    returnTo: dossier.route.tiers.slice(0, index).map(({ key, title }) => [key, title] as const),
    questions: questionsOf(dossier)
      .filter(({ asked }) => asked.round === at.round)
      .map((question) => questionShown(dossier, question)),
    assignee: open && state.assignee !== null ? dossier.who(state.assignee) : null,
    lineage: lineageOf(dossier),
    ...(open
      ? await postOf(q, parts, dossier, tier, reader.person)
      : { colleagues: [], signatures: null, standsFor: null }),
    today: dossier.today,
  };
  return { view, drawn: sample?.drawn ?? null };
}

/** Oldest first. */
export function inOrder<Line extends { at: Date }>(lines: readonly Line[]): Line[] {
  return [...lines].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** The page this reader is at; `drawn` when it was not shown before. */
async function sampleOf(
  q: Queryable,
  parts: Parts,
  of: { submission: string; version: number },
  { round, tier }: { round: number; tier: string },
  { person, seed }: Reader,
) {
  if (person === null) return null;
  const { look, isFresh } = await currentPage(q, { ...of, reading: { round, tier, to: person } }, seed);
  return { rows: await sampleRows(q, parts, of, look), page: look.page, drawn: isFresh ? look : null };
}

/** The return that brought it back to this tier in this round; null when it came the usual way. */
function sentBackTo(parts: Parts, dossier: Dossier, at: { round: number; tier: string }): ReviewView['sentBack'] {
  const decided: SubmissionEvent[] = [];
  for (const { event } of dossier.events) {
    if (event.type === 'approved' || event.type === 'returned' || event.type === 'rows-returned') decided.push(event);
    // Taken back, it is as if it had not been decided.
    if (event.type === 'taken-back') decided.pop();
  }
  const last = decided.findLast(({ type }) => type !== 'rows-returned');
  if (last?.type !== 'returned' || last.round !== at.round || last.to !== at.tier) return null;
  return {
    by: `${tierCalled(dossier, last.tier).tier.title} ${deciderOf(dossier, last)}`,
    when: momentWords(last.at),
    title: reasonTitle(parts, last.code),
    words: dossier.words(last.reason),
  };
}

/** Who holds the post now: whom it may be given to, and whose signatures it takes. Who sent the data does neither. */
async function postOf(
  q: Queryable,
  parts: Parts,
  { state, today }: Dossier,
  tier: Tier,
  reader: string | null,
): Promise<Pick<ReviewView, 'colleagues' | 'signatures' | 'standsFor'>> {
  if (!('post' in state)) return { colleagues: [], signatures: null, standsFor: null };
  const holdings = await holdingsOf(q, state.post, today);
  const able = holdings.map(({ person }) => person).filter((person) => !state.hands.includes(person));
  const signed = state.approvals[tier.key] ?? [];
  const absent = holdings.find(({ person }) => person === reader)?.standsFor ?? null;
  const names = await namesOf(q, parts.store.sealer, [...able, ...signed, ...(absent === null ? [] : [absent])]);
  const called = (person: string) => names.get(person) ?? '（已不在册）';
  const colleagues = able.filter((person) => person !== reader).map((person) => [person, called(person)] as const);
  const waiting = able.filter((person) => !signed.includes(person));
  const signatures = tier.sign === 'all' ? { signed: signed.map(called), waiting: waiting.map(called) } : null;
  return { colleagues, signatures, standsFor: absent === null ? null : called(absent) };
}

/** What is not the same as in the round before; null in the first. */
async function changesOf(q: Queryable, { id, events }: Dossier, round: number, version: number) {
  const before = events.find(
    ({ event }) => (event.type === 'submitted' || event.type === 'split-off') && event.round === round - 1,
  )?.event;
  if (before === undefined) return null;
  return roundChanges(q, id, before.type === 'submitted' ? before.version : 1, version);
}

/** A decision that lies for its quiet minutes, in words. */
function pendingWords(dossier: Dossier, at: { round: number }): string | null {
  const { pending, round } = dossier.state;
  if (pending === null || round !== at.round) return null;
  const what = pending.rows
    ? `退回${rowWords(pending.rows.departure.rows)}`
    : pending.what === 'approved'
      ? '审核通过'
      : returnWords(dossier, pending.to);
  return `${deciderOf(dossier, pending)} 已${what}`;
}

/** Where a return leads to: an earlier tier, or the clerk, as is understood. */
function returnWords(dossier: Dossier, to: string | null): string {
  return to === null ? '退回' : `退回到「${tierCalled(dossier, to).tier.title}」`;
}

/** How this tier of this round ended, in words; null while it waits. */
function closing(dossier: Dossier, at: { round: number; tier: string }, index: number): string | null {
  const { state } = dossier;
  if ('tier' in state && state.round === at.round && state.tier === index) return null;
  const { tier } = tierCalled(dossier, at.tier);
  const last = dossier.events.findLast(({ event }) => endsTier(event, at, tier));
  if (last !== undefined && 'for' in last.event)
    return `${deciderOf(dossier, last.event)} 已于 ${momentWords(last.at.toISOString())} ${endWords(dossier, last.event)}`;
  return state.at === 'withdrawn' ? '专管员已撤回，无需办理' : '已由他人办理，无需再办';
}

/** For whoever holds the post no more; null for those who do, on leave or not. */
async function lostWords(q: Queryable, { state, today }: Dossier, reader: string | null): Promise<string | null> {
  if (reader === null || !('post' in state) || (await holdsPost(q, reader, state.post, today))) return null;
  return '这一步目前不由您办理（任职或代理已结束）';
}

/** A decision of this tier in this round; one that was taken back counts as none. */
function endsTier(event: SubmissionEvent, at: { round: number; tier: string }, { task }: Tier): boolean {
  if (!('round' in event) || event.round !== at.round) return false;
  switch (event.type) {
    case 'approved':
    case 'returned':
    case 'taken-back':
      return event.tier === at.tier;
    case 'handed-over':
      return task === 'hand-over';
    case 'published':
      return task === 'publication';
    default:
      return false;
  }
}

function endWords(dossier: Dossier, event: SubmissionEvent): string {
  switch (event.type) {
    case 'returned':
      return returnWords(dossier, event.to);
    case 'handed-over':
      return '登记上报';
    case 'published':
      return '登记公布';
    default:
      return '审核通过';
  }
}

async function warningsOf(
  q: Queryable,
  { id, state, words }: Dossier,
  version: number,
): Promise<ReviewView['warnings']> {
  const counts = await countFindings(q, id, version, state.check?.unlisted);
  return counts
    .filter(({ severity }) => severity === 'warning')
    .map(({ code, count }) => {
      const answer = state.answers[code];
      const rule = findRule(code);
      const reason = answer ? words(answer.reason) : null;
      return { title: rule?.title ?? code, count, reason, suspicious: rule?.suspicious ?? false };
    })
    .sort((a, b) => Number(b.suspicious) - Number(a.suspicious));
}

/** Where the whole way stands: the mark for the upload and the wall, where there is one, follow the earliest issue date. */
function chainOf(dossier: Dossier, issuedOn: string | null): ReviewView['chain'] {
  if (issuedOn === null) return [];
  const { route, calendar, today } = dossier;
  const { day, provisional } = uploadDue(issuedOn, dossier);
  const wall = refusalDay(issuedOn, dossier);
  const { upload, refusal } = route;
  const kind = upload.unit === 'working' ? '个工作日' : '日';
  return [
    {
      title: `${upload.days} ${kind}（${upload.article}）`,
      deadline: deadlineOn(calendar, today, day, provisional),
    },
    ...(refusal && wall
      ? [
          {
            title: `${refusal.months} 个月（${refusal.article}）`,
            deadline: dossier.deadline({ due: wall, provisional: false }),
          },
        ]
      : []),
  ];
}

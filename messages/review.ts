// Fills a tier's card, open or closed, from what the store knows. Rows leave here masked.
import type { ReviewView, SampleRow } from '../cards/review-view.ts';
import { momentWords } from '../cards/words.ts';
import { maskName, maskNumber } from '../domain/mask.ts';
import type { Tier } from '../domain/route.ts';
import { findRule } from '../domain/rules.ts';
import type { SubmissionEvent } from '../domain/submission.ts';
import type { Queryable } from '../store/database.ts';
import { namesOf, personsOf } from '../store/directory.ts';
import { draftGroups, sampleDrafts } from '../store/draft-samples.ts';
import { countFindings } from '../store/findings.ts';
import { roundChanges } from '../store/round-changes.ts';
import { chargedView } from './charged.ts';
import { type Dossier, deciderOf, tierCalled } from './dossier.ts';
import { historyOf } from './history.ts';
import { type Parts, reasonTitle } from './parts.ts';
import { questionShown, questionsOf } from './questions.ts';
import { byRule } from './result.ts';

/** Rows shown to a reviewer, so that the card stays readable on a phone. */
const sampleSize = 6;

/** The card of one tier in one round, for `reader`; throws when the submission never came to that tier in that round. */
export async function reviewView(
  q: Queryable,
  parts: Parts,
  dossier: Dossier,
  at: { round: number; tier: string },
  reader: string | null,
): Promise<ReviewView> {
  const { tier, index } = tierCalled(dossier, at.tier);
  const arrival = dossier.events.findLast(
    ({ event }) => event.type === 'passed-on' && event.round === at.round && event.tier === index,
  )?.event;
  const submitted = dossier.events.find(({ event }) => event.type === 'submitted' && event.round === at.round)?.event;
  if (arrival?.type !== 'passed-on' || submitted?.type !== 'submitted')
    throw new Error(`submission ${dossier.id} did not come to ${at.tier} in round ${at.round}`);
  const { version } = submitted;
  const closed = closing(dossier, at, index);
  const { state } = dossier;
  // A calendar may have moved the due day since the arrival.
  const period = closed === null && 'tier' in state ? state.period : arrival.period;
  const open = closed === null && state.pending === null;
  const groups = await draftGroups(q, dossier.id, version);
  const checked = dossier.events.findLast(({ event }) => event.type === 'checked' && event.version === version)?.event;
  const check = checked?.type === 'checked' ? checked : null;
  return {
    submission: dossier.id,
    no: dossier.no,
    round: at.round,
    version,
    tier: { key: tier.key, title: tier.title, task: tier.task, article: tier.article },
    closed: closed ?? pendingWords(dossier, at),
    takeBackUntil: closed === null && state.pending ? momentWords(state.pending.until) : null,
    institution: dossier.institution,
    clerk: dossier.who(dossier.state.clerk),
    rows: check?.rows ?? 0,
    groups: groups.map(({ occupation, workType, level, count }) => ({
      occupation: workType === '' ? occupation : `${occupation}（${workType}）`,
      level,
      count,
    })),
    changes: await changesOf(q, dossier, at.round, version),
    warnings: open ? await warningsOf(q, dossier, version) : [],
    repaired: open ? byRule(check?.repaired ?? {}, (rule) => rule.repair) : [],
    issued:
      check?.earliestIssuedOn && check.latestIssuedOn
        ? { earliest: check.earliestIssuedOn, latest: check.latestIssuedOn }
        : null,
    deadline: dossier.deadline(period),
    ...(open ? { charged: chargedView(dossier) } : {}),
    late: open && dossier.today > period.due && tier.task !== 'publication',
    history: historyOf(parts, dossier),
    sample: open ? await sampleOf(q, parts, dossier.id, version) : [],
    returnReasons: parts.returnReasons,
    sentBack: open ? sentBackTo(parts, dossier, at) : null,
    returnTo: dossier.route.tiers.slice(0, index).map(({ key, title }) => [key, title] as const),
    questions: questionsOf(dossier)
      .filter(({ asked }) => asked.round === at.round)
      .map((question) => questionShown(dossier, question)),
    assignee: open && state.assignee !== null ? dossier.who(state.assignee) : null,
    ...(open ? await postOf(q, parts, dossier, tier, reader) : { colleagues: [], signatures: null }),
    today: dossier.today,
  };
}

/** The return that brought it back to this tier in this round; null when it came the usual way. */
function sentBackTo(parts: Parts, dossier: Dossier, at: { round: number; tier: string }): ReviewView['sentBack'] {
  const last = dossier.events.findLast(({ event }) => event.type === 'approved' || event.type === 'returned')?.event;
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
): Promise<Pick<ReviewView, 'colleagues' | 'signatures'>> {
  if (!('post' in state)) return { colleagues: [], signatures: null };
  const able = (await personsOf(q, state.post, today)).filter((person) => !state.hands.includes(person));
  const signed = state.approvals[tier.key] ?? [];
  const names = await namesOf(q, parts.store.sealer, [...able, ...signed]);
  const called = (person: string) => names.get(person) ?? '（已不在册）';
  const colleagues = able.filter((person) => person !== reader).map((person) => [person, called(person)] as const);
  const waiting = able.filter((person) => !signed.includes(person));
  const signatures = tier.sign === 'all' ? { signed: signed.map(called), waiting: waiting.map(called) } : null;
  return { colleagues, signatures };
}

/** What is not the same as in the round before; null in the first. */
async function changesOf(q: Queryable, { id, events }: Dossier, round: number, version: number) {
  const before = events.find(({ event }) => event.type === 'submitted' && event.round === round - 1)?.event;
  return before?.type === 'submitted' ? roundChanges(q, id, before.version, version) : null;
}

/** A decision that lies for its quiet minutes, in words. */
function pendingWords(dossier: Dossier, at: { round: number }): string | null {
  const { pending, round } = dossier.state;
  if (pending === null || round !== at.round) return null;
  return `${dossier.who(pending.by)} 已${pending.what === 'approved' ? '审核通过' : returnWords(dossier, pending.to)}`;
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
  if (last !== undefined && 'by' in last.event && last.event.type !== 'taken-back')
    return `${dossier.who(last.event.by)} 已于 ${momentWords(last.at.toISOString())} ${endWords(dossier, last.event)}`;
  return state.at === 'withdrawn' ? '专管员已撤回，无需办理' : '已由他人办理，无需再办';
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
      return { title: findRule(code)?.title ?? code, count, reason: answer ? words(answer.reason) : null };
    });
}

async function sampleOf(q: Queryable, parts: Parts, submission: string, version: number): Promise<SampleRow[]> {
  const drafts = await sampleDrafts(q, parts.store.sealer, submission, version, sampleSize);
  return drafts.map(({ row, certificate }) => ({
    row,
    name: maskName(certificate.name),
    document: maskNumber(certificate.documentNumber),
    occupation: certificate.occupation,
    level: certificate.level,
    issuedOn: certificate.issuedOn,
  }));
}

// Fills a tier's card, open or closed, from what the store knows. Rows leave here masked.
import type { ReviewView, SampleRow } from '../cards/review.ts';
import { momentWords } from '../cards/words.ts';
import { maskName, maskNumber } from '../domain/mask.ts';
import { findRule } from '../domain/rules.ts';
import type { Queryable } from '../store/database.ts';
import { draftGroups, sampleDrafts } from '../store/draft-samples.ts';
import { countFindings } from '../store/findings.ts';
import { roundChanges } from '../store/round-changes.ts';
import { type Dossier, tierCalled } from './dossier.ts';
import { historyOf } from './history.ts';
import type { Parts } from './parts.ts';
import { byRule } from './result.ts';

/** Rows shown to a reviewer, so that the card stays readable on a phone. */
const sampleSize = 6;

/** The card of one tier in one round; throws when the submission never came to that tier in that round. */
export async function reviewView(
  q: Queryable,
  parts: Parts,
  dossier: Dossier,
  at: { round: number; tier: string },
): Promise<ReviewView> {
  const { tier, index } = tierCalled(dossier, at.tier);
  const arrival = dossier.events.find(
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
    late: open && dossier.today > period.due && tier.task !== 'publication',
    history: historyOf(parts, dossier),
    sample: open ? await sampleOf(q, parts, dossier.id, version) : [],
    returnReasons: parts.returnReasons,
    today: dossier.today,
  };
}

/** What is not the same as in the round before; null in the first. */
async function changesOf(q: Queryable, { id, events }: Dossier, round: number, version: number) {
  const before = events.find(({ event }) => event.type === 'submitted' && event.round === round - 1)?.event;
  return before?.type === 'submitted' ? roundChanges(q, id, before.version, version) : null;
}

/** A decision that lies for its quiet minutes, in words. */
function pendingWords({ state, who }: Dossier, at: { round: number }): string | null {
  const { pending } = state;
  if (pending === null || state.round !== at.round) return null;
  return `${who(pending.by)} 已${pending.what === 'approved' ? '审核通过' : '退回'}`;
}

/** How this tier of this round ended, in words; null while it waits. */
function closing(dossier: Dossier, at: { round: number; tier: string }, index: number): string | null {
  const { state } = dossier;
  if ('tier' in state && state.round === at.round && state.tier === index) return null;
  for (const { at: moment, event } of dossier.events) {
    if (!('round' in event) || event.round !== at.round) continue;
    const when = momentWords(moment.toISOString());
    if (event.type === 'approved' && event.tier === at.tier) return `${dossier.who(event.by)} 已于 ${when} 审核通过`;
    if (event.type === 'returned' && event.tier === at.tier) return `${dossier.who(event.by)} 已于 ${when} 退回`;
    if (event.type === 'handed-over' && tierCalled(dossier, at.tier).tier.task === 'hand-over')
      return `${dossier.who(event.by)} 已于 ${when} 登记上报`;
    if (event.type === 'published' && tierCalled(dossier, at.tier).tier.task === 'publication')
      return `${dossier.who(event.by)} 已于 ${when} 登记公布`;
  }
  return state.at === 'withdrawn' ? '专管员已撤回，无需办理' : '已由他人办理，无需再办';
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

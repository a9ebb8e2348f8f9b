// Fills the clerk's card of one version from what the store knows.
import {
  type Answered,
  type Mark,
  maxPlaces,
  type Place,
  type ResultView,
  type RuleCount,
  type RuleFound,
} from '../cards/result-view.ts';
import { momentWords, sizeWords } from '../cards/words.ts';
import { storedCause } from '../domain/cause.ts';
import type { FieldKey } from '../domain/certificate.ts';
import { unanswered } from '../domain/clerk-acts.ts';
import { isBeyondSixMonths, isLate, uploadDue } from '../domain/deadlines.ts';
import type { CodeCount, Finding } from '../domain/finding.ts';
import type { Rule } from '../domain/rule.ts';
import { findRule, ruleOf } from '../domain/rules.ts';
import type { Standard } from '../domain/standard.ts';
import type { ByCode, Unreadable } from '../domain/submission.ts';
import { wordFinding } from '../domain/wording.ts';
import { causeOfVersion } from '../store/causes.ts';
import type { Queryable } from '../store/database.ts';
import { readVersion } from '../store/drops.ts';
import { countFindings, readWorstFindings } from '../store/findings.ts';
import { isUnreadableCode, unreadableSentence } from '../workbook/unreadable.ts';
import { currentTier, type Dossier, deadlineOn, deciderOf, tierCalled } from './dossier.ts';
import { lineageOf } from './lineage.ts';
import { type Parts, reasonTitle } from './parts.ts';

/** One finding per sheet with the standard's header. */
const severalSheets = ruleOf('several-tables').code;

export async function resultView(q: Queryable, parts: Parts, dossier: Dossier, version: number): Promise<ResultView> {
  const { state, today, calendar } = dossier;
  const file = await readVersion(q, dossier.id, version);
  const standard = parts.standard(state.standard);
  const shows = version === state.version && (state.at === 'faulty' || state.at === 'ready');
  const findings = shows ? await readWorstFindings(q, dossier.id, version, maxPlaces) : [];
  const counts = shows ? await countFindings(q, dossier.id, version, state.check?.unlisted) : [];
  const issued = state.check?.earliestIssuedOn ?? null;
  const upload = issued === null || state.firstSubmittedOn !== null ? null : uploadDue(issued, dossier);
  const held = currentTier(dossier);
  return {
    submission: dossier.id,
    no: dossier.no,
    version,
    at: state.at,
    trial: state.trial,
    superseded: version !== state.version,
    institution: dossier.institution,
    receivedAt: momentWords(file.receivedAt.toISOString()),
    size: sizeWords(file.byteLength),
    check: version === state.version ? state.check : null,
    unreadable: state.check?.unreadable ? unreadableWords(state.check.unreadable) : null,
    cause: shows ? await causeIn(q, dossier, version) : null,
    sheets: findings.flatMap(({ code, sheet }) => (code === severalSheets && sheet !== null ? [sheet] : [])),
    rules: rulesOf(counts, findings, standard),
    places: placesOf(
      findings.filter(({ code }) => !everywhere(counts, code, state.check?.rows ?? 0)),
      standard,
    ),
    repairs: shows ? byRule(state.check?.offered ?? {}, (rule) => rule.repair) : [],
    toAnswer: shows ? toAnswerOf(state) : [],
    answered: shows ? answeredOf(dossier) : [],
    upload: upload && deadlineOn(calendar, today, upload.day, upload.provisional),
    correction: state.period?.holder === 'clerk' ? dossier.deadline(state.period) : null,
    late: isLate(state, dossier),
    tier: held && { title: held.tier.title, deadline: dossier.deadline(held.period) },
    approved: Object.keys(state.approvals).length > 0,
    wall: wallOf(dossier),
    returned: returnedBy(parts, dossier),
    published: publishedOn(dossier),
    lineage: lineageOf(dossier),
  };
}

/** The first 提交 of what was issued more than six months ago is the province's to admit. */
function wallOf(dossier: Dossier): ResultView['wall'] {
  const { state } = dossier;
  if (!isBeyondSixMonths(state, dossier)) return null;
  return state.admission === null ? 'closed' : state.admission === 'asked' ? 'asked' : 'admitted';
}

async function causeIn(q: Queryable, { id }: Dossier, version: number): Promise<ResultView['cause']> {
  const kept = await causeOfVersion(q, id, version);
  return kept && storedCause(kept.code, kept.facts);
}

/** Codes with their counts as people call them; the most frequent first. */
export function byRule(counts: ByCode, called: (rule: Rule) => string | undefined): RuleCount[] {
  return Object.entries(counts)
    .map(([code, count]) => {
      const rule = findRule(code);
      return { code, title: (rule && called(rule)) ?? rule?.title ?? code, count };
    })
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}

function toAnswerOf(state: Dossier['state']): RuleCount[] {
  const open = new Set(unanswered(state));
  const counts = Object.entries(state.check?.toAnswer ?? {}).filter(([code]) => open.has(code));
  return byRule(Object.fromEntries(counts), (rule) => rule.title);
}

/** Warnings of the checked version that were explained, with the clerk's words. */
export function answeredOf({ state, words }: Pick<Dossier, 'state' | 'words'>): Answered[] {
  const open = new Set(unanswered(state));
  return byRule(state.check?.toAnswer ?? {}, (rule) => rule.title).flatMap(({ code, title, count }) => {
    const answer = state.answers[code];
    return answer === undefined || open.has(code) ? [] : [{ title, count, reason: words(answer.reason) }];
  });
}

function rulesOf(counts: readonly CodeCount[], findings: readonly Finding[], standard: Standard): RuleFound[] {
  return counts.map(({ code, severity, count }) => {
    const rule = findRule(code);
    const example = findings.find((finding) => finding.code === code);
    return {
      code,
      severity: markOf(code, severity),
      count,
      title: rule?.title ?? code,
      next: nextOf(rule?.next ?? '', count, example, standard),
    };
  });
}

/** What to do about all places of one kind: words that name one place's value would be wrong for the others. */
function nextOf(next: string, count: number, example: Finding | undefined, standard: Standard): string {
  if (!next.includes('{')) return next;
  return count === 1 && example ? wordFinding(example, standard).next : '怎样改，见标注文件里每一处的说明。';
}

/** What holds of every row is said once, and would only crowd out the other places. */
function everywhere(counts: readonly CodeCount[], code: string, rows: number): boolean {
  return rows > maxPlaces && counts.some((one) => one.code === code && one.count >= rows);
}

function markOf(code: string, severity: Finding['severity']): Mark {
  return severity === 'error' && findRule(code)?.overridable ? 'barred' : severity;
}

function placesOf(findings: readonly Finding[], standard: Standard): Place[] {
  return findings.slice(0, maxPlaces).map((finding) => ({
    row: finding.row,
    column: headerOf(standard, finding.field),
    severity: markOf(finding.code, finding.severity),
    short: wordFinding(finding, standard).short,
  }));
}

function headerOf(standard: Standard, field: FieldKey | null): string {
  return standard.fields.find(({ key }) => key === field)?.header ?? '';
}

function returnedBy(parts: Parts, dossier: Dossier): ResultView['returned'] {
  if (dossier.state.at !== 'returned') return null;
  const last = dossier.events.findLast(({ event }) => event.type === 'returned')?.event;
  if (last?.type !== 'returned') return null;
  const { tier } = tierCalled(dossier, last.tier);
  const title = `${reasonTitle(parts, last.code)}`;
  return {
    by: `${tier.title} ${deciderOf(dossier, last)}`,
    when: momentWords(last.at),
    title,
    words: dossier.words(last.reason),
  };
}

function publishedOn(dossier: Dossier): string | null {
  const last = dossier.events.at(-1)?.event;
  return last?.type === 'published' ? last.on : null;
}

function unreadableWords({ code, limit, where }: Unreadable): string {
  if (!isUnreadableCode(code)) return '文件无法读取，请另存为 .xlsx 后再发一次。';
  return unreadableSentence(code, { ...(limit === null ? {} : { limit }), ...(where === null ? {} : { where }) });
}

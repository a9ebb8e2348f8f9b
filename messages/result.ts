// Fills the clerk's card of one version from what the store knows.
import { type Cause, maxPlaces, type Place, type ResultView } from '../cards/result.ts';
import { momentWords, sizeWords } from '../cards/words.ts';
import type { FieldKey } from '../domain/certificate.ts';
import { isLate, uploadDue } from '../domain/decide.ts';
import { findRule } from '../domain/rules.ts';
import type { Standard } from '../domain/standard.ts';
import type { Unreadable } from '../domain/submission.ts';
import { wordFinding } from '../domain/wording.ts';
import type { Queryable } from '../store/database.ts';
import { readVersion } from '../store/drops.ts';
import { countFindings, readFindings } from '../store/findings.ts';
import { isUnreadableCode, unreadableSentence } from '../workbook/unreadable.ts';
import { currentTier, type Dossier, deadlineOn, tierCalled } from './dossier.ts';
import { type Parts, reasonTitle } from './parts.ts';

export async function resultView(q: Queryable, parts: Parts, dossier: Dossier, version: number): Promise<ResultView> {
  const { state, today, calendar } = dossier;
  const file = await readVersion(q, dossier.id, version);
  const standard = parts.standard(state.standard);
  const shows = version === state.version && (state.at === 'faulty' || state.at === 'ready');
  const issued = state.check?.earliestIssuedOn ?? null;
  const upload = issued === null || state.firstSubmittedOn !== null ? null : uploadDue(issued, dossier);
  const held = currentTier(dossier);
  return {
    submission: dossier.id,
    no: dossier.no,
    version,
    at: state.at,
    superseded: version !== state.version,
    institution: dossier.institution,
    receivedAt: momentWords(file.receivedAt.toISOString()),
    size: sizeWords(file.byteLength),
    check: version === state.version ? state.check : null,
    unreadable: state.check?.unreadable ? unreadableWords(state.check.unreadable) : null,
    causes: shows ? await causesOf(q, dossier.id, version) : [],
    places: shows ? await placesOf(q, standard, dossier.id, version) : [],
    upload: upload && deadlineOn(calendar, today, upload.day, upload.provisional),
    correction: state.period?.holder === 'clerk' ? dossier.deadline(state.period) : null,
    late: isLate(state, dossier),
    tier: held && { title: held.tier.title, deadline: dossier.deadline(held.period) },
    returned: returnedBy(parts, dossier),
    published: publishedOn(dossier),
  };
}

async function causesOf(q: Queryable, submission: string, version: number): Promise<Cause[]> {
  const counts = await countFindings(q, submission, version);
  return counts.map(({ code, severity, count }) => {
    const rule = findRule(code);
    return { code, severity, count, title: rule?.title ?? code, next: rule?.next ?? '' };
  });
}

async function placesOf(q: Queryable, standard: Standard, submission: string, version: number): Promise<Place[]> {
  const findings = await readFindings(q, submission, version, { skip: 0, limit: maxPlaces });
  return findings.map((finding) => ({
    row: finding.row,
    column: headerOf(standard, finding.field),
    severity: finding.severity,
    short: wordFinding(finding, standard).short,
  }));
}

function headerOf(standard: Standard, field: FieldKey | null): string {
  return standard.fields.find(({ key }) => key === field)?.header ?? '—';
}

function returnedBy(parts: Parts, dossier: Dossier): ResultView['returned'] {
  if (dossier.state.at !== 'returned') return null;
  const last = dossier.events.findLast(({ event }) => event.type === 'returned')?.event;
  if (last?.type !== 'returned') return null;
  const { tier } = tierCalled(dossier, last.tier);
  const title = `${reasonTitle(parts, last.code)}`;
  return {
    by: `${tier.title} ${dossier.who(last.by)}`,
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

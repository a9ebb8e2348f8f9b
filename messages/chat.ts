// Fills the cards that answer what a person said or pressed in the chat: help, progress, history, the question about a file.
import type { HelpView } from '../cards/help.ts';
import { type HistoryView, maxProgressRows, type ProgressRow, type ProgressView } from '../cards/progress.ts';
import { maxChoices, type QuestionView } from '../cards/question.ts';
import { momentWords, sizeWords } from '../cards/words.ts';
import { dayOf } from '../domain/calendar.ts';
import { stateNames } from '../domain/refusals.ts';
import { readCalendar } from '../store/calendars.ts';
import type { Queryable } from '../store/database.ts';
import type { DeliveryAbout } from '../store/delivery-about.ts';
import { institutionNames, openPerson, type Standing, standingOf } from '../store/directory.ts';
import { type Drop, isVersion, readDrop } from '../store/drops.ts';
import { type Listed, openSubmissions, submissionNo, submissionNos } from '../store/submission-lists.ts';
import { chargedView } from './charged.ts';
import { type Dossier, deadlineOn } from './dossier.ts';
import { attachChoices, attachmentsOf } from './evidence.ts';
import { handOutLines } from './hand-outs.ts';
import { historyOf } from './history.ts';
import type { Parts } from './parts.ts';
import { reportView } from './report.ts';
import { inOrder } from './review.ts';
import { lookLines } from './sample.ts';

export async function helpView(
  q: Queryable,
  parts: Parts,
  openId: string,
  occasion: HelpView['occasion'],
  now: Date,
): Promise<HelpView> {
  const standing = await standingOf(q, openId, dayOf(now));
  if (standing === null) return { name: null, roles: [], occasion };
  const { name } = await openPerson(q, parts.store.sealer, standing.id);
  return { name, roles: rolesOf(standing), occasion };
}

function rolesOf(standing: Standing): HelpView['roles'] {
  return [
    ...(standing.institutions.length > 0 ? (['clerk'] as const) : []),
    ...(standing.posts.length > 0 ? (['reviewer'] as const) : []),
    ...(standing.manages.length > 0 ? (['manager'] as const) : []),
    ...(standing.administrator ? (['administrator'] as const) : []),
  ];
}

/** What this person may see: their institutions' open work, what waits on their posts, and as a manager the whole office. */
export async function progressView(q: Queryable, parts: Parts, openId: string, now: Date): Promise<ProgressView> {
  const today = dayOf(now);
  const standing = await standingOf(q, openId, today);
  if (standing === null) return { sections: [], today };
  const { posts, institutions, manages: offices } = standing;
  const found = [
    { title: '在我岗位上的', list: await openSubmissions(q, { posts }, maxProgressRows) },
    { title: '我单位提交的', list: await openSubmissions(q, { institutions }, maxProgressRows) },
    { title: '本单位及下级在办', list: await openSubmissions(q, { offices }, maxProgressRows) },
  ];
  const sections = [];
  for (const { title, list } of found) {
    const rows = await progressRows(q, parts, list.rows, today);
    sections.push({ title, rows, more: list.total - rows.length });
  }
  const report = offices.length === 0 ? null : await reportView(q, parts, openId, now);
  return { sections, today, ...(report === null ? {} : { breaks: report.breaks }) };
}

/** Submissions as a list shows them. */
export async function progressRows(
  q: Queryable,
  parts: Parts,
  list: readonly Listed[],
  today: string,
): Promise<ProgressRow[]> {
  const names = await institutionNames(
    q,
    list.map(({ state }) => state.institution),
  );
  const calendar = await readCalendar(q);
  const parents = await submissionNos(
    q,
    list.flatMap(({ state }) => state.lineage?.parent ?? []),
  );
  return list.map(({ id, no, state }) => ({
    submission: id,
    no,
    institution: names.get(state.institution) ?? state.institution,
    at: state.at,
    trial: state.trial,
    holder: 'tier' in state ? (parts.store.route(state.route).tiers[state.tier]?.title ?? '') : '专管员',
    deadline: state.period && deadlineOn(calendar, today, state.period.due, state.period.provisional),
    from: state.lineage && (parents.get(state.lineage.parent) ?? null),
  }));
}

/** The whole story, files that went out and came back included. */
export async function historyView(q: Queryable, parts: Parts, dossier: Dossier): Promise<HistoryView> {
  const history = inOrder([
    ...historyOf(parts, dossier),
    ...(await handOutLines(q, parts, dossier)),
    ...(await lookLines(q, parts, dossier, { decided: false })),
  ]);
  return {
    no: dossier.no,
    institution: dossier.institution,
    at: dossier.state.at,
    submission: dossier.id,
    attachments: attachmentsOf(dossier),
    charged: chargedView(dossier),
    history,
  };
}

/** Where a file went. */
async function placedWords(q: Queryable, { submission, file }: Drop, no: string): Promise<string> {
  const isData = submission !== null && (await isVersion(q, submission, file));
  return isData ? `已作为 ${no} 处理，请看新的卡片。` : `已作为 ${no} 的附件，在它的卡片和办理经过里可以取用。`;
}

/** The question about a dropped file: which open submissions it may belong to; once answered, how. */
export async function questionView(
  q: Queryable,
  about: DeliveryAbout,
  openId: string,
  now: Date,
): Promise<QuestionView> {
  const { drop = '', code, evidence, named } = about;
  const trial = code === 'trial';
  const kept = await readDrop(q, drop);
  if (kept === null) throw new Error(`no drop ${drop}`);
  const standing = await standingOf(q, openId, dayOf(now));
  const institutions = await institutionNames(q, standing?.institutions ?? []);
  const { rows } = await openSubmissions(q, { institutions: [...institutions.keys()] }, 100);
  const replaceable = rows
    .filter(({ state }) => ['faulty', 'ready', 'returned'].includes(state.at))
    .slice(0, maxChoices);
  const no = kept.submission === null ? null : await submissionNo(q, kept.submission);
  return {
    drop,
    size: sizeWords(kept.byteLength),
    trial,
    attach: evidence === undefined || standing === null ? null : await attachChoices(q, standing, named),
    data: institutions.size > 0 && (evidence === undefined || evidence === 'xlsx'),
    receivedAt: momentWords(kept.receivedAt.toISOString()),
    open: replaceable.map(({ id, no: number, state }) => ({
      submission: id,
      no: number,
      institution: { code: state.institution, name: institutions.get(state.institution) ?? '' },
      state: `${state.trial ? '试填，' : ''}${stateNames[state.at]}`,
      rows: state.check?.rows ?? null,
    })),
    institutions: [...institutions].map(([code, name]) => ({ code, name })),
    settled: kept.settledAt === null ? null : no === null ? '已按您的选择不作处理。' : await placedWords(q, kept, no),
  };
}

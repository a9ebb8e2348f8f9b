// Fills the alarm about a post that nobody holds, and the word that it is filled.
import type { FilledView, VacancyView } from '../cards/vacancy.ts';
import { dayWords } from '../cards/words.ts';
import { readCalendar } from '../store/calendars.ts';
import type { Queryable } from '../store/database.ts';
import { appointedTo, postCalled, readVacancy, waitingOn } from '../store/vacancies.ts';
import { deadlineOn, holderNames } from './dossier.ts';
import type { Parts } from './parts.ts';

/** Null when it is filled by now: nobody is alarmed in vain. */
export async function vacancyView(q: Queryable, id: string, today: string): Promise<VacancyView | null> {
  const vacancy = await readVacancy(q, id);
  if (vacancy === null) throw new Error(`no vacancy ${id}`);
  const { post, from, filledAt } = vacancy;
  if (filledAt !== null) return null;
  const { title, office } = await postCalled(q, post);
  const { count, due, provisional } = await waitingOn(q, post);
  const begun = from <= today;
  const why = whyWords(await appointedTo(q, post, begun ? today : from));
  const earliest = due === null ? null : deadlineOn(await readCalendar(q), today, due, provisional);
  return { post: title, office, from, begun, why, waiting: count, earliest };
}

function whyWords(appointed: readonly { to: string | null; left: boolean; away: boolean }[]): string {
  if (appointed.some(({ away }) => away)) return '任职的人都在请假，没有可以办理的代理人';
  if (appointed.some(({ left }) => left)) return '任职的人已离开单位';
  const last = appointed
    .flatMap(({ to }) => (to === null ? [] : [to]))
    .sort()
    .at(-1);
  return last === undefined ? '没有人任职' : `任期到 ${dayWords(last)} 为止`;
}

export async function filledView(q: Queryable, parts: Parts, id: string, today: string): Promise<FilledView> {
  const vacancy = await readVacancy(q, id);
  if (vacancy === null) throw new Error(`no vacancy ${id}`);
  const { title, office } = await postCalled(q, vacancy.post);
  return { post: title, office, holders: await holderNames(q, parts, vacancy.post, today) };
}

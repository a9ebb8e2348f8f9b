// Fills the digest of a day for one person, from what the store knows when it is sent.
import type { DigestView } from '../cards/digest.ts';
import { maxProgressRows } from '../cards/progress.ts';
import { momentWords } from '../cards/words.ts';
import { dayOf } from '../domain/calendar.ts';
import { decisionNames } from '../domain/refusals.ts';
import { openingBefore } from '../domain/working-hours.ts';
import { readCalendar } from '../store/calendars.ts';
import type { Queryable } from '../store/database.ts';
import { standingOf } from '../store/directory.ts';
import { type Decided, decidedSince, type Listed } from '../store/submission-lists.ts';
import { waitingOn } from '../store/waiting-on.ts';
import { progressRows } from './chat.ts';
import type { Parts } from './parts.ts';

const maxNews = 10;

/** Null: that day is over, or nothing waits on this person any more. */
export async function digestView(
  q: Queryable,
  parts: Parts,
  openId: string,
  day: string,
  now: Date,
): Promise<DigestView | null> {
  const { workingHours } = parts.store;
  const standing = day === dayOf(now) ? await standingOf(q, openId, day) : null;
  if (standing === null || workingHours === null) return null;
  const posts = standing.posts.filter((post) => !standing.away.includes(post));
  const { rows, total } = await waitingOn(q, { ...standing, posts }, { limit: maxProgressRows, skip: 0 });
  const listed = rows.filter((one) => isTold(one, day));
  if (listed.length === 0) return null;
  const since = openingBefore(workingHours, await readCalendar(q), day);
  const news = await decidedSince(q, standing.institutions, since, maxNews);
  return {
    today: day,
    waiting: await progressRows(q, parts, listed, day),
    more: total - rows.length,
    news: news.map(newsWords),
  };
}

/** What somebody has said 已知悉 of is left out for as long as that spares it; never on its due day or later. */
function isTold({ state: { period } }: Listed, day: string): boolean {
  return period === null || period.seen === null || period.seen.until < day || period.due <= day;
}

function newsWords({ no, decision }: Decided): string {
  return `${no} 于 ${momentWords(decision.at)} ${decisionNames[decision.what]}`;
}

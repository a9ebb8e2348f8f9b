// Fills the manager's report: what is open, how long each tier takes, why things come back, and what will be late at this pace.
import type { ReportView } from '../cards/report.ts';
import { dayOf } from '../domain/calendar.ts';
import { figuresOf, quantile } from '../domain/figures.ts';
import { type Break, forecast, PACE_DAYS, paceSince } from '../domain/forecast.ts';
import type { Holder } from '../domain/time-held.ts';
import { readCalendar } from '../store/calendars.ts';
import type { Queryable } from '../store/database.ts';
import { standingOf } from '../store/directory.ts';
import { openCounts, storiesSince, waitingAtPosts } from '../store/office-figures.ts';
import { type Parts, reasonTitle } from './parts.ts';

/** Calendar days that a report looks back. */
const LOOK_BACK = 60;
const dayMs = 86_400_000;

/** For whoever manages offices; null for everybody else, and for a weekly report whose `day` is over. */
export async function reportView(
  q: Queryable,
  parts: Parts,
  openId: string,
  now: Date,
  day: string | null = null,
): Promise<ReportView | null> {
  const today = dayOf(now);
  const standing = day === null || day === today ? await standingOf(q, openId, today) : null;
  if (standing === null || standing.manages.length === 0) return null;
  const { manages: offices } = standing;
  const calendar = await readCalendar(q);
  const since = new Date(now.getTime() - LOOK_BACK * dayMs);
  const titleIn = (route: string) => (holder: Holder) =>
    typeof holder === 'number' ? (parts.store.route(route).tiers[holder]?.title ?? '') : '';
  const stories = (await storiesSince(q, offices, since)).map((story) => ({ ...story, titleOf: titleIn(story.route) }));
  const figures = figuresOf(stories, calendar, today, dayOf(since), paceSince(calendar, today));
  const open = await openCounts(q, offices, today);
  return {
    today,
    weekly: day !== null,
    lookBack: LOOK_BACK,
    open: open.map(({ route, tier, age, count }) => ({ tier: titleIn(route)(tier), age, count })),
    spent: [...figures.spent].map(([tier, days]) => ({
      tier,
      median: quantile(days, 0.5),
      most: quantile(days, 0.9),
      count: days.length,
    })),
    returns: [...figures.returns]
      .map(([code, count]) => ({ title: reasonTitle(parts, code), count }))
      .sort((a, b) => b.count - a.count),
    ...(await breaksOf(q, offices, figures.decisions, calendar, today)),
  };
}

async function breaksOf(
  q: Queryable,
  offices: readonly string[],
  decisions: ReadonlyMap<string, number>,
  calendar: Parameters<typeof forecast>[2],
  today: string,
): Promise<Pick<ReportView, 'breaks'>> {
  const waiting = await waitingAtPosts(q, offices);
  const posts = [...new Map(waiting.map(({ post, title }) => [post, title]))];
  const breaks = posts.flatMap(([post, title]) => {
    const queue = waiting.filter((one) => one.post === post);
    const pace = (decisions.get(post) ?? 0) / PACE_DAYS;
    return forecast(queue, pace, calendar, today).map(({ no, breaksOn }: Break) => ({ no, breaksOn, post: title }));
  });
  return { breaks: breaks.sort((a, b) => a.breaksOn.localeCompare(b.breaksOn) || a.no.localeCompare(b.no)) };
}

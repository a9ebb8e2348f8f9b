// Working-day calendars, year by year and version by version; the newest version of a year is the one that counts.
import type { Calendar, CalendarYear } from '../domain/calendar.ts';
import type { Queryable, Tx } from './database.ts';
import { leave } from './outbox.ts';

/** The newest version of every year, of those known at an instant if one is given; oldest year first. */
export async function readCalendarYears(q: Queryable, at: Date | null = null): Promise<CalendarYear[]> {
  const { rows } = await q.query<CalendarYear>(
    `select distinct on (year) year, version, notice, days_off as "daysOff", working_days as "workingDays"
     from calendar_years where $1::timestamptz is null or loaded_at <= $1 order by year, version desc`,
    [at],
  );
  return rows;
}

/** The calendar in force, now or at an instant; its version names the newest year and counts every year's versions. */
export async function readCalendar(q: Queryable, at: Date | null = null): Promise<Calendar> {
  return calendarWith(await readCalendarYears(q, at));
}

/** These years as one calendar, oldest first. */
export function calendarWith(years: readonly CalendarYear[]): Calendar {
  const versions = years.reduce((sum, { version }) => sum + version, 0);
  return { version: `${years.at(-1)?.year ?? 0}-${versions}`, years: new Map(years.map((row) => [row.year, row])) };
}

/**
 * Stores the years whose version is newer than the stored one, and returns these; open due days are then counted anew.
 * The newest version with other days is a fault: due days were counted by it. Safe to run at every start and by several
 * processes at once.
 */
export async function loadCalendarYears(tx: Tx, years: readonly CalendarYear[], now: Date): Promise<CalendarYear[]> {
  // One after the other, so that each load is told apart by the calendar it leads to.
  await tx.query(`select pg_advisory_xact_lock(hashtext('calendar_years'))`);
  const before = await readCalendarYears(tx);
  const loaded: CalendarYear[] = [];
  for (const year of years) {
    const { rowCount } = await tx.query(
      `insert into calendar_years (year, version, notice, days_off, working_days, loaded_at)
       select $1, $2, $3, $4, $5, $6
       where not exists (select from calendar_years where year = $1 and version > $2)
       on conflict do nothing`,
      [year.year, year.version, year.notice, year.daysOff, year.workingDays, now],
    );
    if (rowCount === 1) loaded.push(year);
    else await refuseOther(tx, year);
  }
  // Nothing was counted while there was no calendar at all.
  if (before.length > 0 && loaded.length > 0) {
    const { version } = await readCalendar(tx);
    const key = `recount-due-days:${version}`;
    await leave(tx, { job: 'recount-due-days', payload: { calendar: version }, key }, now);
  }
  return loaded;
}

async function refuseOther(q: Queryable, { year, version, notice, daysOff, workingDays }: CalendarYear): Promise<void> {
  const { rows } = await q.query(
    `select from calendar_years where year = $1 and version = $2
     and ((notice is null) <> ($3::text is null) or days_off <> $4::date[] or working_days <> $5::date[])
     and not exists (select from calendar_years where year = $1 and version > $2)`,
    [year, version, notice, daysOff, workingDays],
  );
  if (rows.length > 0) throw new Error(`calendar ${year} version ${version} is stored with other days: count it up`);
}

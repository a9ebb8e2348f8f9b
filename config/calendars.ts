// Reads the calendar years kept beside this file. Must not decide what a working day is.
import { z } from 'zod';
import type { Calendar } from '../domain/calendar.ts';
import year2018 from './calendars/2018.json' with { type: 'json' };
import year2019 from './calendars/2019.json' with { type: 'json' };
import year2020 from './calendars/2020.json' with { type: 'json' };
import year2021 from './calendars/2021.json' with { type: 'json' };
import year2022 from './calendars/2022.json' with { type: 'json' };
import year2023 from './calendars/2023.json' with { type: 'json' };
import year2024 from './calendars/2024.json' with { type: 'json' };
import year2025 from './calendars/2025.json' with { type: 'json' };
import year2026 from './calendars/2026.json' with { type: 'json' };

const days = z.array(z.iso.date()).readonly();

/** One year's file or row: `daysOff` are weekdays off, `workingDays` weekends worked. */
export const CalendarYearSchema = z.strictObject({
  year: z.int().min(2000).max(2100),
  version: z.int().positive(),
  notice: z.string().min(1).nullable(),
  daysOff: days,
  workingDays: days,
});

/** Calendar from parsed years; throws on a year given twice or a list that holds another year's day. */
export function calendarOf(version: string, years: readonly unknown[]): Calendar {
  const byYear: Calendar = { version, years: new Map(years.map((row) => yearEntry(row))) };
  if (byYear.years.size !== years.length) throw new Error('a calendar year is given twice');
  return byYear;
}

/** Every year shipped with the product; 2027 joins when its notice is out. */
export const shippedCalendar: Calendar = calendarOf('2026-1', [
  year2018,
  year2019,
  year2020,
  year2021,
  year2022,
  year2023,
  year2024,
  year2025,
  year2026,
]);

function yearEntry(row: unknown) {
  const year = CalendarYearSchema.parse(row);
  const stray = [...year.daysOff, ...year.workingDays].find((day) => !day.startsWith(`${year.year}-`));
  if (stray) throw new Error(`calendar ${year.year} holds ${stray}`);
  return [year.year, year] as const;
}

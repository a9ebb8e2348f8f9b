// Makes the parts from a process's environment: database, keys, and the data of config. For the main files alone.
import { shippedCalendar } from '../config/calendars.ts';
import { commitment } from '../config/commitment.ts';
import { divisions } from '../config/divisions.ts';
import { readOccupations } from '../config/occupations.ts';
import { returnReasons } from '../config/return-reasons.ts';
import { type RouteBook, shippedRoutes } from '../config/routes.ts';
import { standardCalled } from '../config/standards.ts';
import { readWorkingHours } from '../domain/working-hours.ts';
import { loadCalendarYears } from '../store/calendars.ts';
import { openDatabase } from '../store/database.ts';
import { createSealer, type MasterKey } from '../store/sealing.ts';
import type { Parts } from './parts.ts';

export type Needs = {
  DATABASE_URL: string;
  HEZHENG_MASTER_KEY: readonly MasterKey[];
  HEZHENG_QUIET_MINUTES: number;
  HEZHENG_WORKING_HOURS: string;
  HEZHENG_OCCUPATIONS?: string | undefined;
};

/** Reads the dictionary where one is named, opens the database and loads the shipped calendars into it where they are newer. */
export async function partsOf(
  env: Needs,
  applicationName: string,
  now: Date,
  routes: RouteBook = shippedRoutes,
): Promise<Parts> {
  const occupations = await readOccupations(env.HEZHENG_OCCUPATIONS ?? null);
  const db = openDatabase(env.DATABASE_URL, { applicationName });
  await db.transaction((tx) => loadCalendarYears(tx, [...shippedCalendar.years.values()], now));
  return {
    store: {
      db,
      sealer: createSealer({ masterKeys: env.HEZHENG_MASTER_KEY }),
      ...routes,
      quietMinutes: env.HEZHENG_QUIET_MINUTES,
      workingHours: readWorkingHours(env.HEZHENG_WORKING_HOURS) ?? null,
    },
    standard: standardCalled,
    divisions,
    occupations,
    commitment,
    returnReasons,
  };
}

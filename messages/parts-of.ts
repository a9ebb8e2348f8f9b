// Makes the parts from a process's environment: database, keys, and the data of config. For the main files alone.
import { shippedCalendar } from '../config/calendars.ts';
import { commitment } from '../config/commitment.ts';
import { divisions } from '../config/divisions.ts';
import { readOccupations } from '../config/occupations.ts';
import { returnReasons } from '../config/return-reasons.ts';
import { defaultRoute, routeCalled } from '../config/routes.ts';
import { findStandard, standardOn } from '../config/standards.ts';
import { dayOf } from '../domain/calendar.ts';
import { loadCalendarYears } from '../store/calendars.ts';
import { openDatabase } from '../store/database.ts';
import { createSealer, type MasterKey } from '../store/sealing.ts';
import type { Parts } from './parts.ts';

export type Needs = {
  DATABASE_URL: string;
  HEZHENG_MASTER_KEY: readonly MasterKey[];
  HEZHENG_QUIET_MINUTES: number;
  HEZHENG_OCCUPATIONS?: string | undefined;
};

/** Reads the dictionary where one is named, opens the database and loads the shipped calendars into it where they are newer. */
export async function partsOf(env: Needs, applicationName: string, now: Date): Promise<Parts> {
  // Of the day it starts: a standard that takes effect later is used from the next start on.
  const standard = standardOn(dayOf(now));
  const occupations = await readOccupations(env.HEZHENG_OCCUPATIONS ?? null);
  const db = openDatabase(env.DATABASE_URL, { applicationName });
  await db.transaction((tx) => loadCalendarYears(tx, [...shippedCalendar.years.values()], now));
  return {
    store: {
      db,
      sealer: createSealer({ masterKeys: env.HEZHENG_MASTER_KEY }),
      route: routeCalled,
      quietMinutes: env.HEZHENG_QUIET_MINUTES,
    },
    standard: frozenStandard,
    divisions,
    occupations,
    commitment,
    returnReasons,
    current: { standard: `${standard.id}@${standard.version}`, route: defaultRoute.id },
  };
}

function frozenStandard(frozen: string) {
  const [id = '', version = ''] = frozen.split('@');
  const standard = findStandard(id, Number(version));
  if (standard === null) throw new Error(`no standard ${frozen} in config/standards`);
  return standard;
}

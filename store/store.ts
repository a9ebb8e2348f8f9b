// What every writer here works with: the database, the sealer and the routes. Made once by each process's main file.
import type { Chosen, Route, Terms } from '../domain/route.ts';
import type { WorkingHours } from '../domain/working-hours.ts';
import type { Database } from './database.ts';
import type { Sealer } from './sealing.ts';

export type Store = {
  db: Database;
  sealer: Sealer;
  /** A route by id, as frozen on a submission. Throws when it is not known. */
  route: (id: string) => Route;
  /** What a submission runs under; throws where the shipped table has no line. */
  terms: (of: Chosen) => Terms;
  /** Minutes in which a decision may be taken back; 0 lets it take effect at once. */
  quietMinutes: number;
  /** Outside these, messages wait for the next opening; null sends them at any time. */
  workingHours: WorkingHours | null;
};

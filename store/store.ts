// What every writer here works with: the database, the sealer and the routes. Made once by each process's main file.
import type { Route } from '../domain/route.ts';
import type { Database } from './database.ts';
import type { Sealer } from './sealing.ts';

export type Store = {
  db: Database;
  sealer: Sealer;
  /** A route by id, as frozen on a submission. Throws when it is not known. */
  route: (id: string) => Route;
  /** Minutes in which a decision may be taken back; 0 lets it take effect at once. */
  quietMinutes: number;
};

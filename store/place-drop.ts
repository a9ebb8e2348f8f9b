// Gives a kept file its place: a new submission, or the next version of one that is open. Once per file.
import { randomUUID } from 'node:crypto';
import { dayOf } from '../domain/calendar.ts';
import { certificateKinds, type Terms } from '../domain/route.ts';
import type { Actor } from '../domain/submission.ts';
import type { Queryable, Tx } from './database.ts';
import { filingOf } from './directory.ts';
import { addVersion, readDrop, settleDrop } from './drops.ts';
import type { Store } from './store.ts';
import { type Acted, actIn } from './submissions.ts';

export type Placing = {
  drop: string;
  by: Actor;
  institution: string;
  /** Null: a new submission, under what is chosen for the institution on this day. */
  submission: string | null;
  /** 试填: checked, and never submitted before it is made real. */
  trial: boolean;
};

/** What came of it; `settled` when the file had its place before. Throws when there is no such file. */
export async function placeDrop(tx: Tx, store: Store, placing: Placing, now: Date): Promise<Acted | 'settled'> {
  await tx.query('select from drops where id = $1 for update', [placing.drop]);
  const drop = await readDrop(tx, placing.drop);
  if (drop === null) throw new Error(`no drop ${placing.drop}`);
  if (drop.settledAt !== null) return 'settled';
  const id = placing.submission ?? randomUUID();
  const { by, institution, trial } = placing;
  const { standard, route } = await termsFor(tx, store, institution, dayOf(now));
  const command = { type: 'receive' as const, by, institution, file: drop.file, standard, route, trial };
  const acted = await actIn(tx, store, id, { command: () => command }, now);
  if (!acted.ok) return acted;
  const version = acted.state.at === 'none' ? 1 : acted.state.version;
  await addVersion(tx, store.sealer, { submission: id, version, drop }, now);
  await settleDrop(tx, drop.id, id, now);
  return acted;
}

/** Route and standard of what an institution sends on a day; null for whoever belongs to none: those of most. */
export async function termsFor(
  q: Queryable,
  store: Pick<Store, 'terms'>,
  institution: string | null,
  on: string,
): Promise<Terms> {
  const filing = institution === null ? null : await filingOf(q, institution);
  return store.terms({ ...(filing ?? { kind: certificateKinds[0], office: 'city' }), on, level: null });
}

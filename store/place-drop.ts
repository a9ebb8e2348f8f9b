// Gives a kept file its place: a new submission, or the next version of one that is open. Once per file.
import { randomUUID } from 'node:crypto';
import type { Actor } from '../domain/submission.ts';
import type { Tx } from './database.ts';
import { addVersion, readDrop, settleDrop } from './drops.ts';
import type { Store } from './store.ts';
import { type Acted, actIn } from './submissions.ts';

export type Placing = {
  drop: string;
  by: Actor;
  institution: string;
  /** Null: a new submission, under this standard and route. */
  submission: string | null;
  standard: string;
  route: string;
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
  const { by, institution, standard, route, trial } = placing;
  const command = { type: 'receive' as const, by, institution, file: drop.file, standard, route, trial };
  const acted = await actIn(tx, store, id, { command: () => command }, now);
  if (!acted.ok) return acted;
  const version = acted.state.at === 'none' ? 1 : acted.state.version;
  await addVersion(tx, store.sealer, { submission: id, version, drop }, now);
  await settleDrop(tx, drop.id, id, now);
  return acted;
}

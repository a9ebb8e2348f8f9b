// Attaches a kept file to a submission as evidence. Once per file.
import type { EvidenceKind } from '../domain/evidence.ts';
import type { Actor } from '../domain/submission.ts';
import type { Tx } from './database.ts';
import { readDrop, settleDrop } from './drops.ts';
import type { Store } from './store.ts';
import { type Acted, actIn } from './submissions.ts';

export type Attaching = { drop: string; submission: string; by: Actor; kind: EvidenceKind };

/** What came of it; `settled` when the file had its place before. Throws when there is no such file. */
export async function attachDrop(tx: Tx, store: Store, attaching: Attaching, now: Date): Promise<Acted | 'settled'> {
  const { by, kind, submission } = attaching;
  await tx.query('select from drops where id = $1 for update', [attaching.drop]);
  const drop = await readDrop(tx, attaching.drop);
  if (drop === null) throw new Error(`no drop ${attaching.drop}`);
  if (drop.settledAt !== null) return 'settled';
  const command = { type: 'attach' as const, by, file: drop.file, kind, bytes: drop.byteLength };
  const acted = await actIn(tx, store, submission, { command: () => command }, now);
  if (acted.ok) await settleDrop(tx, drop.id, submission, now);
  return acted;
}

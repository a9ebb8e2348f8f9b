// Directory workbooks that administrators dropped: read and compared, shown, then put in force or put aside. Once each.
import type { DirectoryFile, DirectoryProblem } from '../domain/directory.ts';
import type { Change } from '../domain/directory-changes.ts';
import type { Queryable, Tx } from './database.ts';
import { settleDrop } from './drops.ts';
import { loadWithin } from './load-directory.ts';
import { leave } from './outbox.ts';
import type { Store } from './store.ts';

export type DirectoryProposal = {
  /** The drop's. */
  id: string;
  person: string;
  file: string;
  at: 'reading' | 'answered' | 'in-force' | 'declined';
  /** The edition it was compared with last; null before it was read. */
  basedOn: number | null;
  /** The edition it became. */
  edition: number | null;
  changedAt: Date;
};

/** What reading and comparing gave. Kept sealed: the workbook holds people's names and numbers. */
export type DirectoryAnswer = {
  /** The sentence that says why it cannot be read; the rest is then empty. */
  unreadable: string | null;
  problems: readonly DirectoryProblem[];
  changes: readonly Change[];
  warnings: readonly string[];
  /** What is to take effect; null where there are problems. */
  directory: DirectoryFile | null;
};

const columns = `id, person, file, at, based_on as "basedOn", edition, changed_at as "changedAt"`;
const place = (id: string) => ({ table: 'directory_proposals', id, version: 1 });

/** Takes a drop as a directory to be read, and leaves the job that reads it. The same drop twice is one proposal. */
export async function propose(tx: Tx, drop: { id: string; person: string; file: string }, now: Date): Promise<void> {
  const { rowCount } = await tx.query(
    `insert into directory_proposals (id, person, file, at, changed_at) values ($1, $2, $3, 'reading', $4)
     on conflict (id) do nothing`,
    [drop.id, drop.person, drop.file, now],
  );
  if (rowCount === 0) return;
  await settleDrop(tx, drop.id, null, now);
  await leave(tx, { job: 'read-directory', payload: { proposal: drop.id } }, now);
}

export async function readProposal(q: Queryable, id: string): Promise<DirectoryProposal | null> {
  const { rows } = await q.query<DirectoryProposal>(`select ${columns} from directory_proposals where id = $1`, [id]);
  return rows[0] ?? null;
}

async function lockProposal(tx: Tx, id: string): Promise<DirectoryProposal | null> {
  await tx.query('select from directory_proposals where id = $1 for update', [id]);
  return readProposal(tx, id);
}

/** Keeps what reading gave; false when it is no longer asked for. */
export async function answerProposal(
  tx: Tx,
  store: Store,
  id: string,
  { basedOn, answer }: { basedOn: number; answer: DirectoryAnswer },
  now: Date,
): Promise<boolean> {
  if ((await lockProposal(tx, id))?.at !== 'reading') return false;
  const key = await store.sealer.sharedDataKey(tx, `directory/${now.toISOString().slice(0, 4)}`, now);
  await tx.query(
    `update directory_proposals set at = 'answered', based_on = $2, sealed = $3, changed_at = $4 where id = $1`,
    [id, basedOn, store.sealer.seal(key, place(id), JSON.stringify(answer)), now],
  );
  return true;
}

/** What reading gave; null before. */
export async function openAnswer(q: Queryable, { sealer }: Store, id: string): Promise<DirectoryAnswer | null> {
  const { rows } = await q.query<{ sealed: Buffer | null }>('select sealed from directory_proposals where id = $1', [
    id,
  ]);
  const sealed = rows[0]?.sealed ?? null;
  if (sealed === null) return null;
  // Sealed by `answerProposal`.
  return JSON.parse((await sealer.open(q, place(id), sealed)).toString('utf8')) as DirectoryAnswer;
}

export type Confirmed =
  | { now: 'in-force'; edition: number; byCode: number }
  /** Nothing was changed: another edition came in between. It is being compared anew. */
  | { now: 'moved-on' }
  | { now: 'settled'; proposal: DirectoryProposal }
  | { now: 'not-ready' };

/** Puts a proposal in force, if what was shown is still what it would change. */
export async function confirmProposal(
  store: Store,
  asked: { proposal: string; basedOn: number; by: string },
  now: Date,
): Promise<Confirmed> {
  return store.db.transaction(async (tx): Promise<Confirmed> => {
    const proposal = await lockProposal(tx, asked.proposal);
    if (proposal === null) return { now: 'not-ready' };
    if (proposal.at === 'in-force' || proposal.at === 'declined') return { now: 'settled', proposal };
    if (proposal.at === 'reading' || proposal.basedOn !== asked.basedOn) return { now: 'moved-on' };
    const directory = (await openAnswer(tx, store, proposal.id))?.directory ?? null;
    if (directory === null) return { now: 'not-ready' };
    const loading = { by: asked.by, file: proposal.file, basedOn: asked.basedOn };
    const loaded = await loadWithin(tx, store, directory, loading, now);
    if (loaded === 'moved-on') {
      await tx.query(`update directory_proposals set at = 'reading', changed_at = $2 where id = $1`, [
        proposal.id,
        now,
      ]);
      await leave(tx, { job: 'read-directory', payload: { proposal: proposal.id } }, now);
      return { now: 'moved-on' };
    }
    await tx.query(`update directory_proposals set at = 'in-force', edition = $2, changed_at = $3 where id = $1`, [
      proposal.id,
      loaded.edition,
      now,
    ]);
    return { now: 'in-force', edition: loaded.edition, byCode: loaded.byCode.length };
  });
}

/** Puts a proposal aside; false when it is settled already. */
export async function declineProposal(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update directory_proposals set at = 'declined', changed_at = $2
     where id = $1 and at in ('reading', 'answered')`,
    [id, now],
  );
  return rowCount === 1;
}

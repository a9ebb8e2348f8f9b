// Words typed by persons, sealed: events name a note by its id, so that streams hold no personal data.
import { randomUUID } from 'node:crypto';
import type { Queryable, Tx } from './database.ts';
import type { Sealer } from './sealing.ts';

/** Forms allow 1,000 characters; this is only the last line of defence. */
const MAX_NOTE_CHARACTERS = 10_000;

/** Seals and stores the words; returns the note's id for an event to name. */
export async function putNote(tx: Tx, sealer: Sealer, words: string, now: Date): Promise<string> {
  const [id = ''] = await putNotes(tx, sealer, [words], now);
  return id;
}

/** The same for many at once; their ids in the order given. */
export async function putNotes(tx: Tx, sealer: Sealer, texts: readonly string[], now: Date): Promise<string[]> {
  if (texts.some((words) => words.length > MAX_NOTE_CHARACTERS)) throw new Error('a note is too long to store');
  const key = await sealer.sharedDataKey(tx, `notes/${now.toISOString().slice(0, 7)}`, now);
  const ids = texts.map(() => randomUUID());
  await tx.query(
    'insert into notes (id, words, created_at) select id, words, $3 from unnest($1::uuid[], $2::bytea[]) as n (id, words)',
    [ids, ids.map((id, i) => sealer.seal(key, placeOf(id), texts[i] ?? '')), now],
  );
  return ids;
}

/** The words of notes by id. Throws when one is not there. */
export async function readNotes(q: Queryable, sealer: Sealer, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await q.query<{ id: string; words: Buffer }>('select id, words from notes where id = any($1)', [
    ids,
  ]);
  const notes = new Map<string, string>();
  for (const { id, words } of rows) notes.set(id, (await sealer.open(q, placeOf(id), words)).toString('utf8'));
  for (const id of ids) if (!notes.has(id)) throw new Error(`note ${id} does not exist`);
  return notes;
}

function placeOf(id: string) {
  return { table: 'notes', id, version: 1 };
}

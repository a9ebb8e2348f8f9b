// Files that came into a chat: kept sealed at once, then placed as a new submission or as the next version of an open one.
import { randomUUID } from 'node:crypto';
import type { Queryable, Tx } from './database.ts';
import { putFile } from './files.ts';
import type { Sealer } from './sealing.ts';

export type Drop = {
  id: string;
  messageId: string;
  chatId: string;
  person: string;
  file: string;
  byteLength: number;
  receivedAt: Date;
  submission: string | null;
  settledAt: Date | null;
};

const columns = `id, message_id as "messageId", chat_id as "chatId", person, file, byte_length as "byteLength",
  received_at as "receivedAt", submission, settled_at as "settledAt"`;

/** Seals and keeps a file that came with a message. The same message twice gives the first drop again. */
export async function keepDrop(
  tx: Tx,
  sealer: Sealer,
  came: { messageId: string; chatId: string; person: string; fileName: string; bytes: Uint8Array },
  now: Date,
): Promise<Drop> {
  const known = await dropOfMessage(tx, came.messageId);
  if (known !== null) return known;
  const { id: file } = await putFile(tx, sealer, came.bytes, now);
  const id = randomUUID();
  const key = await sealer.sharedDataKey(tx, `drops/${now.toISOString().slice(0, 7)}`, now);
  await tx.query(
    `insert into drops (id, message_id, chat_id, person, file, byte_length, sealed_name, received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      came.messageId,
      came.chatId,
      came.person,
      file,
      came.bytes.length,
      sealer.seal(key, place(id), came.fileName),
      now,
    ],
  );
  const kept = await readDrop(tx, id);
  if (kept === null) throw new Error(`drop ${id} was not kept`);
  return kept;
}

export async function readDrop(q: Queryable, id: string): Promise<Drop | null> {
  const { rows } = await q.query<Drop>(`select ${columns} from drops where id = $1`, [id]);
  return rows[0] ?? null;
}

async function dropOfMessage(q: Queryable, messageId: string): Promise<Drop | null> {
  const { rows } = await q.query<Drop>(`select ${columns} from drops where message_id = $1`, [messageId]);
  return rows[0] ?? null;
}

/** The name the file came with, for handing it back under; never shown on a card. */
export async function nameOfDrop(q: Queryable, sealer: Sealer, id: string): Promise<string> {
  const { rows } = await q.query<{ sealed_name: Buffer }>('select sealed_name from drops where id = $1', [id]);
  const [row] = rows;
  if (row === undefined) throw new Error(`no drop ${id}`);
  return (await sealer.open(q, place(id), row.sealed_name)).toString('utf8');
}

function place(id: string) {
  return { table: 'drops', id, version: 1 };
}

/** Says what became of a drop; false when somebody said so before. */
export async function settleDrop(tx: Tx, id: string, submission: string | null, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update drops set submission = $2, settled_at = $3 where id = $1 and settled_at is null',
    [id, submission, now],
  );
  return rowCount === 1;
}

export type Version = {
  submission: string;
  version: number;
  file: string;
  dataKey: string;
  receivedAt: Date;
  byteLength: number;
};

/** Notes a version of a submission, with a data key of its own for the rows that will be read from it. */
export async function addVersion(
  tx: Tx,
  sealer: Sealer,
  of: { submission: string; version: number; drop: Drop },
  now: Date,
): Promise<void> {
  const { file, receivedAt } = of.drop;
  const name = await nameOfDrop(tx, sealer, of.drop.id);
  await addNamedVersion(tx, sealer, { submission: of.submission, version: of.version, file, name, receivedAt }, now);
}

/** The same of a file that is no drop of its own. */
export async function addNamedVersion(
  tx: Tx,
  sealer: Sealer,
  of: { submission: string; version: number; file: string; name: string; receivedAt: Date },
  now: Date,
): Promise<void> {
  const { submission, version, file, name, receivedAt } = of;
  const key = await sealer.newDataKey(tx, now);
  const sealedName = sealer.seal(key, { table: 'submission_versions', id: submission, version }, name);
  await tx.query(
    `insert into submission_versions (submission, version, file, data_key, sealed_name, received_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [submission, version, file, key.id, sealedName, receivedAt],
  );
}

/** Throws when there is no such version. */
export async function readVersion(q: Queryable, submission: string, version: number): Promise<Version> {
  const { rows } = await q.query<Version>(
    `select v.submission, v.version, v.file, v.data_key as "dataKey", v.received_at as "receivedAt",
       f.byte_length as "byteLength"
     from submission_versions v join files f on f.id = v.file where v.submission = $1 and v.version = $2`,
    [submission, version],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`submission ${submission} has no version ${version}`);
  return row;
}

/** Whether a file became a version of the submission, and not evidence for it. */
export async function isVersion(q: Queryable, submission: string, file: string): Promise<boolean> {
  const { rows } = await q.query('select from submission_versions where submission = $1 and file = $2', [
    submission,
    file,
  ]);
  return rows.length > 0;
}

/** The name a version's file came with. */
export async function nameOfVersion(
  q: Queryable,
  sealer: Sealer,
  submission: string,
  version: number,
): Promise<string> {
  const { rows } = await q.query<{ sealed_name: Buffer }>(
    'select sealed_name from submission_versions where submission = $1 and version = $2',
    [submission, version],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`submission ${submission} has no version ${version}`);
  return (await sealer.open(q, { table: 'submission_versions', id: submission, version }, row.sealed_name)).toString(
    'utf8',
  );
}

/**
 * The submission of these institutions whose latest version holds these very bytes, unless it was withdrawn or its check
 * failed. Whoever asks for the same file meanwhile waits until this transaction has ended.
 */
export async function submissionWithFile(
  tx: Tx,
  file: string,
  institutions: readonly string[],
): Promise<{ id: string; version: number; trial: boolean } | null> {
  await tx.query('select from files where id = $1 for update', [file]);
  const { rows } = await tx.query<{ id: string; version: number; trial: boolean }>(
    `select s.id, v.version, coalesce((s.state ->> 'trial')::boolean, false) as trial
     from submission_versions v join submissions s on s.id = v.submission
     where v.file = $1 and s.institution = any($2) and s.at <> 'withdrawn'
       and v.version = (s.state ->> 'version')::int
       and s.state #>> '{check,unreadable,code}' is distinct from 'check-failed' order by s.no limit 1`,
    [file, institutions],
  );
  return rows[0] ?? null;
}

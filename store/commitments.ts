// Signed 诚信承诺书 with their scans (article 24): recorded by a clerk, revoked by the local office. Each act is an event in the
// institution's stream, which names notes and files by id.
import { randomUUID } from 'node:crypto';
import { dayOf } from '../domain/calendar.ts';
import { sendingTime } from '../domain/working-hours.ts';
import { readCalendar } from './calendars.ts';
import type { Json } from './canonical.ts';
import type { Queryable, Tx } from './database.ts';
import { orderDelivery } from './deliveries.ts';
import { holdersOf, reachablePerson } from './directory.ts';
import { type Drop, settleDrop } from './drops.ts';
import { append, readStream } from './events.ts';
import { putNote } from './notes.ts';
import type { Store } from './store.ts';

export type Commitment = {
  id: string;
  institution: string;
  file: string;
  signedOn: string;
  /** Notes by id. */
  signer: string;
  reason: string | null;
  recordedBy: string;
  recordedAt: Date;
  revokedBy: string | null;
  revokedAt: Date | null;
};

const columns = `id, institution, file, signed_on as "signedOn", signer, reason, recorded_by as "recordedBy",
  recorded_at as "recordedAt", revoked_by as "revokedBy", revoked_at as "revokedAt"`;

export async function readCommitment(q: Queryable, id: string): Promise<Commitment | null> {
  const { rows } = await q.query<Commitment>(`select ${columns} from commitments where id = $1`, [id]);
  return rows[0] ?? null;
}

/** What became of a scan that was dropped; null while nothing did. */
export async function commitmentOfDrop(q: Queryable, drop: string): Promise<Commitment | null> {
  const { rows } = await q.query<Commitment>(`select ${columns} from commitments where drop_id = $1`, [drop]);
  return rows[0] ?? null;
}

/** The newest day on record for each institution, by a scan or as the directory says; null where there is none. */
export async function committedDays(
  q: Queryable,
  institutions: readonly string[],
): Promise<{ name: string; signedOn: string | null; hasScan: boolean }[]> {
  const { rows } = await q.query<{ name: string; signedOn: string | null; hasScan: boolean }>(
    `select i.name, greatest(i.commitment_on, max(c.signed_on)) as "signedOn", count(c.id) > 0 as "hasScan"
     from institutions i left join commitments c on c.institution = i.code and c.revoked_at is null
     where i.code = any($1) group by i.code order by i.code`,
    [institutions],
  );
  return rows;
}

/** The local office's review posts, whose holders see the scan and may revoke it. */
export async function localReviewPosts(q: Queryable, institution: string): Promise<string[]> {
  const { rows } = await q.query<{ code: string }>(
    `select p.code from posts p join institutions i on i.office = p.office
     where i.code = $1 and p.kind = 'review' and p.listed order by 1`,
    [institution],
  );
  return rows.map(({ code }) => code);
}

/** From now on 提交 is open to the institution; the local office is told. False when this file was settled before. */
export async function recordCommitment(
  store: Store,
  recorded: { drop: Drop; institution: string; signedOn: string; signer: string; by: string },
  now: Date,
): Promise<boolean> {
  const { drop, institution, signedOn, by } = recorded;
  return store.db.transaction(async (tx) => {
    if (!(await settleDrop(tx, drop.id, null, now))) return false;
    const id = randomUUID();
    const signer = await putNote(tx, store.sealer, recorded.signer, now);
    await tx.query(
      `insert into commitments (id, institution, drop_id, file, signed_on, signer, recorded_by, recorded_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, institution, drop.id, drop.file, signedOn, signer, by, now],
    );
    const body = { commitment: id, on: signedOn, file: drop.file, signer, by };
    await appendToInstitution(tx, institution, 'commitment-recorded', body, now);
    const calendar = await readCalendar(tx);
    for (const post of await localReviewPosts(tx, institution)) {
      for (const { person, openId } of await holdersOf(tx, post, dayOf(now))) {
        const order = { key: `commitment-told:${id}:${person}`, kind: 'commitment-told', person, openId } as const;
        const sendAt = sendingTime(store.workingHours, calendar, now, person, null);
        await orderDelivery(tx, { ...order, about: { commitment: id }, sendAt }, now);
      }
    }
    return true;
  });
}

/** It holds no more from now on, and whoever recorded it is told why. False when it was revoked before. */
export async function revokeCommitment(
  store: Store,
  { id, by, reason: words }: { id: string; by: string; reason: string },
  now: Date,
): Promise<boolean> {
  return store.db.transaction(async (tx) => {
    const reason = await putNote(tx, store.sealer, words, now);
    const { rows } = await tx.query<Commitment>(
      `update commitments set revoked_by = $2, revoked_at = $3, reason = $4 where id = $1 and revoked_at is null
       returning ${columns}`,
      [id, by, now, reason],
    );
    const [revoked] = rows;
    if (revoked === undefined) return false;
    await appendToInstitution(tx, revoked.institution, 'commitment-revoked', { commitment: id, by, reason }, now);
    for (const { person, openId } of await reachablePerson(tx, revoked.recordedBy, dayOf(now))) {
      const key = `commitment-revoked:${id}:${person}`;
      await orderDelivery(tx, { key, kind: 'commitment-told', person, openId, about: { commitment: id } }, now);
    }
    return true;
  });
}

/** Sends the scan to somebody of the local office, on record. */
export async function handOutScan(
  tx: Tx,
  { id, institution }: Commitment,
  to: { person: string; openId: string; key: string },
  now: Date,
): Promise<void> {
  const { person } = to;
  const ordered = await orderDelivery(tx, { ...to, kind: 'commitment-file', about: { commitment: id } }, now);
  if (ordered === null) return;
  await appendToInstitution(tx, institution, 'commitment-scan-asked', { commitment: id, by: person }, now);
}

async function appendToInstitution(
  tx: Tx,
  institution: string,
  type: string,
  body: Readonly<Record<string, Json>>,
  now: Date,
): Promise<void> {
  const stream = { kind: 'institution', id: institution };
  const { length } = await readStream(tx, stream);
  await append(tx, stream, length, [{ type, version: 1, body }], now);
}

// What open submissions and the register hold against the rows of a check. Compares keyed hashes alone and opens nothing.
import type { Claimed, Held, HeldAward, Register } from '../domain/register.ts';
import type { Queryable } from './database.ts';
import { HASH_BYTES, type KeyedHashes } from './keyed-hashes.ts';
import type { Sealer } from './sealing.ts';

/** Awards of one document that are looked at; nobody has as many. */
const MAX_AWARDS = 50;

/** Whose file is checked: `submission` does not stand in its own way, `institution` (its code) knows its own awards. */
export type CheckedFor = { submission: string; institution: string };

/**
 * Answers for one check; `q` must not be the connection that the rows are copied over. A number is held by what was
 * submitted and not withdrawn, from whatever institution, and for good once it is published. A file that was dropped but
 * never submitted holds nothing: nobody stands behind it yet, and 提交 claims its numbers all or none. Suspended
 * certificates keep their number and say nothing of a person (冀职鉴字〔2022〕2号, art. 17); of deleted ones the number
 * alone is known (art. 15).
 */
export async function heldBy(q: Queryable, sealer: Sealer, by: CheckedFor, now: Date): Promise<Register> {
  const hashes = await sealer.hashes(q, now);
  return {
    async lookup(rows) {
      const numbers = await findNumbers(q, hashes, rows, by);
      const awards = await findAwards(q, hashes, rows, by);
      return rows.map((_, i) => {
        const number = numbers.get(i) ?? null;
        const known = awards.get(i) ?? [];
        return number === null && known.length === 0 ? null : { number, awards: known };
      });
    },
  };
}

/**
 * The hashes asked about, one after the other in `$1`: an array of a thousand takes its time to be written and read. The
 * limits and the offset keep the planner to one probe of one partition for each, at any size of the register.
 */
const asked = `(select i, substring($1::bytea from i * ${HASH_BYTES} + 1 for ${HASH_BYTES}) as hash
  from generate_series(0, length($1::bytea) / ${HASH_BYTES} - 1) as i offset 0) a`;

// Neither goes through the view: of deleted certificates the number must be known, and planning how to join
// all partitions of certificates and records takes longer than the answer.
const numbersHeld = `select a.i, c.certificate_id as certificate
  from ${asked}, lateral (select certificate_id from claims c
    where c.number_hash = a.hash and c.submission_id <> $2 limit 1) c`;

/** Asked apart, and only of numbers that are held: most files hold none, and planning the join costs as much as the answer. */
const statesOf = `select c.id, r.state
  from unnest($1::uuid[]) as c (id), lateral (select state from certificates r where r.id = c.id limit 1) r`;

const awardsHeld = `select a.i, c.institution, c.name_hash as "nameHash", r.document_type as "documentType", r.occupation,
    r.work_type as "workType", r.level, r.issued_on::text as "issuedOn", false as open
  from ${asked}, lateral (select id, record_version, institution, name_hash from certificates c
    where c.document_hash = a.hash and c.state = 'published' and c.submission_id <> $2 limit ${MAX_AWARDS}) c,
  lateral (select * from records r where r.certificate_id = c.id and r.version = c.record_version limit 1) r
  union all
  select a.i, o.institution, o.name_hash, o.document_type, o.occupation, o.work_type, o.level, o.issued_on, true
  from ${asked}, lateral (select * from open_awards o
    where o.document_hash = a.hash and o.submission_id <> $2 limit ${MAX_AWARDS}) o`;

type NumberRow = { i: number; certificate: string };
type StateRow = { id: string; state: 'published' | 'suspended' | 'deleted' };
type AwardRow = Omit<HeldAward, 'ours' | 'sameName' | 'open'> & {
  i: number;
  institution: string;
  nameHash: Buffer | null;
  open: boolean;
  documentType: string;
};

/** By the index of the row. */
async function findNumbers(q: Queryable, hashes: KeyedHashes, rows: readonly Claimed[], by: CheckedFor) {
  const found = new Map<number, Held['number']>();
  const { at, packed } = pack(rows, ({ number }) => hashes.ofNumber(number));
  if (at.length === 0) return found;
  const { rows: held } = await q.query<NumberRow>(numbersHeld, [packed, by.submission]);
  if (held.length === 0) return found;
  const certificates = held.map(({ certificate }) => certificate);
  const states = new Map((await q.query<StateRow>(statesOf, [certificates])).rows.map(({ id, state }) => [id, state]));
  for (const { i, certificate } of held) {
    // A number that is claimed by a submission on its way has no certificate yet.
    const state = states.get(certificate) ?? 'open';
    found.set(at[i] ?? -1, state === 'open' || state === 'deleted' ? state : 'register');
  }
  return found;
}

async function findAwards(q: Queryable, hashes: KeyedHashes, rows: readonly Claimed[], by: CheckedFor) {
  const found = new Map<number, HeldAward[]>();
  const { at, packed } = pack(rows, ({ documentNumber }) => hashes.ofDocument(documentNumber));
  if (at.length === 0) return found;
  for (const row of (await q.query<AwardRow>(awardsHeld, [packed, by.submission])).rows) {
    const index = at[row.i] ?? -1;
    const claimed = rows[index];
    // The hash is of the number alone: another kind of document with the same number is another person's.
    if (claimed === undefined || claimed.documentType !== row.documentType) continue;
    const { occupation, workType, level, issuedOn } = row;
    const ours = row.institution === by.institution;
    const sameName = (row.nameHash && hashes.ofName(claimed.name)?.equals(row.nameHash)) ?? false;
    const award = { occupation, workType, level, issuedOn, ours, sameName, ...(row.open && { open: row.open }) };
    const known = found.get(index);
    if (known) known.push(award);
    else found.set(index, [award]);
  }
  return found;
}

/** The hashes of the rows that have one, and which rows they are of. */
function pack(rows: readonly Claimed[], hashOf: (row: Claimed) => Buffer | null) {
  const at: number[] = [];
  const hashes: Buffer[] = [];
  rows.forEach((row, i) => {
    const hash = hashOf(row);
    if (hash === null) return;
    at.push(i);
    hashes.push(hash);
  });
  return { at, packed: Buffer.concat(hashes) };
}

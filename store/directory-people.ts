// People of a directory workbook and their rows in the database: found again by keyed digests, sealed, never deleted.
import { randomUUID } from 'node:crypto';
import type { DirectoryPerson } from '../domain/directory.ts';
import type { Identified } from '../domain/directory-entries.ts';
import type { Tx } from './database.ts';
import { personPlace, type SealedPerson } from './directory.ts';
import type { Store } from './store.ts';

type Hashed = { mobile: string | null; email: string | null; name: string };

/**
 * The row each person of the workbook already has: of their mobile, else their e-mail; else, for who has a new number,
 * of their name, where nobody else in the workbook or among the rows left over has it. Undefined for who is new.
 */
function knownRows(known: readonly (Hashed & { id: string })[], listed: readonly Hashed[]): (string | undefined)[] {
  const found: (string | undefined)[] = listed.map(() => undefined);
  for (const key of ['mobile', 'email'] as const) {
    const rows = new Map(known.map((row) => [row[key], row.id]));
    for (const [i, person] of listed.entries()) {
      const id = person[key] === null ? undefined : rows.get(person[key]);
      if (found[i] === undefined && id !== undefined && !found.includes(id)) found[i] = id;
    }
  }
  const left = known.filter(({ id }) => !found.includes(id));
  return found.map((id, i) => {
    if (id !== undefined) return id;
    const sameName = ({ name }: Hashed) => name === listed[i]?.name;
    const [row, ...others] = left.filter(sameName);
    return others.length === 0 && listed.filter(sameName).length === 1 ? row?.id : undefined;
  });
}

/** The workbook's people, in its order, by the ids they have; whoever is new gets one. */
export async function identified(
  tx: Tx,
  store: Store,
  people: readonly DirectoryPerson[],
  now: Date,
): Promise<Identified[]> {
  const hashes = await store.sealer.hashes(tx, now);
  const hex = (hash: Buffer | null) => hash?.toString('hex') ?? null;
  const listed = people.map(({ name, mobile, email }) => ({
    mobile: hex(hashes.ofIdentity(mobile ?? '')),
    email: hex(hashes.ofIdentity(email ?? '')),
    name: hex(hashes.ofName(name)) ?? '',
  }));
  const { rows: known } = await tx.query<Hashed & { id: string }>(
    `select id, encode(mobile_hash, 'hex') as mobile, encode(email_hash, 'hex') as email,
       encode(name_hash, 'hex') as name from people order by id`,
  );
  const ids = knownRows(known, listed);
  return people.flatMap((person, i) => {
    const digests = listed[i];
    return digests === undefined ? [] : [{ ...digests, id: ids[i] ?? randomUUID(), person }];
  });
}

/** Whose mobile now belongs to another name is learnt anew. */
export async function putPeople(tx: Tx, store: Store, people: readonly Identified[], now: Date): Promise<void> {
  // Two people may have exchanged their numbers.
  await tx.query('update people set mobile_hash = null, email_hash = null where id = any($1)', [
    people.map(({ id }) => id),
  ]);
  const key = await store.sealer.sharedDataKey(tx, `people/${now.toISOString().slice(0, 4)}`, now);
  const sealed = people.map(({ id, person: { name, mobile, email } }) =>
    store.sealer.seal(key, personPlace(id), JSON.stringify({ name, mobile, email } satisfies SealedPerson)),
  );
  await tx.query(
    `insert into people (id, sealed, mobile_hash, email_hash, name_hash)
     select id, sealed, decode(mobile, 'hex'), decode(email, 'hex'), decode(name, 'hex')
     from unnest($1::uuid[], $2::bytea[], $3::text[], $4::text[], $5::text[]) as e (id, sealed, mobile, email, name)
     on conflict (id) do update set sealed = excluded.sealed, mobile_hash = excluded.mobile_hash,
       email_hash = excluded.email_hash, name_hash = excluded.name_hash,
       open_id = case when people.name_hash = excluded.name_hash then people.open_id end, left_on = null`,
    [
      people.map(({ id }) => id),
      sealed,
      people.map(({ mobile }) => mobile),
      people.map(({ email }) => email),
      people.map(({ name }) => name),
    ],
  );
}

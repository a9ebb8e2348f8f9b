// Makes the database's directory say what the workbook says. Nobody is deleted: whoever is no longer listed holds nothing.
import { createHash, randomUUID } from 'node:crypto';
import { type DirectoryFile, type DirectoryPerson, peopleOf } from '../domain/directory.ts';
import { canonicalBytes } from './canonical.ts';
import type { Tx } from './database.ts';
import { personPlace, type SealedPerson } from './directory.ts';
import { append, readStream } from './events.ts';
import { leave } from './outbox.ts';
import type { Store } from './store.ts';

export type Loaded = {
  institutions: number;
  posts: number;
  people: number;
  /** People who can only join by a one-time code: they have neither mobile nor e-mail. */
  byCode: { person: string; name: string }[];
};

/** Loads a directory without problems, in one transaction. Safe to run again with the same or a changed workbook. */
export async function loadDirectory(store: Store, directory: DirectoryFile, now: Date): Promise<Loaded> {
  return store.db.transaction(async (tx) => {
    await tx.query("select pg_advisory_xact_lock(hashtext('load-directory'))");
    await loadOffices(tx, directory);
    await loadInstitutions(tx, directory, now);
    const byCode = await loadPeople(tx, store, peopleOf(directory), now);
    await leave(tx, { job: 'look-up-people', payload: {} }, now);
    const { institutions, posts } = directory;
    return { institutions: institutions.length, posts: posts.length, people: peopleOf(directory).length, byCode };
  });
}

async function loadOffices(tx: Tx, { offices, posts }: DirectoryFile): Promise<void> {
  for (const { code, name, level, parent, province } of offices) {
    await tx.query(
      `insert into offices (code, name, level, parent, province) values ($1, $2, $3, $4, $5)
       on conflict (code) do update set name = excluded.name, level = excluded.level, parent = excluded.parent,
         province = excluded.province`,
      [code, name, level, parent, province],
    );
  }
  for (const { code, office, title, kind } of posts) {
    await tx.query(
      `insert into posts (code, office, title, kind) values ($1, $2, $3, $4)
       on conflict (code) do update set office = excluded.office, title = excluded.title, kind = excluded.kind`,
      [code, office, title, kind],
    );
  }
}

/** The institution's stream notes each change of what it is registered for, by digest. */
async function loadInstitutions(tx: Tx, { institutions, scopes }: DirectoryFile, now: Date): Promise<void> {
  for (const { row: _, ...line } of institutions) {
    const { code, name, prefixes, office, filedFrom, filedTo, commitmentOn } = line;
    const scope = scopes.filter(({ institution }) => institution === code).map(({ row: __, ...entry }) => entry);
    await tx.query(
      `insert into institutions (code, name, prefixes, office, filed_from, filed_to, commitment_on)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (code) do update set name = excluded.name, prefixes = excluded.prefixes, office = excluded.office,
         filed_from = excluded.filed_from, filed_to = excluded.filed_to, commitment_on = excluded.commitment_on`,
      [code, name, prefixes, office, filedFrom, filedTo, commitmentOn],
    );
    await tx.query('delete from scopes where institution = $1', [code]);
    for (const { occupation, workType, levels, from, to } of scope) {
      await tx.query(
        `insert into scopes (institution, occupation, work_type, levels, from_on, to_on) values ($1, $2, $3, $4, $5, $6)`,
        [code, occupation, workType, levels, from, to],
      );
    }
    await note(tx, { kind: 'institution', id: code }, 'registered', canonicalBytes({ ...line, scope }), now);
  }
}

async function loadPeople(
  tx: Tx,
  store: Store,
  people: readonly DirectoryPerson[],
  now: Date,
): Promise<Loaded['byCode']> {
  await tx.query('delete from clerkships');
  await tx.query('delete from holdings');
  await tx.query('update people set administrator = false');
  const byCode = [];
  const ids = await keepPeople(tx, store, people, now);
  for (const [i, person] of people.entries()) {
    const id = ids[i] ?? '';
    for (const { institution, from, to } of person.clerkOf) {
      await tx.query(
        `insert into clerkships (person, institution, from_on, to_on) values ($1, $2, $3, $4)
         on conflict (person, institution) do update set from_on = excluded.from_on, to_on = excluded.to_on`,
        [id, institution, from, to],
      );
    }
    for (const { post, from, to } of person.holds) {
      await tx.query(
        `insert into holdings (person, post, from_on, to_on) values ($1, $2, $3, $4)
         on conflict (person, post) do update set from_on = excluded.from_on, to_on = excluded.to_on`,
        [id, post, from, to],
      );
    }
    if (person.mobile === null && person.email === null) byCode.push({ person: id, name: person.name });
    const { administrator, clerkOf, holds } = person;
    const changed = await note(
      tx,
      { kind: 'person', id },
      'listed',
      canonicalBytes({ administrator, clerkOf, holds }),
      now,
    );
    // Whoever takes over a post gets the cards that wait on it; who has not joined yet gets them on joining.
    if (changed) await leave(tx, { job: 'catch-up', payload: { person: id } }, now);
  }
  return byCode;
}

type Hashed = { mobile: string | null; email: string | null; name: string };

/**
 * The row each person of the workbook already has: of their mobile, else their e-mail; else, for who has a new number,
 * of their name, where nobody else in the workbook or among the rows left over has it. Undefined for who is new.
 */
function knownRows(known: readonly (Hashed & { id: string })[], listed: readonly Hashed[]): (string | undefined)[] {
  const rowOf = (key: 'mobile' | 'email', hash: string | null) =>
    hash === null ? undefined : known.find((row) => row[key] === hash)?.id;
  const found = listed.map(({ mobile, email }) => rowOf('mobile', mobile) ?? rowOf('email', email));
  const left = known.filter(({ id }) => !found.includes(id));
  return found.map((id, i) => {
    if (id !== undefined) return id;
    const sameName = ({ name }: Hashed) => name === listed[i]?.name;
    const [row, ...others] = left.filter(sameName);
    return others.length === 0 && listed.filter(sameName).length === 1 ? row?.id : undefined;
  });
}

/** Ids of the workbook's people, in its order. Whose mobile now belongs to another name is learnt anew. */
async function keepPeople(tx: Tx, store: Store, people: readonly DirectoryPerson[], now: Date): Promise<string[]> {
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
  const ids = knownRows(known, listed).map((id) => id ?? randomUUID());
  // Two people may have exchanged their numbers.
  await tx.query('update people set mobile_hash = null, email_hash = null where id = any($1)', [ids]);
  const key = await store.sealer.sharedDataKey(tx, `people/${now.toISOString().slice(0, 4)}`, now);
  for (const [i, { name, mobile, email, administrator }] of people.entries()) {
    const id = ids[i] ?? '';
    const sealed = JSON.stringify({ name, mobile, email } satisfies SealedPerson);
    await tx.query(
      `insert into people (id, sealed, mobile_hash, email_hash, name_hash, administrator)
       values ($1, $2, decode($3, 'hex'), decode($4, 'hex'), decode($5, 'hex'), $6)
       on conflict (id) do update set sealed = excluded.sealed, mobile_hash = excluded.mobile_hash,
         email_hash = excluded.email_hash, name_hash = excluded.name_hash, administrator = excluded.administrator,
         open_id = case when people.name_hash = excluded.name_hash then people.open_id end, left_on = null`,
      [
        id,
        store.sealer.seal(key, personPlace(id), sealed),
        listed[i]?.mobile,
        listed[i]?.email,
        listed[i]?.name,
        administrator,
      ],
    );
  }
  return ids;
}

/** Appends an event with the digest of what was loaded; false, and nothing written, when the last one says the same. */
async function note(
  tx: Tx,
  stream: { kind: string; id: string },
  type: string,
  bytes: Buffer,
  now: Date,
): Promise<boolean> {
  const digest = createHash('sha256').update(bytes).digest('hex');
  const events = await readStream(tx, stream);
  const last = events.findLast((event) => event.type === type);
  if (JSON.stringify(last?.body) === JSON.stringify({ digest })) return false;
  await append(tx, stream, events.length, [{ type, version: 1, body: { digest } }], now);
  return true;
}

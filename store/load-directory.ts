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
  for (const person of people) {
    const id = await keepPerson(tx, store, person, now);
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

/** Found again by mobile, else e-mail, else name, as the workbook tells people apart. */
async function keepPerson(tx: Tx, store: Store, person: DirectoryPerson, now: Date): Promise<string> {
  const { name, mobile, email, administrator } = person;
  const hashes = await store.sealer.hashes(tx, now);
  const identity = hashes.ofIdentity(mobile ?? email ?? name);
  const { rows } = await tx.query<{ id: string }>('select id from people where identity_hash = $1', [identity]);
  const id = rows[0]?.id ?? randomUUID();
  const key = await store.sealer.sharedDataKey(tx, `people/${now.toISOString().slice(0, 4)}`, now);
  const sealed = store.sealer.seal(
    key,
    personPlace(id),
    JSON.stringify({ name, mobile, email } satisfies SealedPerson),
  );
  await tx.query(
    `insert into people (id, sealed, identity_hash, administrator) values ($1, $2, $3, $4)
     on conflict (id) do update set sealed = excluded.sealed, administrator = excluded.administrator, left_on = null`,
    [id, sealed, identity, administrator],
  );
  return id;
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

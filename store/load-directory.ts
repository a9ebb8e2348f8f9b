// Makes the database's directory say what the workbook says, as its next edition. Nobody is deleted: whoever is no longer
// listed holds nothing.
import { dayOf } from '../domain/calendar.ts';
import { type DirectoryFile, peopleOf } from '../domain/directory.ts';
import { changesBetween } from '../domain/directory-changes.ts';
import { type DirectoryEntries, entriesOf } from '../domain/directory-entries.ts';
import type { Tx } from './database.ts';
import { changedEntries, currentEdition, entriesAt, keepEdition } from './directory-editions.ts';
import { identified, putPeople } from './directory-people.ts';
import { leave } from './outbox.ts';
import type { Store } from './store.ts';

export type Loaded = {
  /** The edition now in force; `changed` tells whether it is a new one. */
  edition: number;
  changed: boolean;
  institutions: number;
  posts: number;
  people: number;
  /** People who can only join by a one-time code: they have neither mobile nor e-mail. */
  byCode: { person: string; name: string }[];
};

/** Whose doing it is (null: the command line), from which sealed file, and the edition it was compared with, if any. */
export type Loading = { by: string | null; file: string | null; basedOn?: number };

/** Loads a directory without problems, in one transaction. Safe to run again with the same or a changed workbook. */
export async function loadDirectory(store: Store, directory: DirectoryFile, now: Date): Promise<Loaded> {
  const loaded = await store.db.transaction((tx) => loadWithin(tx, store, directory, { by: null, file: null }, now));
  if (loaded === 'moved-on') throw new Error('a directory compared with no edition cannot be outdated');
  return loaded;
}

/** The same in a transaction of the caller's; `moved-on`, and nothing written, when another edition is in force by now. */
export async function loadWithin(
  tx: Tx,
  store: Store,
  directory: DirectoryFile,
  { by, file, basedOn }: Loading,
  now: Date,
): Promise<Loaded | 'moved-on'> {
  await tx.query("select pg_advisory_xact_lock(hashtext('load-directory'))");
  const current = await currentEdition(tx);
  if (basedOn !== undefined && basedOn !== current) return 'moved-on';
  const people = await identified(tx, store, peopleOf(directory), now);
  const before = await entriesAt(tx, current);
  const after = entriesOf(directory, people);

  await putOffices(tx, after);
  await putPeople(tx, store, people, now);
  await putDuties(tx, after);
  const entries = changedEntries(before, after);
  const { institutions, posts } = directory;
  const loaded = {
    edition: current + (entries.length > 0 ? 1 : 0),
    changed: entries.length > 0,
    institutions: institutions.length,
    posts: posts.length,
    people: people.length,
    byCode: people.flatMap(({ id, person: { name, mobile, email } }) =>
      mobile === null && email === null ? [{ person: id, name }] : [],
    ),
  };
  await leave(tx, { job: 'look-up-people', payload: {} }, now);
  if (!loaded.changed) return loaded;
  const edition = { number: loaded.edition, from: dayOf(now), by, file };
  await keepEdition(
    tx,
    edition,
    entries,
    changesBetween(before, after, (person) => person),
    now,
  );
  // Whoever takes over a post gets the cards that wait on it; who has not joined yet gets them on joining.
  for (const { kind, code, said } of entries) {
    if (kind === 'person' && said !== null) await leave(tx, { job: 'catch-up', payload: { person: code } }, now);
  }
  return loaded;
}

/** Everyday questions are asked of these tables, which say what the newest edition says. */
async function putOffices(tx: Tx, { office, post, institution }: DirectoryEntries): Promise<void> {
  await tx.query(
    `insert into offices (code, name, level, parent, province)
     select * from jsonb_to_recordset($1) as e (code text, name text, level text, parent text, province text)
     on conflict (code) do update set name = excluded.name, level = excluded.level, parent = excluded.parent,
       province = excluded.province`,
    [rowsOf(office)],
  );
  await tx.query('update posts set listed = false');
  await tx.query(
    `insert into posts (code, office, title, kind, listed)
     select *, true from jsonb_to_recordset($1) as e (code text, office text, title text, kind text)
     on conflict (code) do update set office = excluded.office, title = excluded.title, kind = excluded.kind,
       listed = true`,
    [rowsOf(post)],
  );
  await tx.query(
    `insert into institutions (code, name, prefixes, office, filed_from, filed_to, commitment_on, certificate_kind,
       dissolved_on)
     select code, name, prefixes, office, "filedFrom", "filedTo", "commitmentOn", "certificateKind", "dissolvedOn"
     from jsonb_to_recordset($1)
       as e (code text, name text, prefixes text[], office text, "filedFrom" date, "filedTo" date, "commitmentOn" date,
          "certificateKind" text, "dissolvedOn" date)
     on conflict (code) do update set name = excluded.name, prefixes = excluded.prefixes, office = excluded.office,
       filed_from = excluded.filed_from, filed_to = excluded.filed_to, commitment_on = excluded.commitment_on,
       certificate_kind = excluded.certificate_kind, dissolved_on = excluded.dissolved_on`,
    [rowsOf(institution)],
  );
}

async function putDuties(tx: Tx, { person }: DirectoryEntries): Promise<void> {
  await tx.query('delete from clerkships');
  await tx.query('delete from holdings');
  await tx.query('update people set administrator = false where administrator');
  const held = [...person].map(([id, { administrator, clerkOf, holds }]) => ({ id, administrator, clerkOf, holds }));
  await tx.query(
    `update people set administrator = true
     from jsonb_to_recordset($1) as e (id uuid, administrator boolean) where e.administrator and people.id = e.id`,
    [JSON.stringify(held)],
  );
  await tx.query(
    `insert into clerkships (person, institution, from_on, to_on)
     select e.id, c.institution, c."from", c."to" from jsonb_to_recordset($1) as e (id uuid, "clerkOf" jsonb),
       jsonb_to_recordset(e."clerkOf") as c (institution text, "from" date, "to" date)`,
    [JSON.stringify(held)],
  );
  await tx.query(
    `insert into holdings (person, post, from_on, to_on)
     select e.id, h.post, h."from", h."to" from jsonb_to_recordset($1) as e (id uuid, holds jsonb),
       jsonb_to_recordset(e.holds) as h (post text, "from" date, "to" date)`,
    [JSON.stringify(held)],
  );
}

function rowsOf(entries: ReadonlyMap<string, object>): string {
  return JSON.stringify([...entries].map(([code, said]) => ({ code, ...said })));
}

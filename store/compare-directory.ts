// What a directory workbook would change and what would come of it. Changes nothing.
import { dayOf } from '../domain/calendar.ts';
import { type DirectoryFile, peopleOf } from '../domain/directory.ts';
import { type Change, changesBetween, consequencesOf, type OpenWork } from '../domain/directory-changes.ts';
import { entriesOf } from '../domain/directory-entries.ts';
import { maskName } from '../domain/mask.ts';
import type { Queryable, Tx } from './database.ts';
import { namesOf } from './directory.ts';
import { currentEdition, entriesAt } from './directory-editions.ts';
import { identified } from './directory-people.ts';
import type { Store } from './store.ts';

/** `basedOn` is the edition it was compared with; `warnings` are sentences. */
export type Compared = { basedOn: number; changes: Change[]; warnings: string[] };

/** What a directory without problems would change, and what would come of it; changes nothing. People by masked name. */
export async function compareDirectory(
  tx: Tx,
  store: Store,
  directory: DirectoryFile,
  by: string | null,
  now: Date,
): Promise<Compared> {
  const basedOn = await currentEdition(tx);
  const before = await entriesAt(tx, basedOn);
  const people = await identified(tx, store, peopleOf(directory), now);
  const after = entriesOf(directory, people);
  const listed = new Map(people.map(({ id, person }) => [id, person.name]));
  const gone = await namesOf(
    tx,
    store.sealer,
    [...before.person.keys()].filter((id) => !listed.has(id)),
  );
  const nameOf = (person: string) => maskName(listed.get(person) ?? gone.get(person) ?? '');
  const about = { today: dayOf(now), open: await openWork(tx), by, joined: await joinedPeople(tx) };
  return {
    basedOn,
    changes: changesBetween(before, after, nameOf),
    warnings: consequencesOf(before, after, about),
  };
}

async function joinedPeople(q: Queryable): Promise<Set<string>> {
  const { rows } = await q.query<{ id: string }>('select id from people where open_id is not null and left_on is null');
  return new Set(rows.map(({ id }) => id));
}

async function openWork(q: Queryable): Promise<OpenWork> {
  const { rows } = await q.query<OpenWork[number]>(
    `select post, institution, count(*) as count from submissions
     where at not in ('published', 'withdrawn') group by 1, 2 order by 1, 2`,
  );
  return rows;
}

// What a directory says, entry by entry: the form in which editions are kept and compared. Names nobody.

import type { ScopeEntry } from './context.ts';
import type { DirectoryFile, DirectoryPerson, InstitutionLine, OfficeLine, PostLine } from './directory.ts';

export type OfficeSaid = Omit<OfficeLine, 'row' | 'code'>;
export type PostSaid = Omit<PostLine, 'row' | 'code'>;
export type InstitutionSaid = Omit<InstitutionLine, 'row' | 'code'> & { scope: readonly ScopeEntry[] };

/** Here `name`, `mobile` and `email` are keyed digests: enough to tell that one was changed. */
export type PersonSaid = DirectoryPerson;

/** All entries of one edition: offices, posts and institutions by code, people by id. */
export type DirectoryEntries = {
  office: ReadonlyMap<string, OfficeSaid>;
  post: ReadonlyMap<string, PostSaid>;
  institution: ReadonlyMap<string, InstitutionSaid>;
  person: ReadonlyMap<string, PersonSaid>;
};
export type EntryKind = keyof DirectoryEntries;
export const entryKinds = ['office', 'post', 'institution', 'person'] as const satisfies readonly EntryKind[];

/** A person of the workbook with the id they have or are to have, and the digests that stand for who they are. */
export type Identified = Pick<PersonSaid, 'name' | 'mobile' | 'email'> & { id: string; person: DirectoryPerson };

/** The entries of a workbook without problems. In an order of their own: moving rows about changes nothing. */
export function entriesOf(directory: DirectoryFile, people: readonly Identified[]): DirectoryEntries {
  return {
    office: new Map(directory.offices.map(({ row: _, code, ...said }) => [code, said])),
    post: new Map(directory.posts.map(({ row: _, code, ...said }) => [code, said])),
    institution: new Map(
      directory.institutions.map(({ row: _, code, ...said }) => {
        const lines = directory.scopes.filter(({ institution }) => institution === code);
        const scope = lines.map(({ row: __, institution: ___, ...entry }) => entry);
        return [code, { ...said, scope: sortedBy(scope, JSON.stringify) }];
      }),
    ),
    person: new Map(
      people.map(({ id, person: { administrator, clerkOf, holds }, ...digests }) => [
        id,
        {
          ...digests,
          administrator,
          clerkOf: lastOfEach(clerkOf, ({ institution }) => institution),
          holds: lastOfEach(holds, ({ post }) => post),
        },
      ]),
    ),
  };
}

function lastOfEach<T>(list: readonly T[], keyOf: (one: T) => string): T[] {
  return sortedBy([...new Map(list.map((one) => [keyOf(one), one])).values()], keyOf);
}

function sortedBy<T>(list: readonly T[], keyOf: (one: T) => string): T[] {
  return list.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

// The directory edition by edition: what is in force, what was on any day, and who put it there. Entries are never changed.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Change, changeCounts } from '../domain/directory-changes.ts';
import { type DirectoryEntries, type EntryKind, entryKinds, type PersonSaid } from '../domain/directory-entries.ts';
import { certificateKinds } from '../domain/route.ts';
import { canonicalBytes, type Json } from './canonical.ts';
import type { Queryable, Tx } from './database.ts';
import { append } from './events.ts';

/** One stream, one event for each edition: the seq is the edition's number. */
const stream = { kind: 'directory', id: 'directory' };

const day = z.string().nullable();
const period = { from: day, to: day };
const scopeEntry = z.object({ occupation: z.string(), workType: z.string(), levels: z.array(z.string()), ...period });
/** What entries hold, as written by `keepEntries`. */
export const said = {
  office: z.object({
    name: z.string(),
    level: z.enum(['city', 'province']),
    parent: z.string().nullable(),
    province: z.string(),
  }),
  post: z.object({ office: z.string(), title: z.string(), kind: z.enum(['review', 'desk', 'manage']) }),
  institution: z.object({
    name: z.string(),
    prefixes: z.array(z.string()),
    office: z.string(),
    filedFrom: day,
    filedTo: day,
    commitmentOn: day,
    certificateKind: z.enum(certificateKinds).default(certificateKinds[0]),
    dissolvedOn: day.default(null),
    scope: z.array(scopeEntry),
  }),
  person: z.object({
    name: z.string(),
    mobile: z.string().nullable(),
    email: z.string().nullable(),
    administrator: z.boolean(),
    clerkOf: z.array(z.object({ institution: z.string(), ...period })),
    holds: z.array(z.object({ post: z.string(), ...period })),
  }),
} as const satisfies Record<EntryKind, z.ZodType>;

/** The number of the edition in force; 0 before the first. To be frozen by whatever should be answered alike later. */
export async function currentEdition(q: Queryable): Promise<number> {
  return editionAt(q, null);
}

/** The edition that was in force at an instant; 0 before the first. */
export async function editionAt(q: Queryable, at: Date | null): Promise<number> {
  const { rows } = await q.query<{ edition: number }>(
    `select coalesce(max(seq), 0) as edition from events
     where kind = $1 and id = $2 and ($3::timestamptz is null or at <= $3)`,
    [stream.kind, stream.id, at],
  );
  return rows[0]?.edition ?? 0;
}

/** Everything the directory said in an edition; empty for edition 0. */
export async function entriesAt(q: Queryable, edition: number): Promise<DirectoryEntries> {
  const { rows } = await q.query<{ kind: EntryKind; code: string; said: unknown }>(
    `select kind, code, said from (
       select distinct on (kind, code) kind, code, said from directory_entries where edition <= $1
       order by kind, code, edition desc) newest
     where said is not null order by code`,
    [edition],
  );
  const of = <K extends EntryKind>(kind: K) =>
    new Map(
      rows.flatMap((row) =>
        row.kind === kind ? [[row.code, said[kind].parse(row.said) as z.infer<(typeof said)[K]>]] : [],
      ),
    );
  return { office: of('office'), post: of('post'), institution: of('institution'), person: of('person') };
}

/** What a person was and held in an edition; null when they were not listed. */
export async function personAt(q: Queryable, person: string, edition: number): Promise<PersonSaid | null> {
  const { rows } = await q.query<{ said: unknown }>(
    `select said from directory_entries where kind = 'person' and code = $1 and edition <= $2
     order by edition desc limit 1`,
    [person, edition],
  );
  return rows[0]?.said ? said.person.parse(rows[0].said) : null;
}

type ChangedEntry = { kind: EntryKind; code: string; said: Json };

/** Entries that are not the same before and after, as they are to be written. */
export function changedEntries(before: DirectoryEntries, after: DirectoryEntries): ChangedEntry[] {
  return entryKinds.flatMap((kind) => {
    const [old, fresh] = [before[kind], after[kind]] as [ReadonlyMap<string, Json>, ReadonlyMap<string, Json>];
    const changed = [...fresh].filter(([code, now]) => {
      const was = old.get(code);
      return was === undefined || !canonicalBytes(was).equals(canonicalBytes(now));
    });
    const ended = [...old.keys()].filter((code) => !fresh.has(code));
    return [...changed, ...ended.map((code) => [code, null] as const)].map(([code, now]) => ({
      kind,
      code,
      said: now,
    }));
  });
}

/**
 * Writes the next edition: its entries, and the event that says since when, by whom (null: the command line), from which
 * sealed file, with how many changes. The event carries the entries' digest.
 */
export async function keepEdition(
  tx: Tx,
  edition: { number: number; from: string; by: string | null; file: string | null },
  entries: readonly ChangedEntry[],
  changes: readonly Change[],
  now: Date,
): Promise<void> {
  const { number, from, by, file } = edition;
  await tx.query(
    `insert into directory_entries (kind, code, edition, said)
     select kind, code, $1, nullif(said, 'null') from unnest($2::text[], $3::text[], $4::jsonb[]) as e (kind, code, said)`,
    [
      number,
      entries.map(({ kind }) => kind),
      entries.map(({ code }) => code),
      entries.map(({ said: words }) => JSON.stringify(words)),
    ],
  );
  const digest = createHash('sha256').update(canonicalBytes(entries)).digest('hex');
  const counts = Object.fromEntries(changeCounts(changes).map(({ kind, counts: each }) => [kind, each]));
  await append(
    tx,
    stream,
    number - 1,
    [{ type: 'in-force', version: 1, body: { from, by, file, digest, counts } }],
    now,
  );
}

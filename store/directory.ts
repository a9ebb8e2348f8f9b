// Who exists and what they hold today: people, posts, institutions. Reads only; the workbook is loaded in load-directory.ts.
import { z } from 'zod';
import type { CheckedInstitution } from '../domain/context.ts';
import { certificateKinds, type Filing, type Route } from '../domain/route.ts';
import type { Actor } from '../domain/submission.ts';
import type { Queryable } from './database.ts';
import { said } from './directory-editions.ts';
import type { Sealer } from './sealing.ts';

export type Person = { id: string; openId: string | null; administrator: boolean };

/** A person and all they may do on a day. */
export type Standing = Person &
  Actor & {
    manages: readonly string[];
    /** Posts of theirs they are on leave from: they keep the right, and are not disturbed. */
    away: readonly string[];
    standIn: Readonly<Record<string, string>>;
  };

export type Institution = CheckedInstitution & { code: string; office: string };

const sealedPerson = z.object({ name: z.string(), mobile: z.string().nullable(), email: z.string().nullable() });
export type SealedPerson = z.infer<typeof sealedPerson>;

/** The person behind an open_id and what they hold on a day; null for strangers and those who left. */
export async function standingOf(q: Queryable, openId: string, today: string): Promise<Standing | null> {
  return standing(q, 'open_id', openId, today);
}

/** The same by person id. */
export async function standingOfPerson(q: Queryable, person: string, today: string): Promise<Standing | null> {
  return standing(q, 'id', person, today);
}

async function standing(q: Queryable, column: 'id' | 'open_id', key: string, today: string): Promise<Standing | null> {
  const { rows } = await q.query<Person & Omit<Standing, 'person'>>(
    `select id, open_id as "openId", administrator,
       array(select distinct h.post from held_on($2) h join posts p on p.code = h.post and p.kind <> 'manage'
             where h.person = people.id order by 1) as posts,
       array(select distinct p.office from held_on($2) h join posts p on p.code = h.post and p.kind = 'manage'
             where h.person = people.id order by 1) as manages,
       array(select h.post from held_on($2) h where h.person = people.id and h.away order by 1) as away,
       (select coalesce(jsonb_object_agg(h.post, h.stands_for order by h.stands_for), '{}') from held_on($2) h
        where h.person = people.id and h.stands_for is not null and not exists (
          select from held_on($2) own where own.post = h.post and own.person = h.person and own.stands_for is null)) as "standIn",
       array(select distinct a.institution from acts_for($2) a where a.person = people.id order by 1) as institutions
     from people where ${column} = $1 and (left_on is null or left_on > $2)`,
    [key, today],
  );
  const [row] = rows;
  return row === undefined ? null : { ...row, person: row.id };
}

/** What the directory keeps sealed of a person. Throws when there is no such person. */
export async function openPerson(q: Queryable, sealer: Sealer, person: string): Promise<SealedPerson> {
  const opened = (await openPeople(q, sealer, [person])).get(person);
  if (opened === undefined) throw new Error(`no person ${person}`);
  return opened;
}

/** The same of several, by person id; those who are not there are left out. */
export async function openPeople(
  q: Queryable,
  sealer: Sealer,
  people: readonly string[],
): Promise<Map<string, SealedPerson>> {
  const { rows } = await q.query<{ id: string; sealed: Buffer }>('select id, sealed from people where id = any($1)', [
    people,
  ]);
  const opened = new Map<string, SealedPerson>();
  for (const { id, sealed } of rows) {
    const bytes = await sealer.open(q, personPlace(id), sealed);
    opened.set(id, sealedPerson.parse(JSON.parse(bytes.toString('utf8'))));
  }
  return opened;
}

export function personPlace(person: string) {
  return { table: 'people', id: person, version: 1 };
}

/** Names by person id, for wording who did what; colleagues see each other's names in full. */
export async function namesOf(q: Queryable, sealer: Sealer, people: readonly string[]): Promise<Map<string, string>> {
  const opened = await openPeople(q, sealer, [...new Set(people)]);
  return new Map([...opened].map(([person, { name }]) => [person, name]));
}

/** Persons who hold a post on a day and can be reached, those who stand in for whoever is on leave among them. */
export async function holdersOf(q: Queryable, post: string, today: string): Promise<Reachable[]> {
  return reachable(q, 'id in (select person from held_on($2) where post = $1 and not away)', [post, today]);
}

/** One person, if the platform reaches them. */
export async function reachablePerson(q: Queryable, person: string, today: string): Promise<Reachable[]> {
  return reachable(q, 'id = $1::uuid', [person, today]);
}

/**
 * Everybody who holds a post on this day, whether the platform reaches them or not, once each: for whoever is on leave their
 * stand-in, with whom they stand for.
 */
export async function holdingsOf(
  q: Queryable,
  post: string,
  today: string,
): Promise<{ person: string; standsFor: string | null }[]> {
  const { rows } = await q.query<{ person: string; standsFor: string | null }>(
    `select distinct on (person) person, stands_for as "standsFor" from held_on($2) where post = $1 and not away
     order by person, stands_for nulls first`,
    [post, today],
  );
  return rows;
}

/** Whether they hold it, themselves or for somebody on leave; on leave they still do. */
export async function holdsPost(q: Queryable, person: string, post: string, today: string): Promise<boolean> {
  const { rows } = await q.query('select from held_on($3) where person = $1 and post = $2 limit 1', [
    person,
    post,
    today,
  ]);
  return rows.length === 1;
}

/** The persons alone. */
export async function personsOf(q: Queryable, post: string, today: string): Promise<string[]> {
  return (await holdingsOf(q, post, today)).map(({ person }) => person);
}

/** Whether an institution's 诚信承诺书 is on record (article 24); of one that is no more nobody can ask it. */
export async function isCommitted(q: Queryable, institution: string, today: string): Promise<boolean> {
  const { rows } = await q.query(
    `select from institutions where code = $1 and (commitment_on <= $2 or dissolved_on <= $2 or exists (
       select from commitments c where c.institution = code and c.revoked_at is null and c.signed_on <= $2))`,
    [institution, today],
  );
  return rows.length === 1;
}

/**
 * Managers of the office a post belongs to, or, for a clerk's delay, of the institution's local office; `above`: those of
 * the office above it. Where nobody can be reached, those above are told instead: an alert must not fall into a gap.
 */
export async function managersOf(
  q: Queryable,
  of: { post: string } | { institution: string },
  today: string,
  above = false,
): Promise<Reachable[]> {
  const [own, key] =
    'post' in of
      ? ['select office from posts where code = $1', of.post]
      : ['select office from institutions where code = $1', of.institution];
  const managersIn = (office: string) =>
    reachable(
      q,
      `id in (select h.person from held_on($2) h join posts p on p.code = h.post
              where p.kind = 'manage' and p.office = (${office}) and not h.away)`,
      [key, today],
    );
  const managers = above ? [] : await managersIn(own);
  return managers.length > 0 ? managers : managersIn(`select parent from offices where code = (${own})`);
}

/** Administrators whom the platform reaches. */
export async function reachableAdministrators(q: Queryable, today: string): Promise<Reachable[]> {
  return reachable(q, 'administrator = $1::boolean', ['true', today]);
}

/** Whoever acts for an institution; when that person is its clerk no more, or cannot be reached, all who are. */
export async function clerksFor(
  q: Queryable,
  institution: string,
  person: string,
  today: string,
): Promise<Reachable[]> {
  const where = 'id in (select person from acts_for($2) where institution = $1 and not away)';
  const clerks = await reachable(q, where, [institution, today]);
  const own = clerks.filter((clerk) => clerk.person === person);
  return own.length > 0 ? own : clerks;
}

export type Reachable = { person: string; openId: string };

async function reachable(q: Queryable, where: string, values: [key: string, today: string]): Promise<Reachable[]> {
  const { rows } = await q.query<Reachable>(
    `select id as person, open_id as "openId" from people
     where ${where} and open_id is not null and (left_on is null or left_on > $2) order by id`,
    values,
  );
  return rows;
}

/**
 * The post of each tier of a route, for an institution: of the local office (属地) or of the province above it (articles 4, 5).
 * Throws when the directory has none: loading it checks that every office has its posts.
 */
export async function postsFor(q: Queryable, route: Route, institution: string): Promise<string[]> {
  const { rows } = await q.query<{ level: string; kind: string; code: string }>(
    `with recursive chain as (
       select o.code, o.level, o.parent from offices o join institutions i on i.office = o.code where i.code = $1
       union all select o.code, o.level, o.parent from offices o join chain c on o.code = c.parent)
     select c.level, p.kind, min(p.code) as code from chain c join posts p on p.office = c.code and p.listed group by 1, 2`,
    [institution],
  );
  return route.tiers.map((tier) => {
    const post = rows.find((row) => row.level === tier.office && row.kind === tier.post);
    if (post === undefined) throw new Error(`no post for tier ${tier.key} of institution ${institution}`);
    return post.code;
  });
}

/**
 * An institution with the scope it is registered for, as the directory says or, given its number, as an edition said;
 * null when it was not listed.
 */
export async function institutionOf(q: Queryable, code: string, edition?: number): Promise<Institution | null> {
  const { rows } = await q.query<{ institution: unknown; office: unknown }>(
    `select i.said as institution, (
       select o.said from directory_entries o where o.kind = 'office' and o.code = i.said ->> 'office'
         and ($2::int is null or o.edition <= $2) order by o.edition desc limit 1) as office
     from directory_entries i where i.kind = 'institution' and i.code = $1 and ($2::int is null or i.edition <= $2)
     order by i.edition desc limit 1`,
    [code, edition ?? null],
  );
  const [row] = rows;
  if (row === undefined || row.institution === null) return null;
  const {
    commitmentOn: _,
    certificateKind: __,
    dissolvedOn: ___,
    ...institution
  } = said.institution.parse(row.institution);
  return { code, ...institution, provinceCode: said.office.parse(row.office).province };
}

const filing = z.object({ kind: z.enum(certificateKinds), office: z.enum(['city', 'province']) });

/** With which level of office an institution is filed, and for which kind of certificate; null when there is none such. */
export async function filingOf(q: Queryable, institution: string): Promise<Filing | null> {
  const { rows } = await q.query(
    `select i.certificate_kind as kind, o.level as office from institutions i join offices o on o.code = i.office
     where i.code = $1`,
    [institution],
  );
  return rows[0] === undefined ? null : filing.parse(rows[0]);
}

/** Codes and names of institutions, in the order of the codes given. */
export async function institutionNames(q: Queryable, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await q.query<{ code: string; name: string }>(
    'select code, name from institutions where code = any($1) order by code',
    [codes],
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** Titles of posts by code. */
export async function postTitles(q: Queryable, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await q.query<{ code: string; title: string }>(
    'select code, title from posts where code = any($1)',
    [codes],
  );
  return new Map(rows.map(({ code, title }) => [code, title]));
}

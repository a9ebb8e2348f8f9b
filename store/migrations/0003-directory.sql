-- Who exists and who may do what: offices, posts, institutions with their registered scope (备案), people.
-- Loaded from the directory workbook; what a person holds, they hold from a day to a day.

create table offices (
  code text primary key,
  name text not null,
  level text not null check (level in ('city', 'province')),
  parent text references offices (code) deferrable initially deferred,
  province text not null check (province ~ '^[0-9]{2}$')
);

create table posts (
  code text primary key,
  office text not null references offices (code),
  title text not null,
  kind text not null check (kind in ('review', 'desk', 'manage'))
);
create index posts_office on posts (office, kind);

create table institutions (
  code text primary key,
  name text not null,
  prefixes text[] not null,
  office text not null references offices (code),
  filed_from date,
  filed_to date,
  commitment_on date,
  -- From this day on it is no more, and the local office keeps its data up (article 16).
  dissolved_on date,
  certificate_kind text not null default '职业技能等级证书'
);

create table scopes (
  institution text not null references institutions (code),
  occupation text not null,
  work_type text not null,
  levels text[] not null,
  from_on date,
  to_on date
);
create index scopes_institution on scopes (institution);

-- `sealed` holds name, mobile and e-mail; the hashes find a person again when the workbook is loaded anew.
-- `open_id` is learnt from the platform, never typed.
create table people (
  id uuid primary key,
  sealed bytea not null,
  mobile_hash bytea unique,
  email_hash bytea unique,
  name_hash bytea not null,
  open_id text unique,
  administrator boolean not null default false,
  left_on date
);

create table clerkships (
  person uuid not null references people (id),
  institution text not null references institutions (code),
  from_on date,
  to_on date,
  primary key (person, institution)
);

create table holdings (
  person uuid not null references people (id),
  post text not null references posts (code),
  from_on date,
  to_on date,
  primary key (person, post)
);
create index holdings_post on holdings (post);

-- One-time codes with which a person tells the bot who they are; only the hash is kept.
create table join_codes (
  hash bytea primary key,
  person uuid not null references people (id),
  expires_at timestamptz not null,
  used_at timestamptz
);

grant select, insert, update, delete on offices, posts, institutions, scopes, people, clerkships, holdings, join_codes
  to hezheng_runtime;

-- Who is on leave, and who stands in for them.
create table leaves (
  id uuid primary key,
  person uuid not null references people (id),
  -- One post of theirs; null for all they hold.
  post text references posts (code),
  stand_in uuid not null references people (id),
  from_on date not null,
  to_on date not null,
  said_at timestamptz not null,
  cancelled_by uuid references people (id),
  cancelled_at timestamptz,
  -- When what waits was given to the stand-in, and when to the person again.
  begun_at timestamptz,
  ended_at timestamptz,
  check (from_on <= to_on and stand_in <> person)
);
create index leaves_person on leaves (person) where cancelled_at is null;
create index leaves_stand_in on leaves (stand_in) where cancelled_at is null;
create index leaves_to_move on leaves (from_on) where ended_at is null;

-- Who holds which post on a day: whoever was given it, and for whoever is on leave (away) the stand-in, as long as that one
-- holds a post of the same office.
create function held_on(day date) returns table (post text, person uuid, stands_for uuid, away boolean)
language sql stable as $$
  select h.post, h.person, null::uuid, exists (
    select from leaves l where l.person = h.person and l.cancelled_at is null and day between l.from_on and l.to_on
      and (l.post is null or l.post = h.post))
  from holdings h join people p on p.id = h.person
  where (h.from_on is null or h.from_on <= day) and (h.to_on is null or h.to_on >= day)
    and (p.left_on is null or p.left_on > day)
  union all
  select h.post, l.stand_in, l.person, false
  from leaves l
    join holdings h on h.person = l.person and (l.post is null or l.post = h.post)
    join posts hp on hp.code = h.post
    join people p on p.id = l.person
    join people s on s.id = l.stand_in
  where l.cancelled_at is null and day between l.from_on and l.to_on
    and (h.from_on is null or h.from_on <= day) and (h.to_on is null or h.to_on >= day)
    and (p.left_on is null or p.left_on > day) and (s.left_on is null or s.left_on > day)
    and exists (
      select from holdings own join posts op on op.code = own.post
      where own.person = l.stand_in and op.office = hp.office
        and (own.from_on is null or own.from_on <= day) and (own.to_on is null or own.to_on >= day))
$$;

grant select, insert, update on leaves to hezheng_runtime;

-- Who acts for which institution on a day: its clerks; once it is dissolved, whoever holds a review post of its local office.
create function acts_for(day date) returns table (person uuid, institution text, away boolean)
language sql stable as $$
  select c.person, c.institution, false
  from clerkships c join institutions i on i.code = c.institution
  where (c.from_on is null or c.from_on <= day) and (c.to_on is null or c.to_on >= day)
    and (i.dissolved_on is null or i.dissolved_on > day)
  union all
  select h.person, i.code, h.away
  from institutions i join posts p on p.office = i.office and p.kind = 'review' join held_on(day) h on h.post = p.code
  where i.dissolved_on <= day
$$;

-- Posts that nobody holds while work waits on them, now or soon; at most one open for each post. `told`: who was alarmed.
create table vacancies (
  id uuid primary key,
  post text not null references posts (code),
  from_on date not null,
  noticed_at timestamptz not null,
  told uuid[] not null default '{}',
  filled_at timestamptz
);
create unique index vacancies_open on vacancies (post) where filled_at is null;
grant select, insert, update on vacancies to hezheng_runtime;

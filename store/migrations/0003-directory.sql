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

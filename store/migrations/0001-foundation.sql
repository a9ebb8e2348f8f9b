-- What everything else stands on: streams of events, inbox and outbox, keys, files, notes, heartbeats, calendars.
-- Grants go to hezheng_runtime, which owns nothing; migrate() makes the application's role a member of it.

do $$
begin
  create role hezheng_runtime nologin;
exception
  -- Roles belong to the whole server: another database of it may have made the role already, or at this moment.
  when duplicate_object or unique_violation then null;
end
$$;

grant usage on schema public to hezheng_runtime;
grant select on migrations to hezheng_runtime;

-- Streams. `body` holds canonical JSON bytes: ids, codes and digests, never personal data.
-- `position` orders what has been read already; it is given out before commit, so gaps may fill later.
create table events (
  kind text not null,
  id text not null,
  seq integer not null check (seq > 0),
  type text not null,
  version smallint not null check (version > 0),
  at timestamptz not null,
  body bytea not null,
  previous bytea not null,
  digest bytea not null,
  position bigint generated always as identity,
  primary key (kind, id, seq)
);
create unique index events_position on events (position);
create index events_type on events (kind, type, position);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: rows of it are kept as they were written', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end
$$;

create trigger events_kept before update or delete on events for each row execute function refuse_change();
create trigger events_kept_whole before truncate on events for each statement execute function refuse_change();
-- `always`: a session in replica mode would skip ordinary triggers.
alter table events enable always trigger events_kept;
alter table events enable always trigger events_kept_whole;
grant select, insert on events to hezheng_runtime;

-- Data keys, wrapped by a master key. `scope` names a key that is shared (one a day for the inbox, say).
create table data_keys (
  id uuid primary key,
  scope text unique,
  master_key text not null,
  wrapped bytea not null,
  created_at timestamptz not null
);
create index data_keys_master on data_keys (master_key);
grant select, insert, update on data_keys to hezheng_runtime;

-- What came from outside, kept longer than the last redelivery so that a repeat is known.
create table inbox (
  id uuid primary key,
  key text not null unique,
  kind text not null,
  payload bytea not null,
  received_at timestamptz not null,
  done_at timestamptz,
  attempts integer not null default 0,
  last_error text
);
create index inbox_waiting on inbox (received_at) where done_at is null;
create index inbox_done on inbox (done_at);
grant select, insert, update, delete on inbox to hezheng_runtime;

-- Work that was promised: `payload` holds ids only. A row is queued again when it was queued long ago and is not done.
create table outbox (
  id bigint generated always as identity primary key,
  job text not null,
  payload jsonb not null,
  key text unique,
  created_at timestamptz not null,
  available_at timestamptz not null,
  queued_at timestamptz,
  done_at timestamptz,
  attempts integer not null default 0
);
create index outbox_waiting on outbox (available_at, id) where done_at is null;
create index outbox_done on outbox (done_at) where done_at is not null;
grant select, insert, update, delete on outbox to hezheng_runtime;

create function notify_outbox() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', '');
  return null;
end
$$;
create trigger outbox_notify after insert on outbox for each statement execute function notify_outbox();

-- Words typed by persons (reasons, comments), sealed: they may hold names.
create table notes (
  id uuid primary key,
  words bytea not null,
  created_at timestamptz not null
);
grant select, insert on notes to hezheng_runtime;

-- Files, sealed, found again by a keyed digest of their bytes.
create table files (
  id uuid primary key,
  digest bytea not null unique,
  byte_length integer not null,
  data_key uuid not null references data_keys (id),
  sealed bytea not null,
  created_at timestamptz not null,
  last_handed_at timestamptz
);
-- Sealed bytes do not compress; trying costs time.
alter table files alter column sealed set storage external;
grant select, insert, update, delete on files to hezheng_runtime;

-- Who was last seen alive, for /healthz.
create table heartbeats (
  name text primary key,
  at timestamptz not null,
  detail jsonb not null default '{}'
);
grant select, insert, update on heartbeats to hezheng_runtime;

-- Working-day calendars: a new notice is a new version, an old version is never changed.
create table calendar_years (
  year smallint not null check (year between 2000 and 2999),
  version integer not null check (version > 0),
  -- Title and address; null until the State Council has published one.
  notice text,
  days_off date[] not null,
  working_days date[] not null,
  loaded_at timestamptz not null,
  primary key (year, version)
);
grant select, insert on calendar_years to hezheng_runtime;

-- The directory edition by edition, so that what was registered on any day can be asked again.
-- The number of an edition is the seq of its event in the stream `directory`.

-- One row whenever an entry changed; null where it is listed no more. Names nobody: people by id, with keyed digests.
create table directory_entries (
  kind text not null check (kind in ('office', 'post', 'institution', 'person')),
  code text not null,
  edition integer not null check (edition > 0),
  said jsonb,
  primary key (kind, code, edition)
);
create trigger directory_entries_kept before update or delete on directory_entries
  for each row execute function refuse_change();
create trigger directory_entries_kept_whole before truncate on directory_entries
  for each statement execute function refuse_change();
alter table directory_entries enable always trigger directory_entries_kept;
alter table directory_entries enable always trigger directory_entries_kept_whole;
grant select, insert on directory_entries to hezheng_runtime;

-- Registered scopes are read from the entries now; a post that is listed no more gets no new work.
drop table scopes;
alter table posts add column listed boolean not null default true;

-- Directory workbooks that administrators dropped. `sealed` holds the workbook's content and what was found in it,
-- compared with edition `based_on`; `edition` is the one it became.
create table directory_proposals (
  id uuid primary key references drops (id),
  person uuid not null references people (id),
  file uuid not null references files (id),
  at text not null check (at in ('reading', 'answered', 'in-force', 'declined')),
  based_on integer,
  sealed bytea,
  edition integer,
  changed_at timestamptz not null
);
grant select, insert, update on directory_proposals to hezheng_runtime;

-- Submissions: the state of each is the fold of its stream and is kept beside it for questions. Only `act` writes here.

create table submissions (
  id uuid primary key,
  -- The number people use, shown as HZ-<no>.
  no bigint generated always as identity unique,
  institution text not null references institutions (code),
  at text not null,
  state jsonb not null,
  seq integer not null,
  post text,
  due date,
  -- The first day on which the sweep may have something to do.
  wake_on date,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index submissions_open on submissions (institution) where at not in ('published', 'withdrawn');
create index submissions_institution on submissions (institution, no);
create index submissions_post on submissions (post) where post is not null;
create index submissions_changed on submissions (institution, changed_at);
create index submissions_wake on submissions (wake_on) where wake_on is not null;

-- Each file a clerk sent for a submission; `sealed_name` is the file's name, which may hold a person's.
create table submission_versions (
  submission uuid not null references submissions (id),
  version integer not null,
  file uuid not null references files (id),
  data_key uuid not null references data_keys (id),
  sealed_name bytea not null,
  received_at timestamptz not null,
  -- The one cause behind many findings of its last check, if there is one: code and evidence, never a cell's value.
  cause jsonb,
  primary key (submission, version)
);
create index submission_versions_file on submission_versions (file);

-- What a clerk wrote beside a row to answer its warnings: known again in the next versions by the number's keyed hash.
create table replies (
  submission uuid not null references submissions (id),
  number_hash bytea not null,
  code text not null,
  -- The version its words came with, and the row there.
  version integer not null,
  row integer not null,
  note uuid not null references notes (id),
  primary key (submission, number_hash, code)
);

-- What the next file of a person is meant to be, until when; said once, used once.
create table intents (
  person uuid primary key references people (id),
  kind text not null,
  submission uuid references submissions (id),
  until timestamptz not null
);

-- Files that came in and wait to be told what they are: a new submission, or the next version of an open one.
create table drops (
  id uuid primary key,
  message_id text not null unique,
  chat_id text not null,
  person uuid not null references people (id),
  file uuid not null references files (id),
  byte_length integer not null,
  sealed_name bytea not null,
  received_at timestamptz not null,
  -- What became of it: the submission and version, or nothing.
  submission uuid references submissions (id),
  settled_at timestamptz
);

grant select, insert, update on submissions, submission_versions, drops to hezheng_runtime;
grant select, insert, update on replies to hezheng_runtime;
grant select, insert, update, delete on intents to hezheng_runtime;

-- Signed 诚信承诺书 (article 24): the day, the signer as a sealed note, the sealed scan; by whom, and who revoked it and why.
create table commitments (
  id uuid primary key,
  institution text not null references institutions (code),
  drop_id uuid not null unique references drops (id),
  file uuid not null references files (id),
  signed_on date not null,
  signer uuid not null references notes (id),
  recorded_by uuid not null references people (id),
  recorded_at timestamptz not null,
  revoked_by uuid references people (id),
  revoked_at timestamptz,
  reason uuid references notes (id)
);
create index commitments_institution on commitments (institution) where revoked_at is null;
grant select, insert, update on commitments to hezheng_runtime;

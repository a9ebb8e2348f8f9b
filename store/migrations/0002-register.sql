-- Drafts, the register and the claims on certificate numbers; and what checks found.
-- Sized for 10^8 certificates: 16 hash partitions hold about 6 million rows (some 3 GB with indexes) each, so vacuum,
-- reindex and a single index's hot part stay small. Each is spread by what it is asked by most: a check asks by document
-- for every row of a file, and would otherwise look into sixteen indexes for each.
-- Drafts and records are sealed alike, under the certificate's id, so that publishing copies bytes.

-- Rows of one submission version. `issued_on` is text: a draft may hold what no calendar knows.
create table drafts (
  submission_id uuid not null,
  version integer not null,
  row integer not null,
  certificate_id uuid not null,
  record_version integer not null default 1,
  institution text not null,
  occupation text not null,
  work_type text not null,
  level text not null,
  issued_on text not null,
  document_type text not null,
  name_hash bytea,
  document_hash bytea,
  number_hash bytea,
  hash_key text not null,
  data_key uuid not null,
  sealed bytea not null,
  primary key (submission_id, version, row)
) partition by hash (submission_id);

-- What a certificate says, version by version; never changed. In clear only what names nobody.
create table records (
  certificate_id uuid not null,
  version integer not null check (version > 0),
  institution text not null,
  occupation text not null,
  work_type text not null,
  level text not null,
  issued_on date not null,
  document_type text not null,
  name_hash bytea not null,
  document_hash bytea not null,
  number_hash bytea not null,
  hash_key text not null,
  data_key uuid not null,
  sealed bytea not null,
  primary key (certificate_id, version)
) partition by hash (certificate_id);

-- The register: one row per certificate, pointing at the version that holds today.
create table certificates (
  id uuid not null,
  record_version integer not null,
  institution text not null,
  state text not null check (state in ('published', 'suspended', 'deleted')),
  name_hash bytea not null,
  document_hash bytea not null,
  number_hash bytea not null,
  hash_key text not null,
  published_at timestamptz not null,
  submission_id uuid not null,
  primary key (id, document_hash)
) partition by hash (document_hash);
-- With the claims, which lead from a number to its certificate, any two of the three can be asked.
create index certificates_person on certificates (document_hash, name_hash);
create index certificates_submission on certificates (submission_id);

-- Who holds a certificate number: taken when a version is submitted, kept for good once it is published.
create table claims (
  number_hash bytea primary key,
  certificate_id uuid not null,
  submission_id uuid not null
) partition by hash (number_hash);
create index claims_submission on claims (submission_id);

-- What open submissions say of whom, by keyed hash: filled when a version is submitted, emptied when it is published or
-- withdrawn. Apart from drafts, so that a check looks into one small index and not into those of all drafts ever.
create table open_awards (
  document_hash bytea not null,
  submission_id uuid not null,
  row integer not null,
  institution text not null,
  name_hash bytea,
  document_type text not null,
  occupation text not null,
  work_type text not null,
  level text not null,
  issued_on text not null,
  primary key (document_hash, submission_id, row)
);
create index open_awards_submission on open_awards (submission_id);

do $$
begin
  for n in 0..15 loop
    execute format('create table drafts_%s partition of drafts for values with (modulus 16, remainder %s)', n, n);
    execute format('create table records_%s partition of records for values with (modulus 16, remainder %s)', n, n);
    execute format(
      'create table certificates_%s partition of certificates for values with (modulus 16, remainder %s)', n, n);
    execute format('create table claims_%s partition of claims for values with (modulus 16, remainder %s)', n, n);
  end loop;
end
$$;

-- The only way to read the register: deleted certificates are not there, suspended ones show nothing of a person.
create view visible_certificates as
select c.id, c.record_version, c.state, c.institution, c.published_at, c.submission_id,
  c.name_hash, c.document_hash, c.number_hash,
  r.occupation, r.work_type, r.level, r.issued_on, r.document_type,
  case when c.state = 'published' then r.sealed end as sealed
from certificates c
join records r on r.certificate_id = c.id and r.version = c.record_version
where c.state <> 'deleted';

-- Place and code of what a check found; `facts` never holds a cell's value.
create table findings (
  submission_id uuid not null,
  version integer not null,
  ordinal integer not null,
  code text not null,
  severity text not null check (severity in ('error', 'warning', 'note')),
  sheet text,
  row integer,
  col integer,
  field text,
  facts jsonb,
  -- A warning that the clerk answered beside its row.
  answered boolean not null default false,
  primary key (submission_id, version, ordinal)
);

grant select, insert, delete on drafts to hezheng_runtime;
grant select, insert on records to hezheng_runtime;
grant select, insert, update on certificates to hezheng_runtime;
grant select, insert, update, delete on claims to hezheng_runtime;
grant select, insert, delete on open_awards to hezheng_runtime;
grant select on visible_certificates to hezheng_runtime;
grant select, insert, delete on findings to hezheng_runtime;

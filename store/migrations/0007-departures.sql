-- Rows that left a submission and go on as another, its child. Drafts never change: whoever asks for the rows that a version
-- still has, asks the view.

create table departures (
  submission uuid not null,
  version integer not null,
  row integer not null,
  child uuid not null references submissions (id),
  primary key (submission, version, row)
);
create index departures_child on departures (child);
grant select, insert on departures to hezheng_runtime;

create view remaining_drafts as
select d.* from drafts d
where not exists (
  select from departures x where x.submission = d.submission_id and x.version = d.version and x.row = d.row);
grant select on remaining_drafts to hezheng_runtime;

create view remaining_findings as
select f.* from findings f
where f.row is null or not exists (
  select from departures x where x.submission = f.submission_id and x.version = f.version and x.row = f.row);
grant select on remaining_findings to hezheng_runtime;

-- What the rows say of whom goes with them.
grant update on open_awards to hezheng_runtime;

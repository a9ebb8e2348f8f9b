-- Why single rows were returned, where the ministry centre's list says it row by row; the words are sealed notes. The
-- submission may not be there yet: rows leave only when the quiet minutes are over.

create table row_reasons (
  submission uuid not null,
  version integer not null,
  row integer not null,
  note uuid not null references notes (id),
  primary key (submission, version, row)
);
grant select, insert on row_reasons to hezheng_runtime;

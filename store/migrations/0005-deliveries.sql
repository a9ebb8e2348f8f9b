-- Messages to people, each sent once. `id` is the uuid given to the platform, and marks the message in the chat's history.

create table deliveries (
  id uuid primary key,
  -- What it is and for whom, e.g. review:<submission>:<round>:<tier>:<person>. A second order for the same key is no order.
  key text not null unique,
  kind text not null,
  person uuid references people (id),
  -- Where: a person's own chat by open_id, or a given chat.
  open_id text,
  chat_id text,
  reply_to text,
  submission uuid references submissions (id),
  -- Version, round, tier, event, drop: what the message's content is made from. Ids and codes only.
  about jsonb not null default '{}',
  ordered_at timestamptz not null,
  -- The platform forgets a uuid after an hour: later a doubtful send is looked up first.
  first_tried_at timestamptz,
  sent_at timestamptz,
  message_id text unique,
  -- Digest of the card as last shown, so that nothing is patched in vain.
  shown bytea,
  file_key text,
  urged_at timestamptz,
  -- Why it can never be sent or changed: the platform's code.
  failed_code integer,
  -- When it was looked at for its age, and the card sent in its place before the platform stops changing it.
  aged_at timestamptz,
  replaced_by uuid references deliveries (id),
  check (open_id is not null or chat_id is not null)
);
create index deliveries_submission on deliveries (submission);
create index deliveries_lists on deliveries (person, kind, ordered_at) where kind in ('todo', 'withdrawals');
create index deliveries_aging on deliveries (sent_at)
  where aged_at is null and failed_code is null and kind in ('result', 'review', 'inquiry', 'admission');
grant select, insert, update on deliveries to hezheng_runtime;

-- Clicks turned away because of who made them or where. Ids of the platform only; kept for half a year.
create table refused_clicks (
  event_id text primary key,
  at timestamptz not null,
  operator text not null,
  message_id text not null,
  chat_id text not null,
  act text not null,
  because text not null
    check (because in ('unknown-message', 'not-sent-to-them', 'other-chat', 'stranger', 'outside-post'))
);
create index refused_clicks_operator on refused_clicks (operator, at);
create index refused_clicks_at on refused_clicks (at);
grant select, insert, delete on refused_clicks to hezheng_runtime;

-- compatible-from: 1
-- What the program tells people: mail and SMS that are to be delivered, and notices inside of the program.
-- What belongs to no organization (a request for access, an operator's mail) stands inside of a wall of its own, under the id
-- 00000000-0000-0000-0000-000000000000: no table here is open, and none refers to a tenant.

create table message (
  organization_id uuid not null,
  message_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  template text not null check (length(template) between 1 and 100),
  recipient_sealed text not null,
  -- Finds an address again without reading it.
  recipient_index text not null,
  account_id uuid,
  user_id uuid,
  locale text not null check (length(locale) between 2 and 35),
  params jsonb not null default '{}',
  -- What may be read by nobody but the recipient; gone as soon as the message has come to its end.
  params_sealed text,
  is_secret boolean not null default false,
  state text not null default 'queued'
    check (state in ('queued', 'sending', 'delivered', 'failed', 'expired', 'suppressed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  -- Whoever delivers holds it until then; a worker that was killed gives it up by saying nothing.
  lease_id uuid,
  leased_until timestamptz,
  last_code text,
  provider_reference text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  finished_at timestamptz,
  primary key (organization_id, message_id),
  check ((state = 'sending') = (lease_id is not null and leased_until is not null))
);
create index message_time on message (organization_id, created_at, message_id);
create index message_state on message (organization_id, state, created_at, message_id);
create index message_recipient on message (organization_id, recipient_index, created_at);
select secure_tenant_table('message', false);

create table notice (
  organization_id uuid not null references tenant,
  notice_id uuid not null,
  user_id uuid not null,
  template text not null check (length(template) between 1 and 100),
  params jsonb not null default '{}',
  created_at timestamptz not null default now(),
  read_at timestamptz,
  primary key (organization_id, notice_id)
);
create index notice_of_user on notice (organization_id, user_id, created_at, notice_id);
create index notice_unread on notice (organization_id, user_id) where read_at is null;
select secure_tenant_table('notice', false);

-- Addresses that get nothing more from this organization.
create table message_suppression (
  organization_id uuid not null,
  channel text not null check (channel in ('email', 'sms')),
  recipient_index text not null,
  recipient_sealed text not null,
  reason text not null check (reason in ('bounced', 'unsubscribed', 'manual')),
  created_at timestamptz not null default now(),
  -- The person who entered it; null where the program did.
  created_by uuid,
  primary key (organization_id, channel, recipient_index)
);
create index message_suppression_time on message_suppression (organization_id, created_at);
select secure_tenant_table('message_suppression', false);

-- What somebody does not want, or wants again; what is not here is wanted.
create table message_preference (
  organization_id uuid not null references tenant,
  user_id uuid not null,
  category text not null,
  channel text not null check (channel in ('email', 'sms', 'in-app')),
  is_wanted boolean not null,
  primary key (organization_id, user_id, category, channel)
);
select secure_tenant_table('message_preference', false);

-- Writes a message inside of its own wall, in the transaction of whoever sends it, and leaves that transaction inside of the wall
-- it was in. With the rights of the caller. Answers whether it was not there yet.
create function queue_message(entry jsonb) returns boolean
language plpgsql
as $$
declare
  before text := current_setting('app.organization_id', true);
  written integer;
begin
  perform set_config('app.organization_id', entry ->> 'organization_id', true);
  insert into message (organization_id, message_id, channel, template, recipient_sealed, recipient_index, account_id, user_id,
                       locale, params, params_sealed, is_secret, next_attempt_at, created_at, expires_at)
  select m.organization_id, m.message_id, m.channel, m.template, m.recipient_sealed, m.recipient_index, m.account_id, m.user_id,
         m.locale, m.params, m.params_sealed, m.is_secret, m.created_at, m.created_at, m.expires_at
    from jsonb_populate_record(null::message, entry) m
  on conflict do nothing;
  get diagnostics written = row_count;
  perform set_config('app.organization_id', coalesce(before, ''), true);
  return written = 1;
end
$$;
revoke all on function queue_message(jsonb) from public;
grant execute on function queue_message(jsonb) to mosaajii_app;

-- The same for a notice, with the row of the change feed that lets open screens hear of it.
create function queue_notice(entry jsonb) returns boolean
language plpgsql
as $$
declare
  before text := current_setting('app.organization_id', true);
  written integer;
begin
  perform set_config('app.organization_id', entry ->> 'organization_id', true);
  insert into notice (organization_id, notice_id, user_id, template, params, created_at)
  select n.organization_id, n.notice_id, n.user_id, n.template, n.params, n.created_at
    from jsonb_populate_record(null::notice, entry) n
  on conflict do nothing;
  get diagnostics written = row_count;
  if written = 1 then
    insert into change_feed (organization_id, change_id, kind)
    values ((entry ->> 'organization_id')::uuid, gen_random_uuid(), 'notice');
  end if;
  perform set_config('app.organization_id', coalesce(before, ''), true);
  return written = 1;
end
$$;
revoke all on function queue_notice(jsonb) from public;
grant execute on function queue_notice(jsonb) to mosaajii_app;

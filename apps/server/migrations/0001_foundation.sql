-- compatible-from: 1
-- What every room stands on: the tenant wall, the instance, jobs' neighbours, the change feed and the audit trail.
-- Run by the owner role. The roles mosaajii_app (login, plain) exist before this file runs.

-- The wall between organizations is one policy, written plainly so that a planner (and a distributed one) sees through it.
create function secure_tenant_table(target regclass, is_fact boolean) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s using (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)'
    || ' with check (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)', target);
  execute format('revoke all on %s from public', target);
  if is_fact then
    execute format('grant select, insert on %s to mosaajii_app', target);
  else
    execute format('grant select, insert, update, delete on %s to mosaajii_app', target);
  end if;
end $$;
revoke all on function secure_tenant_table(regclass, boolean) from public;

-- Global tables (no organization known yet). This list is closed: instance, tenant, account, session, sign_in_attempt.
create table instance (
  singleton boolean primary key default true check (singleton),
  instance_id uuid not null default gen_random_uuid(),
  -- Changes when a backup is restored; registers that see a new epoch push what they kept again.
  epoch uuid not null default gen_random_uuid(),
  setup_token_hash text,
  setup_completed_at timestamptz,
  created_at timestamptz not null default now()
);
insert into instance default values;
grant select, update on instance to mosaajii_app;

create table tenant (
  organization_id uuid primary key,
  created_at timestamptz not null default now()
);
grant select, insert on tenant to mosaajii_app;

create table account (
  account_id uuid primary key,
  -- Lower case, trimmed, NFC: normalised by the application, unique over the installation.
  email text not null unique check (email = lower(email) and length(email) between 3 and 254),
  display_name text not null check (length(display_name) between 1 and 120),
  password_hash text not null,
  state text not null default 'active' check (state in ('active', 'suspended')),
  created_at timestamptz not null default now(),
  password_changed_at timestamptz not null default now()
);
grant select, insert, update on account to mosaajii_app;

create table session (
  -- SHA-256 of the cookie's value, hexadecimal: a stolen table opens no door.
  token_hash text primary key check (length(token_hash) = 64),
  account_id uuid not null references account,
  organization_id uuid not null references tenant,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  user_agent text not null default '',
  address text not null default ''
);
create index session_account on session (account_id);
grant select, insert, update on session to mosaajii_app;

create table sign_in_attempt (
  -- 'account:<email>' or 'address:<ip>'
  subject text not null,
  failures integer not null default 0,
  window_started_at timestamptz not null default now(),
  blocked_until timestamptz,
  primary key (subject)
);
grant select, insert, update, delete on sign_in_attempt to mosaajii_app;

-- The change feed. A row is written in the transaction of the change; its position is given after the commit by the
-- sealer, so that a reader's cursor can never skip a transaction that committed late.
create table change_feed (
  organization_id uuid not null references tenant,
  change_id uuid not null,
  kind text not null,
  ids uuid[] not null default '{}',
  -- The register that made the change, if one did.
  register_id uuid,
  position bigint,
  created_at timestamptz not null default now(),
  primary key (organization_id, change_id)
);
create index change_feed_unsealed on change_feed (organization_id, created_at) where position is null;
create unique index change_feed_position on change_feed (organization_id, position) where position is not null;
select secure_tenant_table('change_feed', false);

create table change_head (
  organization_id uuid primary key references tenant,
  last_position bigint not null default 0,
  last_audit_sequence bigint not null default 0,
  last_audit_hash text not null default repeat('0', 64)
);
select secure_tenant_table('change_head', false);

create table audit_entry (
  organization_id uuid not null references tenant,
  entry_id uuid not null,
  -- The change of the same transaction; the sealer chains the entries of a change when it gives the change its position.
  change_id uuid not null,
  occurred_at timestamptz not null default now(),
  user_id uuid,
  register_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  detail jsonb not null default '{}',
  request_id text,
  address text,
  primary key (organization_id, entry_id)
);
create index audit_entry_change on audit_entry (organization_id, change_id);
create index audit_entry_subject on audit_entry (organization_id, subject_kind, subject_id);
select secure_tenant_table('audit_entry', true);

create table audit_seal (
  organization_id uuid not null references tenant,
  sequence bigint not null,
  entry_id uuid not null,
  previous_hash text not null check (length(previous_hash) = 64),
  hash text not null check (length(hash) = 64),
  sealed_at timestamptz not null default now(),
  primary key (organization_id, sequence),
  unique (organization_id, entry_id)
);
select secure_tenant_table('audit_seal', true);

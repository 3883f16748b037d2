-- compatible-from: 1
-- Registers that prove their key, people who open a till with a PIN, and how long a till trusts what it was told.

-- From the first proof of its key on, or from its enrolment if that was later than this, a register's secret alone opens nothing.
alter table register_key add column needs_proof boolean not null default false;
-- Until when the newest lease of this key allows more than cash sales; null before the first.
alter table register_key add column lease_expires_at timestamptz;
-- Times in which no lease was valid, as [{"from", "until"}], the latest ones: a sale of such a time is shown to a person.
alter table register_key add column lease_gaps jsonb not null default '[]';
-- What the register said about itself when it last asked for a lease.
alter table register_key add column unsent integer check (unsent >= 0);
alter table register_key add column cashier_id uuid;

alter table register add column revoked_at timestamptz;
alter table register add column revoked_by uuid;

alter table organization add column lease_days smallint not null default 7 check (lease_days between 1 and 30);

-- A session that was opened at a register ends with it.
alter table session add column register_id uuid;
create index session_of_register on session (organization_id, register_id) where register_id is not null;

-- What somebody types at a till. The PIN itself is nowhere: its hash goes to the registers of the shop with their lease.
create table staff_pin (
  organization_id uuid not null,
  user_id uuid not null,
  -- 16 random bytes, and argon2id of the PIN with them, both base64url.
  salt text not null check (length(salt) = 22),
  verifier text not null check (length(verifier) = 43),
  -- SHA-256 of a badge's code with the salt of the organization's id, hexadecimal; null without a badge.
  badge_index text check (length(badge_index) = 64),
  -- Wrong tries at this server since the last right one; five lock it for a while.
  failures integer not null default 0,
  locked_until timestamptz,
  set_at timestamptz not null,
  set_by uuid not null,
  primary key (organization_id, user_id),
  unique (organization_id, badge_index),
  foreign key (organization_id, user_id) references organization_user
);
select secure_tenant_table('staff_pin', false);

-- Proofs that have been used where a request must not be repeated; kept as long as one could be shown again.
create table register_proof_use (
  organization_id uuid not null,
  key_id uuid not null,
  proof_id text not null check (length(proof_id) <= 64),
  used_at timestamptz not null,
  primary key (organization_id, key_id, proof_id),
  foreign key (organization_id, key_id) references register_key
);
select secure_tenant_table('register_proof_use', false);

-- One-time codes that make a device a register. Whoever has one is not known yet, so it joins the closed list of global tables.
create table register_code (
  -- The first three characters: they only find the row. The other five are the secret.
  locator text primary key check (length(locator) = 3),
  organization_id uuid not null references tenant,
  register_id uuid not null,
  code_hash text not null,
  issued_by uuid not null,
  failures integer not null default 0,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index register_code_register on register_code (organization_id, register_id);
revoke all on register_code from public;
grant select, insert, update, delete on register_code to mosaajii_app;

-- Every server hears at once of every key that is revoked, on whichever way, and closes what it holds open for it.
create function announce_key_end() returns trigger
language plpgsql
as $$
begin
  perform pg_notify('mosaajii_session_end', new.key_id::text);
  return null;
end
$$;
create trigger register_key_end after update of state on register_key for each row
  when (old.state = 'active' and new.state = 'revoked') execute function announce_key_end();

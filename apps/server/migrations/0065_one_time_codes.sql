-- compatible-from: 1
-- One-time codes of six characters: they activate what was asked for, sign in, or approve. Both tables are global: a code may
-- be for somebody who belongs to no organization yet. They hold hashes and ids, and are emptied of what is over.
create table one_time_code (
  code_id uuid primary key,
  -- What the code is good for, such as 'access.activate': elsewhere it is nothing.
  purpose text not null check (purpose ~ '^[a-z]+([.-][a-z]+)*$' and length(purpose) <= 40),
  -- The request, the person, the register that it is for.
  subject_id uuid not null,
  account_id uuid references account,
  channel text not null check (channel in ('email', 'sms', 'in-person')),
  -- SHA-256 of the address it was sent to, to bound how often one address is written to; null when it was handed over.
  recipient_hash text check (length(recipient_hash) = 64),
  -- argon2id.
  code_hash text not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  -- Guesses that were let through to the hash.
  attempts smallint not null default 0 check (attempts between 0 and 5),
  used_at timestamptz,
  -- A newer code took its place.
  replaced_at timestamptz
);
create unique index one_time_code_open on one_time_code (purpose, subject_id) where used_at is null and replaced_at is null;
create index one_time_code_sent on one_time_code (purpose, recipient_hash, issued_at) where recipient_hash is not null;
create index one_time_code_subject on one_time_code (purpose, subject_id, issued_at);
revoke all on one_time_code from public;
grant select, insert, delete on one_time_code to mosaajii_app;
grant update (attempts, used_at, replaced_at) on one_time_code to mosaajii_app;

-- Failed guesses of a subject ('access.activate:<id>') and of a person ('account:<id>'), whether there is such a one or not.
create table one_time_code_failure (
  counted text primary key check (length(counted) <= 100),
  failures integer not null default 0,
  last_failed_at timestamptz not null,
  locked_until timestamptz
);
revoke all on one_time_code_failure from public;
grant select, insert, update, delete on one_time_code_failure to mosaajii_app;

-- compatible-from: 1
-- What people bring beside their password. These join the closed list of global tables: an account has them in every shop.

-- The authenticator app of an account; a secret that waits for its first code stands beside the one in use.
create table totp_factor (
  account_id uuid primary key references account,
  -- Encrypted by the program, never plain.
  secret_sealed text,
  pending_sealed text,
  enrolled_at timestamptz,
  -- The last time step that opened something: it and all before it open nothing again.
  last_step bigint not null default 0,
  check (secret_sealed is not null or pending_sealed is not null),
  check ((secret_sealed is null) = (enrolled_at is null))
);
revoke all on totp_factor from public;
grant select, insert, update, delete on totp_factor to mosaajii_app;

create table passkey (
  passkey_id uuid primary key,
  account_id uuid not null references account,
  -- Chosen by the authenticator; base64url.
  credential_id text not null unique check (length(credential_id) between 1 and 1400),
  -- The host name that it was made for and opens alone.
  relying_party text not null,
  name text not null check (length(name) between 1 and 60),
  public_key bytea not null,
  -- Counts up with each use where the authenticator counts; one that falls back has been copied.
  counter bigint not null default 0,
  transports text[] not null default '{}',
  is_backed_up boolean not null default false,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_account on passkey (account_id);
revoke all on passkey from public;
grant select, insert, update, delete on passkey to mosaajii_app;

create table recovery_code (
  account_id uuid not null references account,
  code_hash text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);
revoke all on recovery_code from public;
grant select, insert, update, delete on recovery_code to mosaajii_app;

-- A proof under way: a sign-in whose password was right, or a passkey that was asked for. No session, and short.
create table factor_challenge (
  -- SHA-256 of the challenge that only the asker holds.
  token_hash text primary key check (length(token_hash) = 64),
  purpose text not null check (purpose in ('second-step', 'passkey-sign-in', 'passkey-confirm', 'passkey-registration')),
  account_id uuid references account,
  session_id uuid,
  -- What the passkey has to sign; null where none was asked for.
  nonce text,
  tries smallint not null default 0,
  expires_at timestamptz not null
);
create index factor_challenge_expiry on factor_challenge (expires_at);
revoke all on factor_challenge from public;
grant select, insert, update, delete on factor_challenge to mosaajii_app;

-- The language a person wants to be written to in; null follows the shop.
alter table account add column locale text check (length(locale) between 2 and 35);

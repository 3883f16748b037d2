-- compatible-from: 1
-- Browsers that a person has signed in with, and the way to say that a sign-in was somebody else's. Both tables are global: a
-- person has one account in every shop. They hold hashes; where from is sealed.
create table account_device (
  device_id uuid primary key,
  account_id uuid not null references account,
  -- SHA-256 of the cookie's value. One browser may be of several accounts.
  token_hash text not null check (length(token_hash) = 64),
  user_agent_sealed text not null,
  address_sealed text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  unique (account_id, token_hash)
);
create index account_device_token on account_device (token_hash);
revoke all on account_device from public;
grant select, insert, update, delete on account_device to mosaajii_app;

-- What the letter about a new browser carries: once, it signs the account out everywhere and makes its password worthless.
create table sign_in_alarm (
  token_hash text primary key check (length(token_hash) = 64),
  account_id uuid not null references account,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_alarm_expiry on sign_in_alarm (expires_at);
revoke all on sign_in_alarm from public;
grant select, insert, delete on sign_in_alarm to mosaajii_app;
grant update (used_at) on sign_in_alarm to mosaajii_app;

-- From when on a browser that is not known is worth a letter; null until the first one.
alter table account add column first_device_at timestamptz;

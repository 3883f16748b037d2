-- compatible-from: 1
-- Addresses that are let in or kept out. They belong to the installation, not to a shop: an address is refused before anybody
-- knows whom it asks for. Both join the closed list of global tables.

-- What the operator wrote down. `allow` is never limited, `deny` is always refused.
create table address_rule (
  rule_id uuid primary key,
  network cidr not null,
  effect text not null check (effect in ('allow', 'deny')),
  note text not null default '' check (length(note) <= 200),
  created_by uuid not null references account,
  created_at timestamptz not null,
  expires_at timestamptz,
  unique (network)
);
revoke all on address_rule from public;
grant select, insert, update, delete on address_rule to mosaajii_app;

-- What the limits decided by themselves. A block outlives the process; its row is forgotten a day after its end.
create table address_block (
  -- An IPv4 address, or the /64 network of an IPv6 address.
  subject text primary key check (length(subject) between 2 and 64),
  -- Which kind of request was too much.
  kind text not null check (length(kind) between 1 and 40),
  -- How often within an hour of the block before; each one is longer.
  strikes integer not null default 1 check (strikes > 0),
  blocked_at timestamptz not null,
  blocked_until timestamptz not null
);
create index address_block_until on address_block (blocked_until);
revoke all on address_block from public;
grant select, insert, update, delete on address_block to mosaajii_app;

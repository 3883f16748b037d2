-- compatible-from: 1
-- Organizations, their people, stores and registers.

create table organization (
  organization_id uuid primary key references tenant,
  name text not null check (length(name) between 1 and 120),
  legal_name text not null default '',
  tax_number text not null default '',
  country_code text not null check (length(country_code) = 2),
  currency_code text not null check (length(currency_code) = 3),
  currency_exponent smallint not null check (currency_exponent in (0, 2, 3)),
  locale text not null default 'en',
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);
select secure_tenant_table('organization', false);

create table organization_user (
  organization_id uuid not null references organization,
  user_id uuid not null,
  account_id uuid not null references account,
  display_name text not null check (length(display_name) between 1 and 120),
  role text not null check (role in ('administrator', 'manager', 'cashier', 'viewer')),
  state text not null default 'active' check (state in ('active', 'suspended')),
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id),
  unique (organization_id, account_id)
);
select secure_tenant_table('organization_user', false);

create table store (
  organization_id uuid not null references organization,
  store_id uuid not null,
  code text not null check (code ~ '^[A-Z0-9]{1,8}$'),
  name text not null check (length(name) between 1 and 120),
  address_lines text[] not null default '{}',
  time_zone text not null default 'UTC',
  tax_rounding text not null default 'per-line' check (tax_rounding in ('per-line', 'per-document')),
  rounding_mode text not null default 'half-up',
  -- Null: cash is not rounded.
  cash_rounding_unit_minor bigint check (cash_rounding_unit_minor > 0),
  cash_rounding_mode text,
  prices_include_tax boolean not null default true,
  -- Notes and coins in circulation, minor units, for fast tenders and counting.
  notes_minor bigint[] not null default '{}',
  coins_minor bigint[] not null default '{}',
  paper_width_mm smallint not null default 80 check (paper_width_mm in (58, 80)),
  receipt_header text not null default '',
  receipt_footer text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (organization_id, store_id),
  unique (organization_id, code)
);
select secure_tenant_table('store', false);

create table register (
  organization_id uuid not null,
  register_id uuid not null,
  store_id uuid not null,
  -- Printed on receipts: S1-R2.
  code text not null check (code ~ '^[A-Z0-9]{1,8}-[A-Z0-9]{1,8}$'),
  name text not null check (length(name) between 1 and 120),
  -- An import register may return goods without a receipt; a till may not.
  purpose text not null default 'till' check (purpose in ('till', 'import')),
  state text not null default 'active' check (state in ('active', 'revoked')),
  created_at timestamptz not null default now(),
  primary key (organization_id, register_id),
  unique (organization_id, code),
  foreign key (organization_id, store_id) references store
);
select secure_tenant_table('register', false);

-- A register has one key at a time. A new enrolment is a new key, a new chain and a new receipt series.
create table register_key (
  organization_id uuid not null,
  key_id uuid not null,
  register_id uuid not null,
  series text not null check (series ~ '^[A-Z]{1,4}$'),
  public_key jsonb not null,
  -- SHA-256 of the bearer secret, hexadecimal.
  token_hash text not null check (length(token_hash) = 64),
  state text not null default 'active' check (state in ('active', 'revoked')),
  enrolled_by uuid not null,
  enrolled_at timestamptz not null default now(),
  primary key (organization_id, key_id),
  unique (organization_id, register_id, series),
  foreign key (organization_id, register_id) references register
);
select secure_tenant_table('register_key', false);

-- The head of a register's chain: locked by whoever appends to it.
create table register_head (
  organization_id uuid not null,
  key_id uuid not null,
  last_sequence bigint not null default 0,
  last_hash text not null default repeat('0', 64),
  last_receipt_sequence bigint not null default 0,
  last_seen_at timestamptz,
  primary key (organization_id, key_id),
  foreign key (organization_id, key_id) references register_key
);
select secure_tenant_table('register_head', false);

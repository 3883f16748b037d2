-- compatible-from: 1
-- The general ledger: a posting for every fact, balances per register and business date.

create table ledger_account (
  organization_id uuid not null references organization,
  account_code text not null check (length(account_code) between 1 and 32),
  name text not null,
  kind text not null check (kind in ('asset', 'liability', 'equity', 'income', 'expense')),
  primary key (organization_id, account_code)
);
select secure_tenant_table('ledger_account', false);

create function posting_balances(amounts bigint[]) returns boolean
language sql immutable strict parallel safe as $$ select coalesce(sum(amount), 0) = 0 from unnest(amounts) as amount $$;

create table posting (
  organization_id uuid not null references organization,
  -- The fact that is posted; with the number, because a fact may be trued up later by another posting.
  document_id uuid not null,
  posting_number integer not null default 1,
  document_kind text not null,
  store_id uuid not null,
  register_id uuid,
  business_date date not null,
  currency_code text not null,
  account_codes text[] not null,
  -- Debits positive, credits negative.
  amounts_minor bigint[] not null,
  recorded_at timestamptz not null default now(),
  primary key (organization_id, document_id, posting_number),
  check (cardinality(account_codes) = cardinality(amounts_minor) and cardinality(amounts_minor) >= 2),
  check (posting_balances(amounts_minor))
);
create index posting_date on posting (organization_id, business_date);
select secure_tenant_table('posting', true);

create table account_balance (
  organization_id uuid not null references organization,
  account_code text not null,
  -- The office is the register 00000000-0000-0000-0000-000000000000.
  register_id uuid not null,
  business_date date not null,
  currency_code text not null,
  balance_minor bigint not null default 0,
  primary key (organization_id, account_code, register_id, business_date, currency_code)
) with (fillfactor = 70);
select secure_tenant_table('account_balance', false);

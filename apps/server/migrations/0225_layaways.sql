-- compatible-from: 1
-- Goods that are put aside for a customer against deposits. What was paid is a purse, locked and counted down like a gift card's.

alter table purse drop constraint purse_kind_check;
alter table purse add constraint purse_kind_check
  check (kind in ('account', 'store-credit', 'gift-card', 'points', 'deposit'));

create table layaway (
  organization_id uuid not null references organization,
  layaway_id uuid not null,
  -- The deposit that opened it.
  deposit_id uuid not null,
  number text not null,
  customer_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  register_code text not null,
  user_id uuid not null,
  business_date date not null,
  due_on date not null,
  currency_code text not null,
  engine_version integer not null,
  -- The cart as it will be sold.
  content jsonb not null,
  line_count integer not null,
  total_minor bigint not null,
  opened_at timestamptz not null,
  primary key (organization_id, layaway_id)
);
create unique index layaway_opening on layaway (organization_id, deposit_id);
create unique index layaway_number on layaway (organization_id, number);
create index layaway_recent on layaway (organization_id, opened_at desc, layaway_id desc);
create index layaway_customer on layaway (organization_id, customer_id);
select secure_tenant_table('layaway', true);

-- What is set aside, for counting what is available.
create table layaway_line (
  organization_id uuid not null references organization,
  layaway_id uuid not null,
  line_number integer not null,
  deposit_id uuid not null,
  store_id uuid not null,
  variant_id uuid not null,
  quantity_milli bigint not null check (quantity_milli > 0),
  primary key (organization_id, layaway_id, line_number)
);
create index layaway_line_opening on layaway_line (organization_id, deposit_id);
create index layaway_line_variant on layaway_line (organization_id, variant_id, store_id);
select secure_tenant_table('layaway_line', true);

-- Money that came in for a layaway, or went back.
create table deposit (
  organization_id uuid not null references organization,
  deposit_id uuid not null,
  layaway_id uuid not null,
  kind text not null check (kind in ('taken', 'returned')),
  customer_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  shift_id uuid not null,
  user_id uuid not null,
  business_date date not null,
  currency_code text not null,
  -- What was handed over, or handed back.
  amount_minor bigint not null check (amount_minor >= 0),
  -- Kept when the rest went back.
  fee_minor bigint not null check (fee_minor >= 0),
  tenders jsonb not null,
  reason text not null,
  occurred_at timestamptz not null,
  primary key (organization_id, deposit_id)
);
create index deposit_of on deposit (organization_id, layaway_id, occurred_at);
create index deposit_in on deposit (organization_id, shift_id);
select secure_tenant_table('deposit', true);

alter table sale_origin add column layaway_id uuid;
create index sale_origin_layaway on sale_origin (organization_id, layaway_id) where layaway_id is not null;

-- The chart of accounts of shops that are there already.
alter table ledger_account no force row level security;
insert into ledger_account (organization_id, account_code, name, kind)
select t.organization_id, a.code, a.name, a.kind
  from tenant t
  join (values
    ('2230', 'Deposits of customers', 'liability'),
    ('4300', 'Fees of cancelled layaways', 'income')) as a (code, name, kind) on true
 where exists (select 1 from ledger_account l where l.organization_id = t.organization_id)
on conflict (organization_id, account_code) do nothing;
alter table ledger_account force row level security;

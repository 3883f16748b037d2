-- compatible-from: 1
-- Purses: balances that customers and cards have with the shop. Entries are facts, the balance is a row of its own.

create table purse (
  organization_id uuid not null references organization,
  kind text not null check (kind in ('account', 'store-credit', 'gift-card', 'points')),
  -- The customer; of a gift card its own id, which follows from its code.
  purse_id uuid not null,
  customer_id uuid,
  -- Of an account what the customer owes, of the others what they may still spend.
  balance_minor bigint not null default 0,
  -- Put aside for sales that registers are about to make.
  held_minor bigint not null default 0 check (held_minor >= 0),
  -- The last characters of a gift card's code.
  hint text not null default '',
  expires_on date,
  is_blocked boolean not null default false,
  opened_at timestamptz not null default now(),
  primary key (organization_id, kind, purse_id),
  check (kind = 'account' or balance_minor >= 0),
  check (kind = 'account' or held_minor <= balance_minor)
) with (fillfactor = 70);
create index purse_recent on purse (organization_id, kind, opened_at desc, purse_id);
create index purse_customer on purse (organization_id, customer_id) where customer_id is not null;
select secure_tenant_table('purse', false);

create table purse_entry (
  organization_id uuid not null references organization,
  document_id uuid not null,
  entry_number integer not null,
  kind text not null,
  purse_id uuid not null,
  reason text not null,
  -- What the balance changes by.
  amount_minor bigint not null,
  -- Taken beyond what was there; not part of the balance.
  overspent_minor bigint not null default 0 check (overspent_minor >= 0),
  authorisation_id uuid,
  store_id uuid not null,
  register_id uuid,
  user_id uuid not null,
  business_date date not null,
  recorded_at timestamptz not null default now(),
  primary key (organization_id, document_id, entry_number)
);
create index purse_entry_of on purse_entry (organization_id, kind, purse_id, recorded_at desc);
select secure_tenant_table('purse_entry', true);

-- An amount of a purse that is put aside for a sale. Used, given back, or past its time.
create table purse_hold (
  organization_id uuid not null references organization,
  hold_id uuid not null,
  kind text not null,
  purse_id uuid not null,
  register_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  state text not null default 'open' check (state in ('open', 'used', 'released')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (organization_id, hold_id)
);
create index purse_hold_open on purse_hold (organization_id, kind, purse_id, expires_at) where state = 'open';
select secure_tenant_table('purse_hold', false);

-- A customer paid what they owe. The tenders are those of the payment, all money.
create table customer_payment (
  organization_id uuid not null references organization,
  payment_id uuid not null,
  customer_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  shift_id uuid not null,
  user_id uuid not null,
  business_date date not null,
  currency_code text not null,
  amount_minor bigint not null check (amount_minor > 0),
  tenders jsonb not null,
  note text not null default '',
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (organization_id, payment_id)
);
create index customer_payment_of on customer_payment (organization_id, customer_id, occurred_at);
select secure_tenant_table('customer_payment', true);

-- The gift card, store credit or account that a tender was taken from.
alter table sale_tender add column purse_id uuid;
alter table sale_tender add column forfeited_minor bigint not null default 0;

-- Which tenders a store takes, in which order, and their rules; empty: the usual ones.
alter table store add column tenders jsonb not null default '{}';

-- The chart of accounts of shops that are there already.
alter table ledger_account no force row level security;
insert into ledger_account (organization_id, account_code, name, kind)
select t.organization_id, a.code, a.name, a.kind
  from tenant t
  join (values
    ('1110', 'Bank transfers to come', 'asset'),
    ('1120', 'Mobile money to come', 'asset'),
    ('1130', 'Vouchers to be redeemed', 'asset'),
    ('1150', 'Customers owe', 'asset'),
    ('2200', 'Gift cards to be redeemed', 'liability'),
    ('2210', 'Store credit to be redeemed', 'liability'),
    ('2220', 'Tips owed to staff', 'liability'),
    ('6910', 'Gift cards and store credit overspent', 'expense')) as a (code, name, kind) on true
 where exists (select 1 from ledger_account l where l.organization_id = t.organization_id)
on conflict (organization_id, account_code) do nothing;
alter table ledger_account force row level security;

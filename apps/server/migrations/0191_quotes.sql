-- compatible-from: 1
-- What a customer was promised for how long: a sale in the making with a number, which becomes at most one sale.

create table quote (
  organization_id uuid not null,
  quote_id uuid not null,
  store_id uuid not null,
  -- Q-000012; without gaps in the shop.
  number integer not null check (number >= 1),
  state text not null check (state in ('open', 'sold', 'cancelled')),
  valid_until date not null,
  customer_id uuid,
  label_sealed text not null,
  -- The cart as the register had it; empty once the quote was sold or cancelled.
  content_sealed text not null,
  -- What was promised: lines with their prices and what promotions took off. Nobody's name is in it.
  terms jsonb not null,
  line_count integer not null check (line_count >= 1),
  total_minor bigint not null,
  currency_code text not null,
  created_by uuid not null,
  register_id uuid not null,
  register_code text not null,
  created_at timestamptz not null,
  sold_sale_id uuid,
  cancelled_by uuid,
  cancelled_at timestamptz,
  primary key (organization_id, quote_id),
  foreign key (organization_id, register_id) references register (organization_id, register_id),
  check ((state = 'sold') = (sold_sale_id is not null)),
  check ((state = 'cancelled') = (cancelled_by is not null))
);
create unique index quote_number on quote (organization_id, number);
create index quote_created on quote (organization_id, created_at desc, quote_id desc);
select secure_tenant_table('quote', false);

-- The last number that a shop gave.
create table quote_counter (
  organization_id uuid not null,
  last_number integer not null check (last_number >= 0),
  primary key (organization_id)
);
select secure_tenant_table('quote_counter', false);

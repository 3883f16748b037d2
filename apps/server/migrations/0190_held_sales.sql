-- compatible-from: 1
-- Sales that were set aside at a register and may go on at another one of the store, and where a sale came from.

create table held_sale (
  organization_id uuid not null,
  held_sale_id uuid not null,
  store_id uuid not null,
  -- Counted up each time it is set aside.
  version integer not null check (version >= 1),
  state text not null check (state in ('open', 'sold', 'dropped')),
  -- What the list calls it (a customer, the first goods) and the sale in the making: sealed while it is open, empty afterwards.
  label_sealed text not null,
  content_sealed text not null,
  line_count integer not null check (line_count >= 0),
  total_minor bigint not null,
  currency_code text not null,
  held_by uuid not null,
  held_register_id uuid not null,
  held_register_code text not null,
  held_at timestamptz not null,
  -- Who has it at a counter right now.
  lock_id uuid,
  locked_by uuid,
  locked_register_id uuid,
  locked_register_code text,
  locked_at timestamptz,
  lock_expires_at timestamptz,
  -- The first sale that completed it.
  sold_sale_id uuid,
  primary key (organization_id, held_sale_id),
  foreign key (organization_id, held_register_id) references register (organization_id, register_id),
  check ((lock_id is null) = (locked_by is null)),
  check ((lock_id is null) = (locked_register_id is null)),
  check ((lock_id is null) = (lock_expires_at is null)),
  check ((state = 'sold') = (sold_sale_id is not null)),
  check (state = 'open' or (content_sealed = '' and lock_id is null))
);
create index held_sale_open on held_sale (organization_id, store_id, held_sale_id) where state = 'open';
select secure_tenant_table('held_sale', false);

-- What a sale was before it was one, and who sold it where that is not the cashier. Most sales have no row.
create table sale_origin (
  organization_id uuid not null,
  sale_id uuid not null,
  held_sale_id uuid,
  quote_id uuid,
  salesperson_id uuid,
  primary key (organization_id, sale_id)
);
create index sale_origin_held on sale_origin (organization_id, held_sale_id) where held_sale_id is not null;
create index sale_origin_quote on sale_origin (organization_id, quote_id) where quote_id is not null;
create index sale_origin_salesperson on sale_origin (organization_id, salesperson_id) where salesperson_id is not null;
select secure_tenant_table('sale_origin', true);

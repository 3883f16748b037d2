-- compatible-from: 1
-- Who goods are bought from, what was ordered, and what arrived. An order is a row that changes until it is sent; what
-- arrived is a fact.

create table supplier (
  organization_id uuid not null references organization,
  supplier_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  -- Who to speak to, address, telephone and note: personal, so sealed. JSON.
  contact_sealed text not null,
  payment_terms_days integer check (payment_terms_days between 0 and 365),
  lead_time_days integer check (lead_time_days between 0 and 365),
  is_active boolean not null default true,
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (organization_id, supplier_id)
);
create unique index supplier_name on supplier (organization_id, lower(name));
select secure_tenant_table('supplier', false);

create table purchase_order (
  organization_id uuid not null,
  order_id uuid not null,
  -- PO-000012; without gaps in the shop.
  number integer not null check (number >= 1),
  store_id uuid not null,
  supplier_id uuid not null,
  state text not null check (state in ('draft', 'sent', 'partly-received', 'received', 'cancelled')),
  expected_on date,
  note text not null,
  currency_code text not null,
  line_count integer not null check (line_count >= 0),
  total_minor bigint not null check (total_minor >= 0),
  version integer not null default 1,
  created_by uuid not null,
  created_at timestamptz not null,
  sent_by uuid,
  sent_at timestamptz,
  cancelled_by uuid,
  cancelled_at timestamptz,
  primary key (organization_id, order_id),
  foreign key (organization_id, store_id) references store,
  foreign key (organization_id, supplier_id) references supplier,
  check ((state = 'cancelled') = (cancelled_at is not null)),
  check (state in ('draft', 'cancelled') or (sent_at is not null and line_count >= 1))
);
create unique index purchase_order_number on purchase_order (organization_id, number);
create index purchase_order_supplier on purchase_order (organization_id, supplier_id);
select secure_tenant_table('purchase_order', false);

-- The last number that a shop gave.
create table purchase_order_counter (
  organization_id uuid not null,
  last_number integer not null check (last_number >= 0),
  primary key (organization_id)
);
select secure_tenant_table('purchase_order_counter', false);

create table purchase_order_line (
  organization_id uuid not null,
  order_id uuid not null,
  line_number integer not null check (line_number >= 1),
  variant_id uuid not null,
  quantity_milli bigint not null check (quantity_milli > 0),
  unit_cost_e4 bigint not null check (unit_cost_e4 >= 0),
  -- The sum of what arrived; the receipts prove it. A tenth more than was ordered, and at least one unit more, may arrive.
  received_milli bigint not null default 0
    check (received_milli >= 0 and received_milli <= quantity_milli + greatest(1000, quantity_milli / 10)),
  primary key (organization_id, order_id, line_number),
  unique (organization_id, order_id, variant_id),
  foreign key (organization_id, order_id) references purchase_order,
  foreign key (organization_id, variant_id) references variant
);
select secure_tenant_table('purchase_order_line', false);

create table goods_receipt (
  organization_id uuid not null,
  receipt_id uuid not null,
  order_id uuid not null,
  store_id uuid not null,
  user_id uuid not null,
  business_date date not null,
  received_at timestamptz not null,
  note text not null,
  currency_code text not null,
  total_minor bigint not null check (total_minor >= 0),
  primary key (organization_id, receipt_id),
  foreign key (organization_id, order_id) references purchase_order,
  foreign key (organization_id, store_id) references store
);
create index goods_receipt_order on goods_receipt (organization_id, order_id, received_at);
select secure_tenant_table('goods_receipt', true);

create table goods_receipt_line (
  organization_id uuid not null,
  receipt_id uuid not null,
  line_number integer not null,
  variant_id uuid not null,
  quantity_milli bigint not null check (quantity_milli > 0),
  unit_cost_e4 bigint not null check (unit_cost_e4 >= 0),
  -- Of the quantity more than was ordered.
  over_milli bigint not null check (over_milli between 0 and quantity_milli),
  primary key (organization_id, receipt_id, line_number),
  foreign key (organization_id, receipt_id) references goods_receipt,
  foreign key (organization_id, variant_id) references variant
);
select secure_tenant_table('goods_receipt_line', true);

-- An order keeps its number, and a supplier their orders.
revoke delete on supplier, purchase_order, purchase_order_counter from mosaajii_app;

-- compatible-from: 1
-- Sales and returns: one kind of fact, figures of returns are negative. They share the receipt numbers of a register.

create table sale (
  organization_id uuid not null references organization,
  sale_id uuid not null,
  kind text not null check (kind in ('sale', 'return')),
  store_id uuid not null,
  register_id uuid not null,
  key_id uuid not null,
  shift_id uuid not null,
  user_id uuid not null,
  business_date date not null,
  receipt_series text not null,
  receipt_sequence bigint not null check (receipt_sequence > 0),
  receipt_number text not null,
  currency_code text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  net_minor bigint not null,
  tax_minor bigint not null,
  discount_minor bigint not null,
  total_minor bigint not null,
  cash_rounding_minor bigint not null,
  change_minor bigint not null default 0,
  line_count integer not null check (line_count > 0),
  -- For a return of a known sale.
  returned_sale_id uuid,
  return_reason text,
  note text not null default '',
  engine_version integer not null,
  rules jsonb not null,
  is_quarantined boolean not null default false,
  primary key (organization_id, sale_id),
  unique (organization_id, register_id, receipt_series, receipt_sequence),
  check (net_minor + tax_minor = total_minor or is_quarantined),
  foreign key (organization_id, register_id) references register,
  foreign key (organization_id, store_id) references store,
  foreign key (organization_id, returned_sale_id) references sale (organization_id, sale_id)
);
create index sale_recent on sale (organization_id, business_date, occurred_at);
create index sale_receipt on sale (organization_id, receipt_number);
create index sale_returned on sale (organization_id, returned_sale_id) where returned_sale_id is not null;
select secure_tenant_table('sale', true);

create table sale_line (
  organization_id uuid not null,
  sale_id uuid not null,
  line_number integer not null,
  line_id uuid not null,
  variant_id uuid not null,
  name text not null,
  sku text not null,
  unit text not null,
  quantity_milli bigint not null,
  list_price_e4 bigint not null,
  unit_price_e4 bigint not null,
  price_source text not null,
  gross_minor bigint not null,
  line_discount_minor bigint not null,
  sale_discount_minor bigint not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  -- Cost of the goods of this line, if it was known when the sale was recorded.
  cost_minor bigint,
  -- Discounts and tax rules as charged, and each tax of the line with its base.
  inputs jsonb not null,
  returned_line_id uuid,
  is_restocked boolean,
  note text not null default '',
  primary key (organization_id, sale_id, line_number),
  unique (organization_id, sale_id, line_id),
  foreign key (organization_id, sale_id) references sale
);
create index sale_line_variant on sale_line (organization_id, variant_id);
select secure_tenant_table('sale_line', true);

create table sale_tax (
  organization_id uuid not null,
  sale_id uuid not null,
  tax_number integer not null,
  tax_id uuid not null,
  tax_version integer not null,
  name text not null,
  rate_ppm bigint not null,
  is_included boolean not null,
  base_minor bigint not null,
  amount_minor bigint not null,
  primary key (organization_id, sale_id, tax_number),
  foreign key (organization_id, sale_id) references sale
);
select secure_tenant_table('sale_tax', true);

-- Tenders of a sale (applied part, positive) and refunds of a return (negative).
create table sale_tender (
  organization_id uuid not null,
  sale_id uuid not null,
  tender_number integer not null,
  tender_id uuid not null,
  kind text not null,
  -- What was handed over; for cash the change is still inside.
  tendered_minor bigint not null,
  -- What settles the sale.
  applied_minor bigint not null,
  reference text not null default '',
  primary key (organization_id, sale_id, tender_number),
  foreign key (organization_id, sale_id) references sale
);
select secure_tenant_table('sale_tender', true);

-- What has come back of a sale, counted under a lock; a row appears with the first return.
create table sale_line_returned (
  organization_id uuid not null,
  sale_id uuid not null,
  line_id uuid not null,
  sold_milli bigint not null,
  returned_milli bigint not null,
  primary key (organization_id, sale_id, line_id),
  check (returned_milli between 0 and sold_milli),
  foreign key (organization_id, sale_id) references sale
);
select secure_tenant_table('sale_line_returned', false);

create table sale_tender_refunded (
  organization_id uuid not null,
  sale_id uuid not null,
  tender_id uuid not null,
  applied_minor bigint not null,
  refunded_minor bigint not null,
  primary key (organization_id, sale_id, tender_id),
  check (refunded_minor >= 0),
  foreign key (organization_id, sale_id) references sale
);
select secure_tenant_table('sale_tender_refunded', false);

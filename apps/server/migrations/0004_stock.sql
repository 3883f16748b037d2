-- compatible-from: 1
-- Movements are facts, levels are balances that the facts prove.

create table stock_movement (
  organization_id uuid not null references organization,
  -- The fact that moved the goods: a sale, a return, an adjustment. With the line it names the movement, so that a
  -- document cannot move its goods twice.
  document_id uuid not null,
  line_number integer not null,
  document_kind text not null,
  store_id uuid not null,
  variant_id uuid not null,
  kind text not null check (kind in ('sale', 'return', 'opening', 'adjustment', 'write-off', 'receipt')),
  -- Signed: goods that leave are negative.
  quantity_milli bigint not null,
  -- Cost of one unit when known.
  cost_e4 bigint,
  reason text not null default '',
  user_id uuid,
  business_date date not null,
  recorded_at timestamptz not null default now(),
  primary key (organization_id, document_id, line_number),
  foreign key (organization_id, store_id) references store,
  foreign key (organization_id, variant_id) references variant
);
create index stock_movement_variant on stock_movement (organization_id, store_id, variant_id, recorded_at);
select secure_tenant_table('stock_movement', true);

create table stock_level (
  organization_id uuid not null,
  store_id uuid not null,
  variant_id uuid not null,
  on_hand_milli bigint not null default 0,
  primary key (organization_id, store_id, variant_id),
  foreign key (organization_id, store_id) references store,
  foreign key (organization_id, variant_id) references variant
) with (fillfactor = 70);
select secure_tenant_table('stock_level', false);

-- An adjustment made in the office: opening stock, correction, write-off.
create table stock_adjustment (
  organization_id uuid not null,
  adjustment_id uuid not null,
  store_id uuid not null,
  kind text not null check (kind in ('opening', 'adjustment', 'write-off', 'receipt')),
  reason text not null,
  user_id uuid not null,
  business_date date not null,
  recorded_at timestamptz not null default now(),
  primary key (organization_id, adjustment_id),
  foreign key (organization_id, store_id) references store
);
select secure_tenant_table('stock_adjustment', true);

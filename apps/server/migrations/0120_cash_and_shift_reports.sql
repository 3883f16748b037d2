-- compatible-from: 1
-- Cash that moves without a sale, what else happens in a shift, and the reports by which shifts are closed.

create table cash_movement (
  organization_id uuid not null references organization,
  movement_id uuid not null,
  shift_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  user_id uuid not null,
  business_date date not null,
  kind text not null check (kind in ('paid-in', 'paid-out', 'drop')),
  -- Always positive; the kind says which way.
  amount_minor bigint not null check (amount_minor > 0),
  currency_code text not null,
  reason text not null,
  note text not null default '',
  occurred_at timestamptz not null,
  primary key (organization_id, movement_id)
);
create index cash_movement_shift on cash_movement (organization_id, shift_id);
select secure_tenant_table('cash_movement', true);

-- What moves neither money nor goods: the drawer opened without a sale, a shift handed over, what the till noted.
create table shift_event (
  organization_id uuid not null references organization,
  event_id uuid not null,
  shift_id uuid,
  store_id uuid not null,
  register_id uuid not null,
  user_id uuid not null,
  business_date date not null,
  kind text not null,
  detail jsonb not null default '{}',
  occurred_at timestamptz not null,
  primary key (organization_id, event_id)
);
create index shift_event_shift on shift_event (organization_id, shift_id) where shift_id is not null;
select secure_tenant_table('shift_event', true);

-- How a shift was counted, and its Z report as the register stated it. Never changed.
create table shift_report (
  organization_id uuid not null references organization,
  operation_id uuid not null,
  shift_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  key_id uuid not null,
  series text not null,
  -- Numbered without gaps for each key; none where the register could not make the report.
  z_number bigint check (z_number > 0),
  business_date date not null,
  currency_code text not null,
  user_id uuid not null,
  closed_at timestamptz not null,
  counted_minor bigint not null,
  -- By the server's books when it was closed.
  expected_minor bigint not null,
  -- Pieces, terminal total, float, drop, parked carts, unsent operations.
  count_detail jsonb not null default '{}',
  z jsonb,
  primary key (organization_id, operation_id)
);
create index shift_report_number on shift_report (organization_id, key_id, z_number);
create index shift_report_shift on shift_report (organization_id, shift_id);
create index shift_report_date on shift_report (organization_id, business_date);
select secure_tenant_table('shift_report', true);

-- The last number of a key, for a register that lost the end of its journal.
alter table register_head add column last_z_number bigint not null default 0;

create index sale_shift on sale (organization_id, shift_id);

-- How a store counts its drawers.
alter table store
  -- A difference up to this needs no reason.
  add column over_short_tolerance_minor bigint not null default 0 check (over_short_tolerance_minor >= 0),
  -- Proposed when a shift opens, and as what stays in the drawer when it closes. Null: the one before.
  add column default_float_minor bigint check (default_float_minor >= 0),
  -- What the drawer should hold is not shown before it was counted.
  add column is_count_blind boolean not null default true,
  -- The shop's own reasons for a difference; empty: those of the program.
  add column over_short_reasons text[] not null default '{}' check (cardinality(over_short_reasons) <= 12);

-- Petty cash, for shops that have their accounts already.
do $$
declare
  shop uuid;
begin
  for shop in select organization_id from tenant loop
    perform set_config('app.organization_id', shop::text, true);
    insert into ledger_account (organization_id, account_code, name, kind)
      select organization_id, '1020', 'Petty cash', 'asset' from organization where organization_id = shop
      on conflict (organization_id, account_code) do nothing;
  end loop;
  perform set_config('app.organization_id', '', true);
end $$;

-- compatible-from: 1
-- Price lists, promotions and coupons. What a list or a promotion says is kept version by version, because a sale names the
-- version that it was priced by.

create table price_list (
  organization_id uuid not null references organization,
  price_list_id uuid not null,
  version integer not null,
  name text not null check (length(name) between 1 and 120),
  is_active boolean not null default true,
  -- Kind, stores, customer groups, dates and priority, as the core's `PriceList`.
  definition jsonb not null,
  updated_at timestamptz not null,
  primary key (organization_id, price_list_id)
);
create unique index price_list_name on price_list (organization_id, lower(name));
select secure_tenant_table('price_list', false);

create table price_list_version (
  organization_id uuid not null,
  price_list_id uuid not null,
  version integer not null,
  name text not null,
  is_active boolean not null,
  definition jsonb not null,
  valid_since timestamptz not null,
  changed_by uuid,
  primary key (organization_id, price_list_id, version),
  foreign key (organization_id, price_list_id) references price_list
);
select secure_tenant_table('price_list_version', true);

-- The price of a variant from a version of its list on, until a later row of the same variant.
create table price_list_price (
  organization_id uuid not null,
  price_list_id uuid not null,
  variant_id uuid not null,
  version integer not null,
  -- By rising quantity, `[{"fromMilli": 1, "priceE4": 100}]`; null: taken out of the list.
  breaks jsonb,
  primary key (organization_id, price_list_id, variant_id, version),
  foreign key (organization_id, price_list_id) references price_list,
  foreign key (organization_id, variant_id) references variant
);
select secure_tenant_table('price_list_price', true);

create table promotion (
  organization_id uuid not null references organization,
  promotion_id uuid not null,
  version integer not null,
  name text not null check (length(name) between 1 and 120),
  is_active boolean not null default true,
  -- Everything else, as the core's `Promotion`.
  definition jsonb not null,
  updated_at timestamptz not null,
  primary key (organization_id, promotion_id)
);
create unique index promotion_name on promotion (organization_id, lower(name));
select secure_tenant_table('promotion', false);

create table promotion_version (
  organization_id uuid not null,
  promotion_id uuid not null,
  version integer not null,
  name text not null,
  is_active boolean not null,
  definition jsonb not null,
  valid_since timestamptz not null,
  changed_by uuid,
  primary key (organization_id, promotion_id, version),
  foreign key (organization_id, promotion_id) references promotion
);
select secure_tenant_table('promotion_version', true);

-- How promotions combine and round; the last version is in force, the core's usual rules before the first.
create table pricing_rules_version (
  organization_id uuid not null references organization,
  version integer not null,
  rules jsonb not null,
  valid_since timestamptz not null,
  changed_by uuid,
  primary key (organization_id, version)
);
select secure_tenant_table('pricing_rules_version', true);

-- What is counted down. A sale that happened cannot be refused: what was used beyond the limit is counted apart.
create table coupon (
  organization_id uuid not null,
  coupon_id uuid not null,
  -- Capitals, without blanks and dashes.
  code text not null check (length(code) between 3 and 40),
  promotion_id uuid not null,
  most_uses integer check (most_uses > 0),
  uses integer not null default 0,
  surplus_uses integer not null default 0 check (surplus_uses >= 0),
  valid_to timestamptz,
  is_active boolean not null default true,
  created_at timestamptz not null,
  created_by uuid,
  primary key (organization_id, coupon_id),
  unique (organization_id, code),
  check (uses >= 0 and (most_uses is null or uses <= most_uses)),
  foreign key (organization_id, promotion_id) references promotion
);
create index coupon_promotion on coupon (organization_id, promotion_id, coupon_id);
select secure_tenant_table('coupon', false);

-- The promotions of a sale, as it carried them.
create table sale_promotion (
  organization_id uuid not null,
  sale_id uuid not null,
  promotion_number integer not null,
  promotion_id uuid not null,
  version integer not null,
  label text not null,
  coupon_code text,
  discount_minor bigint not null,
  -- What each line pays less, `[{"lineId": …, "amountMinor": …}]`.
  shares jsonb not null,
  primary key (organization_id, sale_id, promotion_number),
  foreign key (organization_id, sale_id) references sale
);
create index sale_promotion_of on sale_promotion (organization_id, promotion_id);
select secure_tenant_table('sale_promotion', true);

-- compatible-from: 1
-- Products, variants, codes, categories, taxes, imports.

create table tax (
  organization_id uuid not null references organization,
  tax_id uuid not null,
  version integer not null default 1,
  name text not null check (length(name) between 1 and 60),
  kind text not null check (kind in ('percent', 'division', 'fixed-per-unit')),
  rate_ppm bigint not null default 0,
  amount_e4 bigint not null default 0,
  is_included boolean not null,
  affects_next_base boolean not null default false,
  is_base_affected_by_previous boolean not null default true,
  is_active boolean not null default true,
  primary key (organization_id, tax_id)
);
select secure_tenant_table('tax', false);

create table tax_class (
  organization_id uuid not null references organization,
  tax_class_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  -- In the order in which they are computed.
  tax_ids uuid[] not null default '{}',
  is_default boolean not null default false,
  version integer not null default 1,
  primary key (organization_id, tax_class_id),
  unique (organization_id, name)
);
create unique index tax_class_default on tax_class (organization_id) where is_default;
select secure_tenant_table('tax_class', false);

create table category (
  organization_id uuid not null references organization,
  category_id uuid not null,
  parent_id uuid,
  name text not null check (length(name) between 1 and 120),
  position integer not null default 0,
  version integer not null default 1,
  primary key (organization_id, category_id),
  foreign key (organization_id, parent_id) references category
);
create unique index category_name on category (organization_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'::uuid), lower(name));
select secure_tenant_table('category', false);

create table product_image (
  organization_id uuid not null references organization,
  image_id uuid not null,
  content_type text not null,
  width integer not null,
  height integer not null,
  bytes bytea not null,
  created_at timestamptz not null default now(),
  primary key (organization_id, image_id)
);
select secure_tenant_table('product_image', false);

create table product (
  organization_id uuid not null references organization,
  product_id uuid not null,
  name text not null check (length(name) between 1 and 300),
  description text not null default '' check (length(description) <= 4000),
  category_id uuid,
  tax_class_id uuid not null,
  unit text not null default 'pcs' check (length(unit) between 1 and 16),
  -- The axes of its variants, at most three: {Size, Colour}.
  option_names text[] not null default '{}' check (cardinality(option_names) <= 3),
  image_id uuid,
  is_active boolean not null default true,
  -- Shown among the favourites of the till, in this order; null: not a favourite.
  favourite_position integer,
  version integer not null default 1,
  import_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Names, SKUs and codes, lower case and without accents, kept by the application.
  search_text text not null default '',
  search_vector tsvector generated always as (to_tsvector('simple', search_text)) stored,
  primary key (organization_id, product_id),
  foreign key (organization_id, category_id) references category,
  foreign key (organization_id, tax_class_id) references tax_class,
  foreign key (organization_id, image_id) references product_image
);
create index product_name on product (organization_id, lower(name), product_id);
create index product_category on product (organization_id, category_id);
create index product_search on product using gin (search_vector);
select secure_tenant_table('product', false);

create table variant (
  organization_id uuid not null,
  variant_id uuid not null,
  product_id uuid not null,
  sku text not null check (length(sku) between 1 and 64),
  option_values text[] not null default '{}' check (cardinality(option_values) <= 3),
  position integer not null default 0,
  -- Null: the till asks for the price.
  price_e4 bigint check (price_e4 >= 0),
  -- Null: not known.
  cost_e4 bigint check (cost_e4 >= 0),
  stock_policy text not null default 'warn' check (stock_policy in ('allow', 'warn', 'refuse')),
  is_active boolean not null default true,
  version integer not null default 1,
  primary key (organization_id, variant_id),
  unique (organization_id, sku),
  foreign key (organization_id, product_id) references product
);
create index variant_product on variant (organization_id, product_id, position);
select secure_tenant_table('variant', false);

-- A code as the scanner router looks it up: GTIN-14 when the check digit holds, otherwise the exact string.
create table variant_code (
  organization_id uuid not null,
  code text not null check (length(code) between 1 and 64),
  variant_id uuid not null,
  -- As entered or printed.
  display_code text not null,
  is_gtin boolean not null,
  quantity_milli bigint not null default 1000 check (quantity_milli > 0),
  primary key (organization_id, code),
  foreign key (organization_id, variant_id) references variant
);
create index variant_code_variant on variant_code (organization_id, variant_id);
select secure_tenant_table('variant_code', false);

-- Which prices were valid when: what a sale's list price is compared with.
create table variant_price (
  organization_id uuid not null,
  variant_id uuid not null,
  version integer not null,
  price_e4 bigint,
  valid_from timestamptz not null default now(),
  changed_by uuid,
  primary key (organization_id, variant_id, version),
  foreign key (organization_id, variant_id) references variant
);
select secure_tenant_table('variant_price', true);

create table import_batch (
  organization_id uuid not null references organization,
  import_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 255),
  file_size bigint not null,
  file_hash text not null,
  encoding text not null,
  delimiter text not null,
  columns text[] not null,
  mapping jsonb not null default '{}',
  defaults jsonb not null default '{}',
  state text not null check (state in ('uploaded', 'running', 'cancelling', 'cancelled', 'completed', 'failed')),
  total_rows bigint,
  processed_rows bigint not null default 0,
  created_count bigint not null default 0,
  updated_count bigint not null default 0,
  skipped_count bigint not null default 0,
  rejected_count bigint not null default 0,
  failure text,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (organization_id, import_id)
);
select secure_tenant_table('import_batch', false);

create table import_file (
  organization_id uuid not null,
  import_id uuid not null,
  chunk integer not null,
  bytes bytea not null,
  primary key (organization_id, import_id, chunk),
  foreign key (organization_id, import_id) references import_batch
);
select secure_tenant_table('import_file', false);

create table import_rejection (
  organization_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  cells text[] not null,
  reason_code text not null,
  reason text not null,
  primary key (organization_id, import_id, row_number),
  foreign key (organization_id, import_id) references import_batch
);
select secure_tenant_table('import_rejection', false);

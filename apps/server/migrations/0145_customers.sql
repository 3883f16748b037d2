-- compatible-from: 1
-- Customers and their groups. What is personal is sealed; it is found by blind indexes.

create table customer_group (
  organization_id uuid not null references organization,
  group_id uuid not null,
  name text not null check (length(name) between 1 and 120),
  -- The price list that customers of the group buy at.
  price_list_id uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (organization_id, group_id)
);
create unique index customer_group_name on customer_group (organization_id, lower(name));
select secure_tenant_table('customer_group', false);

create table customer (
  organization_id uuid not null references organization,
  customer_id uuid not null,
  -- JSON of name, company, telephone, address and so on; empty when they have been erased, or have not arrived.
  person_sealed text not null default '',
  phone_index text,
  email_index text,
  tax_number_index text,
  card_index text,
  -- Blind indexes of the beginnings of the words of name and company.
  word_indexes text[] not null default '{}',
  group_ids uuid[] not null default '{}',
  tags text[] not null default '{}',
  -- What the customer agreed to, by channel, with the moment: {"email": "2026-11-23T02:00:00.000Z"}.
  consent jsonb not null default '{}',
  -- Null: nothing is sold on account.
  credit_limit_minor bigint check (credit_limit_minor >= 0),
  payment_terms_days integer check (payment_terms_days between 0 and 365),
  is_active boolean not null default true,
  erased_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid,
  -- The register that wrote the customer down; null for the office.
  created_register uuid,
  version integer not null default 1,
  primary key (organization_id, customer_id)
);
create index customer_recent on customer (organization_id, created_at desc, customer_id);
create index customer_phone on customer (organization_id, phone_index) where phone_index is not null;
create index customer_email on customer (organization_id, email_index) where email_index is not null;
create index customer_tax_number on customer (organization_id, tax_number_index) where tax_number_index is not null;
create index customer_card on customer (organization_id, card_index) where card_index is not null;
create index customer_words on customer using gin (word_indexes);
select secure_tenant_table('customer', false);

-- The personal part of an operation that a register sent, until the operation is posted.
create table customer_enclosure (
  organization_id uuid not null references organization,
  operation_id uuid not null,
  person_sealed text not null,
  received_at timestamptz not null default now(),
  primary key (organization_id, operation_id)
);
select secure_tenant_table('customer_enclosure', false);

alter table sale add column customer_id uuid;
alter table sale add column tip_minor bigint not null default 0;
create index sale_customer on sale (organization_id, customer_id, occurred_at) where customer_id is not null;

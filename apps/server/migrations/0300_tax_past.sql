-- compatible-from: 1
-- Taxes, tax classes and the classes of products as they were until they changed: what a till charged is judged by what held when
-- it last heard of the shop. What holds now is in their own tables.
create table tax_past (
  organization_id uuid not null references organization,
  subject text not null check (subject in ('tax', 'tax-class', 'product')),
  subject_id uuid not null,
  -- The version that ended.
  version integer not null,
  until timestamptz not null default now(),
  was jsonb not null,
  primary key (organization_id, subject_id, version)
);
select secure_tenant_table('tax_past', true);

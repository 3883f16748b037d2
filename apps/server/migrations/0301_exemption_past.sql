-- compatible-from: 1
-- Whether customers bought without taxes until that changed, and until which day they could: a till without a connection goes by
-- what it knows. The number of a certificate is not kept. What holds now is in `customer`.
create table customer_exemption_past (
  organization_id uuid not null,
  customer_id uuid not null,
  -- The version that ended.
  version integer not null,
  until timestamptz not null default now(),
  is_tax_exempt boolean not null,
  tax_exempt_until date,
  primary key (organization_id, customer_id, version),
  foreign key (organization_id, customer_id) references customer
);
select secure_tenant_table('customer_exemption_past', true);

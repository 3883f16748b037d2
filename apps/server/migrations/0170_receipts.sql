-- compatible-from: 1
-- How the receipts of a store look, and the links by which customers read them.

create table receipt_setting (
  organization_id uuid not null,
  store_id uuid not null,
  template jsonb not null,
  -- 32 random bytes, base64url: what a register makes the links of its receipts with, also without the server.
  link_key text not null check (length(link_key) = 43),
  link_days integer not null check (link_days between 1 and 3650),
  primary key (organization_id, store_id),
  foreign key (organization_id, store_id) references store
);
select secure_tenant_table('receipt_setting', false);

-- Every state that was ever saved: a paper of any day can be explained, and an earlier one brought back.
create table receipt_setting_version (
  organization_id uuid not null,
  store_id uuid not null,
  -- The version of the store's settings that it became.
  version integer not null,
  template jsonb not null,
  paper_width_mm smallint not null,
  receipt_header text not null,
  receipt_footer text not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (organization_id, store_id, version),
  foreign key (organization_id, store_id) references store
);
select secure_tenant_table('receipt_setting_version', true);

-- Receipts that nobody reads online any more, whoever has the link.
create table receipt_link_end (
  organization_id uuid not null,
  sale_id uuid not null,
  ended_by uuid not null,
  ended_at timestamptz not null,
  primary key (organization_id, sale_id)
);
select secure_tenant_table('receipt_link_end', true);

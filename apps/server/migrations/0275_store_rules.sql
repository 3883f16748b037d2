-- compatible-from: 1
-- Rules of a store as they were until they changed: what a till did is judged by the rules of then. What holds now is in `store`.
create table store_rule_past (
  organization_id uuid not null,
  store_id uuid not null,
  name text not null check (name in ('salesperson', 'layaway')),
  until timestamptz not null,
  -- As it was; null: the usual.
  rule jsonb,
  primary key (organization_id, store_id, until, name),
  foreign key (organization_id, store_id) references store
);
select secure_tenant_table('store_rule_past', true);

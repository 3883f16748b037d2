-- compatible-from: 1
-- Roles that a shop makes for itself, and who has which role where and when.

-- The built-in roles are part of the program; only the shop's own ones are rows.
create table role (
  organization_id uuid not null references organization,
  role_id uuid not null,
  name text not null check (length(name) between 1 and 60),
  description text not null default '' check (length(description) <= 300),
  permissions text[] not null check (cardinality(permissions) <= 200),
  -- Limits by name; a number, or null for without end.
  limits jsonb not null check (jsonb_typeof(limits) = 'object'),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (organization_id, role_id)
);
create unique index role_name on role (organization_id, lower(name));
select secure_tenant_table('role', false);

-- A role that somebody has beside, or in place of, the base role in organization_user.
create table role_grant (
  organization_id uuid not null,
  grant_id uuid not null,
  user_id uuid not null,
  -- One of the two: a built-in role by its name, or one of the shop's own.
  built_in text check (built_in in ('administrator', 'manager', 'cashier', 'viewer')),
  role_id uuid,
  -- Null: in all stores.
  store_ids uuid[] check (cardinality(store_ids) between 1 and 200),
  -- [{"days":[1,2],"fromMinute":480,"toMinute":1080}], empty: at any time.
  windows jsonb not null default '[]' check (jsonb_typeof(windows) = 'array'),
  valid_until timestamptz,
  granted_by uuid not null,
  granted_at timestamptz not null default now(),
  primary key (organization_id, grant_id),
  check ((built_in is null) <> (role_id is null)),
  foreign key (organization_id, user_id) references organization_user,
  foreign key (organization_id, role_id) references role
);
create index role_grant_user on role_grant (organization_id, user_id);
create index role_grant_role on role_grant (organization_id, role_id) where role_id is not null;
select secure_tenant_table('role_grant', false);

-- Where false, `role` is only what older programs go by, and the grants alone decide.
alter table organization_user add column has_base_role boolean not null default true;
-- Grows with each change of what the person has been given.
alter table organization_user add column grants_version integer not null default 1;

-- compatible-from: 1
-- The keys that personal data is sealed with. Each is itself sealed with a generation of the installation's root key, which is
-- not in the database: whoever holds a copy of the database alone can read none of what they protect.

-- One key to seal and one to index for each organization. A subject's own key (a customer's) can be thrown away by itself.
create table data_key (
  organization_id uuid not null references tenant,
  key_id uuid not null,
  purpose text not null check (purpose in ('seal', 'index')),
  subject_id uuid,
  -- The generation of the root key that `wrapped` can be opened with.
  root_generation integer not null check (root_generation > 0),
  -- Null after the key was thrown away: what it sealed is then unreadable for ever.
  wrapped text,
  created_at timestamptz not null default now(),
  -- Nothing new is sealed with a retired key.
  retired_at timestamptz,
  shredded_at timestamptz,
  primary key (organization_id, key_id),
  check ((wrapped is null) = (shredded_at is not null))
);
create unique index data_key_present on data_key (organization_id, purpose, coalesce(subject_id, organization_id))
  where retired_at is null;
create index data_key_generation on data_key (organization_id, root_generation);
select secure_tenant_table('data_key', false);
revoke delete on data_key from mosaajii_app;

-- The same for what is known before an organization is: accounts and their sessions. It joins the closed list of global tables.
create table installation_key (
  key_id uuid primary key,
  purpose text not null check (purpose in ('seal', 'index')),
  root_generation integer not null check (root_generation > 0),
  wrapped text not null,
  created_at timestamptz not null default now(),
  retired_at timestamptz
);
create unique index installation_key_present on installation_key (purpose) where retired_at is null;
revoke all on installation_key from public;
grant select, insert, update on installation_key to mosaajii_app;

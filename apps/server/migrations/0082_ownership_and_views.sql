-- compatible-from: 1
-- A shop that is being handed over: nothing changes before the new owner accepts.
create table ownership_transfer (
  organization_id uuid not null references organization,
  transfer_id uuid not null,
  from_user_id uuid not null,
  to_user_id uuid not null,
  state text not null default 'pending' check (state in ('pending', 'accepted', 'declined', 'withdrawn')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  closed_at timestamptz,
  primary key (organization_id, transfer_id),
  foreign key (organization_id, from_user_id) references organization_user,
  foreign key (organization_id, to_user_id) references organization_user,
  check (from_user_id <> to_user_id),
  check ((state = 'pending') = (closed_at is null))
);
create unique index ownership_transfer_pending on ownership_transfer (organization_id) where state = 'pending';
select secure_tenant_table('ownership_transfer', false);

-- Views of a list that somebody keeps: what the address of the list says, under a name.
create table saved_view (
  organization_id uuid not null references organization,
  view_id uuid not null,
  user_id uuid not null,
  list text not null check (list in ('people')),
  name text not null check (length(name) between 1 and 60),
  search text not null check (length(search) <= 1000),
  created_at timestamptz not null,
  primary key (organization_id, view_id),
  foreign key (organization_id, user_id) references organization_user
);
create unique index saved_view_name on saved_view (organization_id, user_id, list, lower(name));
select secure_tenant_table('saved_view', false);

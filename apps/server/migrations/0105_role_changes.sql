-- compatible-from: 1
-- Changes of roles that wait for a second person, in shops that ask for one.

alter table organization add column asks_second_person boolean not null default false;

create table role_change (
  organization_id uuid not null references organization,
  change_id uuid not null,
  -- What a role says, or what somebody has been given.
  kind text not null check (kind in ('role', 'grants')),
  -- The role or the person.
  subject_id uuid not null,
  -- The version that it was asked for from: another one now, and it is not made.
  base_version integer not null,
  -- Both as the requests have them.
  before jsonb not null,
  wanted jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'approved', 'declined', 'withdrawn', 'expired')),
  requested_by uuid not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  -- How it was approved; by oneself only where nobody else could.
  method text check (method in ('second-person', 'self-approved')),
  note text not null default '' check (length(note) <= 500),
  primary key (organization_id, change_id),
  check ((state = 'approved') = (method is not null)),
  check (method <> 'second-person' or decided_by <> requested_by)
);
create unique index role_change_pending on role_change (organization_id, subject_id) where state = 'pending';
create index role_change_newest on role_change (organization_id, requested_at desc, change_id);
select secure_tenant_table('role_change', false);

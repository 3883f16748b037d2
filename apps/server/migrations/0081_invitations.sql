-- compatible-from: 1
-- Who has been asked to join a shop. An invitation opens nothing: whoever follows it asks for a one-time code first.
create table invitation (
  organization_id uuid not null references organization,
  invitation_id uuid not null,
  email_sealed text not null,
  email_index text not null,
  display_name_sealed text not null,
  role text not null check (role in ('administrator', 'manager', 'cashier', 'viewer')),
  -- Null: in all stores.
  store_ids uuid[] check (cardinality(store_ids) between 1 and 200),
  -- Somebody who is there already and gets an account; null for somebody new.
  user_id uuid,
  locale text not null check (length(locale) between 2 and 35),
  -- By e-mail, or the link and the code are handed over.
  delivery text not null check (delivery in ('email', 'in-person')),
  state text not null default 'pending' check (state in ('pending', 'accepted', 'withdrawn')),
  invited_by uuid not null,
  created_at timestamptz not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  -- Who they became.
  accepted_user_id uuid,
  closed_at timestamptz,
  primary key (organization_id, invitation_id),
  foreign key (organization_id, user_id) references organization_user,
  foreign key (organization_id, accepted_user_id) references organization_user,
  check ((state = 'pending') = (closed_at is null))
);
create unique index invitation_pending on invitation (organization_id, email_index) where state = 'pending';
create index invitation_newest on invitation (organization_id, created_at, invitation_id);
select secure_tenant_table('invitation', false);

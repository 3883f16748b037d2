-- compatible-from: 1
-- Which organizations an account belongs to, known before an organization is: signing in starts with an e-mail address.
-- It joins the closed list of global tables; it holds ids only, and what a person may do stays inside the wall.

create table membership (
  account_id uuid not null references account,
  organization_id uuid not null references tenant,
  user_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (account_id, organization_id)
);
revoke all on membership from public;
grant select, insert, delete on membership to mosaajii_app;

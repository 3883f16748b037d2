-- compatible-from: 1
-- Who runs this installation, and when somebody last proved who they are.

-- Operators decide which people and shops may use the installation. The first one founds it with the set-up token.
-- It joins the closed list of global tables; it holds ids only.
create table operator (
  account_id uuid primary key references account,
  granted_at timestamptz not null default now(),
  -- Null for the founder.
  granted_by uuid references account
);
revoke all on operator from public;
grant select, insert, delete on operator to mosaajii_app;
-- Whoever founded the shop of an installation that exists already.
insert into operator (account_id)
  select m.account_id from membership m order by m.created_at, m.account_id limit 1;

-- When the person last proved who they are in this session: at sign-in, or before something dangerous.
alter table session add column confirmed_at timestamptz not null default now();
-- What the session was opened with: a password alone, or something else beside it.
alter table session add column assurance text not null default 'password' check (assurance in ('password', 'second-factor'));

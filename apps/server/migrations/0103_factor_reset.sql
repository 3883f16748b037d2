-- compatible-from: 1
-- A lost second factor that is to be taken away. Global, as factors are; the shop where it was asked for stands with it.
create table factor_reset (
  reset_id uuid primary key,
  account_id uuid not null references account,
  organization_id uuid not null references tenant,
  user_id uuid not null,
  -- Who asked: an administrator of that shop, or an operator of the installation.
  started_by uuid not null references account,
  is_by_operator boolean not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'stopped')),
  started_at timestamptz not null,
  effective_at timestamptz not null,
  closed_at timestamptz,
  -- Null where the program stopped it: whoever asked may not any more.
  stopped_by uuid references account,
  -- Nobody is surprised: a day at least.
  check (effective_at >= started_at + interval '24 hours'),
  check ((state = 'waiting') = (closed_at is null)),
  check (state <> 'done' or closed_at >= effective_at)
);
create unique index factor_reset_waiting on factor_reset (account_id) where state = 'waiting';
create index factor_reset_due on factor_reset (effective_at) where state = 'waiting';
create index factor_reset_account on factor_reset (account_id, started_at);
revoke all on factor_reset from public;
grant select, insert on factor_reset to mosaajii_app;
grant update (state, closed_at, stopped_by) on factor_reset to mosaajii_app;

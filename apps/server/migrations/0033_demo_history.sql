-- compatible-from: 1
-- The demo shop's month of sales, which a job plays in the background: what a run that goes on after an interruption has to
-- know, and how far it is.

create table demo_history (
  organization_id uuid primary key references organization,
  store_id uuid not null,
  -- Its import register, once it has been enrolled. Each run gives it a new key, so that no private key is kept anywhere.
  register_id uuid,
  -- The last day of the month is put on this day, also by a run that goes on later.
  last_business_date date not null,
  state text not null default 'waiting' check (state in ('waiting', 'playing', 'done', 'failed')),
  documents_done integer not null default 0 check (documents_done >= 0),
  documents_total integer not null check (documents_total >= documents_done),
  foreign key (organization_id, store_id) references store,
  foreign key (organization_id, register_id) references register
);
select secure_tenant_table('demo_history', false);

-- compatible-from: 1
-- How a finished sale was really paid, and cards of which nobody knew whether they went through.

alter table sale_tender add column is_uncertain boolean not null default false;
create index sale_tender_uncertain on sale_tender (organization_id, sale_id) where is_uncertain;

create table tender_correction (
  organization_id uuid not null,
  correction_id uuid not null,
  sale_id uuid not null,
  -- Made in the shift of its sale; otherwise an uncertain card was found out later.
  is_own_shift boolean not null,
  store_id uuid not null,
  register_id uuid not null,
  shift_id uuid not null,
  user_id uuid not null,
  business_date date not null,
  currency_code text not null,
  -- Tenders as they stood (change left out), and what was handed over instead: both come to the same.
  before jsonb not null,
  after jsonb not null,
  reason text not null,
  note text not null,
  occurred_at timestamptz not null,
  primary key (organization_id, correction_id),
  foreign key (organization_id, sale_id) references sale
);
create index tender_correction_of on tender_correction (organization_id, sale_id, occurred_at);
create index tender_correction_in on tender_correction (organization_id, shift_id);
select secure_tenant_table('tender_correction', true);

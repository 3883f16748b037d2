-- compatible-from: 1
-- The office answers whether a card of which nobody was sure went through.

-- Locked by whoever answers, corrects or pays back such a card: its columns are read under the lock, so that nobody decides on
-- books of before. The row is made by the first who needs it.
create table card_check (
  organization_id uuid not null references organization,
  sale_id uuid not null,
  tender_id uuid not null,
  answer_id uuid,
  outcome text check (outcome in ('went-through', 'declined')),
  -- To where an answer moved what the card did not bring.
  stands_at text check (stands_at in ('account', 'unpaid')),
  customer_id uuid,
  primary key (organization_id, sale_id, tender_id),
  check ((answer_id is null) = (outcome is null)),
  check ((stands_at is not null) = (outcome is not distinct from 'declined'))
);
select secure_tenant_table('card_check', false);

create table card_answer (
  organization_id uuid not null references organization,
  answer_id uuid not null,
  sale_id uuid not null,
  tender_id uuid not null,
  outcome text not null check (outcome in ('went-through', 'declined')),
  -- Of the tender, less what had been paid back of it.
  amount_minor bigint not null check (amount_minor >= 0),
  stands_at text check (stands_at in ('account', 'unpaid')),
  customer_id uuid,
  reference text not null,
  note text not null,
  store_id uuid not null,
  register_id uuid not null,
  user_id uuid not null,
  business_date date not null,
  currency_code text not null,
  answered_at timestamptz not null,
  primary key (organization_id, answer_id),
  foreign key (organization_id, sale_id) references sale,
  check ((stands_at is not null) = (outcome = 'declined'))
);
create unique index card_answer_of on card_answer (organization_id, sale_id, tender_id);
create index card_answer_in on card_answer (organization_id, store_id, answer_id);
select secure_tenant_table('card_answer', true);

-- A document of a register that found an answer: it was posted on the books that the answer had made.
create table card_answer_met (
  organization_id uuid not null references organization,
  document_id uuid not null,
  answer_id uuid not null,
  -- The register said the contrary.
  differs boolean not null,
  primary key (organization_id, document_id, answer_id)
);
create index card_answer_met_by on card_answer_met (organization_id, answer_id);
select secure_tenant_table('card_answer_met', true);

-- The chart of accounts of shops that are there already.
alter table ledger_account no force row level security;
insert into ledger_account (organization_id, account_code, name, kind)
select t.organization_id, '6930', 'Sales that were not paid', 'expense'
  from tenant t
 where exists (select 1 from ledger_account l where l.organization_id = t.organization_id)
on conflict (organization_id, account_code) do nothing;
alter table ledger_account force row level security;

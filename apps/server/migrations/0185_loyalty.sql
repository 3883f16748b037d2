-- compatible-from: 1
-- Points at the till: the rule of a store, and what each sale gave and took.

-- The rule by which customers earn and spend points; null: the store gives none.
alter table store add column loyalty jsonb;

-- What a sale earned, and which of its lines earned nothing; null: nothing was earned.
alter table sale add column loyalty jsonb;

-- How many whole points paid the amount, with tenders that are points.
alter table sale_tender add column points bigint;

-- The chart of accounts of shops that are there already.
alter table ledger_account no force row level security;
insert into ledger_account (organization_id, account_code, name, kind)
select t.organization_id, '6920', 'Loyalty points redeemed', 'expense'
  from tenant t
 where exists (select 1 from ledger_account l where l.organization_id = t.organization_id)
on conflict (organization_id, account_code) do nothing;
alter table ledger_account force row level security;

-- Who bought, where the receipt has to state it: the name and tax number that the sale itself carries.
alter table sale add column buyer jsonb;

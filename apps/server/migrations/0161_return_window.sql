-- compatible-from: 1
-- How long a store takes goods back without asking, the clearing account of exchanges, and which halves belong together.
alter table store add column return_days integer check (return_days between 0 and 3650);

insert into ledger_account (organization_id, account_code, name, kind)
select organization_id, '1140', 'Exchange clearing', 'asset' from organization
on conflict (organization_id, account_code) do nothing;

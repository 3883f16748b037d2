-- compatible-from: 1
-- People of a shop: staff without an account (they only sell, with a PIN), people who left, and what a list of them is
-- sorted and found by.
alter table organization_user alter column account_id drop not null;
alter table organization_user drop constraint organization_user_state_check;
-- Whoever was deactivated stays for the names in the history; a server of before treats every other state than active alike.
alter table organization_user add constraint organization_user_state_check
  check (state in ('active', 'suspended', 'deactivated'));
alter table organization_user add column version integer not null default 1;
-- A column of its own, compared byte by byte: behind row-level security an index only helps comparisons that leak nothing.
alter table organization_user add column name_key text collate "C" generated always as (lower(display_name)) stored;
create index organization_user_name on organization_user (organization_id, name_key, user_id);
create index organization_user_newest on organization_user (organization_id, created_at, user_id);

-- The one administrator whom no other can suspend or demote. A shop of before belongs to its first administrator.
alter table organization add column owner_user_id uuid;
update organization o set owner_user_id = (
  select u.user_id from organization_user u
   where u.organization_id = o.organization_id and u.role = 'administrator' and u.state = 'active'
   order by u.created_at, u.user_id limit 1);

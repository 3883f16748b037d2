-- compatible-from: 1
-- A store's business day may end after midnight: a bar's, in the morning. By the clock of the store, from 00:00 to 11:59.
alter table store add column day_ends_at text not null default '00:00' check (day_ends_at ~ '^(0[0-9]|1[01]):[0-5][0-9]$');

-- What was a business day before it was changed is kept with the other rules of then.
alter table store_rule_past drop constraint store_rule_past_name_check;
alter table store_rule_past add constraint store_rule_past_name_check check (name in ('salesperson', 'layaway', 'day-end'));

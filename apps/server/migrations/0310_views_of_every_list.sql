-- compatible-from: 1
-- Views are kept of every list of the office, with the columns that they leave out, and may be shared with the shop. The lists
-- that there are the contract names: a new one needs no migration.
alter table saved_view drop constraint saved_view_list_check;
alter table saved_view add constraint saved_view_list_check check (list ~ '^[a-z][a-z-]{0,39}$');
alter table saved_view add column hidden_columns text[] not null default '{}'
  check (cardinality(hidden_columns) <= 30 and length(array_to_string(hidden_columns, ',')) <= 1300);
alter table saved_view add column is_shared boolean not null default false;
create index saved_view_shared on saved_view (organization_id, list) where is_shared;

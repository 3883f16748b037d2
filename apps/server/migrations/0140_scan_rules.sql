-- compatible-from: 1
-- What tells codes apart at the till, row by row in their order; null: what every shop begins with.
alter table store add column scan_rules jsonb;

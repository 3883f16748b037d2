-- compatible-from: 1
-- A register that was put back to an earlier day may have given a receipt number twice. Its money counts all the same: a
-- person lets the second one in, and the number stays unique among all others.
alter table sale add column receipt_conflict boolean not null default false;
alter table sale drop constraint sale_organization_id_register_id_receipt_series_receipt_seq_key;
create unique index sale_receipt_once on sale (organization_id, register_id, receipt_series, receipt_sequence)
  where not receipt_conflict;

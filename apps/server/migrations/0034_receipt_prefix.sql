-- compatible-from: 1
-- A receipt is found by the beginning of its number. Byte order serves that range whatever the collation of the database.
drop index sale_receipt;
create index sale_receipt on sale (organization_id, receipt_number collate "C");

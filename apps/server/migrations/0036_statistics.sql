-- compatible-from: 1
-- No query looks for these values. Sorting and comparing samples of them was the dearest part of each ANALYZE, which the
-- busiest tables get every few seconds while a queue comes in.
alter table operation alter column envelope set statistics 0, alter column notes set statistics 0,
  alter column hash set statistics 0, alter column previous_hash set statistics 0;
alter table operation_repair alter column envelope set statistics 0, alter column reason set statistics 0;
alter table sale alter column rules set statistics 0, alter column discounts set statistics 0;
alter table sale_line alter column inputs set statistics 0;
alter table posting alter column account_codes set statistics 0, alter column amounts_minor set statistics 0;
alter table change_feed alter column ids set statistics 0;
alter table audit_entry alter column detail set statistics 0;
alter table audit_seal alter column previous_hash set statistics 0, alter column hash set statistics 0;

-- compatible-from: 1
-- The secret of an enrolment code is a one-time code like any other; this table only finds the register that it is for.
alter table register_code drop constraint register_code_locator_check;
alter table register_code drop column code_hash;
alter table register_code drop column failures;
alter table register_code drop column used_at;
alter table register_code add constraint register_code_locator_check check (length(locator) = 2);

-- compatible-from: 1
-- From which day to which a tax is charged, both included; null: without a beginning or an end. A new rate is a tax of
-- its own beside the one that it follows, so that a till changes over by its own clock and what was sold before keeps its rate.
alter table tax
  add column valid_from date,
  add column valid_until date,
  add constraint tax_validity check (valid_from is null or valid_until is null or valid_from <= valid_until);

-- compatible-from: 1
-- Customers who buy without taxes, and until which day, that day included; null: without an end. The number of their certificate
-- is personal and among what is sealed.
alter table customer
  add column is_tax_exempt boolean not null default false,
  add column tax_exempt_until date;

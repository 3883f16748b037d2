-- compatible-from: 1
-- How a store writes down who sold: off, once for a sale or line by line, required or not, on the receipt or not; null: the usual.
alter table store add column salesperson jsonb;

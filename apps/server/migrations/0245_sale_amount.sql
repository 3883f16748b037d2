-- compatible-from: 1
-- A sale is found by what its receipt came to: without an index, whoever asks for a rare amount reads every sale of the shop.
create index sale_total on sale (organization_id, total_minor);
-- How far cash was rounded at most: the amount that was paid is that near to the total.
create index sale_rounded on sale (organization_id, cash_rounding_minor) where cash_rounding_minor <> 0;

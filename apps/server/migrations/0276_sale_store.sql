-- compatible-from: 1
-- Sales of a store, latest first: without it, whoever may see a store that sells little reads every sale of the shop.
create index sale_store on sale (organization_id, store_id, business_date, occurred_at);

-- compatible-from: 1
-- Goods whose price became another one lately, for their new labels: found without reading the history of every product.
create index variant_price_changed on variant_price (organization_id, valid_from, variant_id) where version > 1;

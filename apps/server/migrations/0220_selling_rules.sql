-- compatible-from: 1
-- What tills ask about goods before they sell them: an age, a price between bounds, a weight; null: nothing. Since when it
-- is asked decides whether a sale that was made offline could have known.
alter table variant add column selling jsonb;
alter table variant add column selling_since timestamptz not null default now();

-- compatible-from: 1
-- What the list of orders and the explanation of a sale need.

-- The discounts on the whole sale, as charged: with the lines' inputs they explain every amount.
alter table sale add column discounts jsonb not null default '[]';

create index sale_receipt_sequence on sale (organization_id, receipt_sequence);
create index shift_recent on shift (organization_id, opened_at, shift_id);

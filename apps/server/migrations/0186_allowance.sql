-- compatible-from: 1
-- What a register may take out of cards, credit and points while it cannot ask: granted with its lease, checked when it sends.

-- The allowance of the newest lease and of the one before it, whose answer the register may not have got; null: never granted.
alter table register_key add column allowance jsonb;

-- Money that was taken without the server's word; points are counted by what they paid.
alter table purse_entry add column unheld_minor bigint not null default 0 check (unheld_minor >= 0);
create index purse_entry_unheld on purse_entry (organization_id, register_id, business_date) where unheld_minor > 0;

-- compatible-from: 1
-- Operations are recorded in the order in which they were posted: the clock at the insertion, not at the start of its
-- transaction, because whoever waited for a lock began earlier and posted later. Recomputing the books follows it.
alter table operation alter column received_at set default clock_timestamp();

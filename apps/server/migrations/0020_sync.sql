-- compatible-from: 1
-- What the inbox of operations needs beyond the first schema.

-- An operation that a person let in although it does not fit the chain (a fork has the number of another one).
alter table operation add column repair_id uuid;
alter table operation drop constraint operation_organization_id_key_id_sequence_key;
create unique index operation_chain on operation (organization_id, key_id, sequence) where repair_id is null;

-- What waits for a gap of a chain to be filled.
create index operation_repair_gap on operation_repair (organization_id, key_id, sequence)
  where status = 'held' and reason_code = 'gap';

-- The shifts that a register has open.
create index shift_open on shift (organization_id, register_id) where state = 'open';

-- compatible-from: 1
-- How the audit trail is looked through: by time, person, register and action, always the latest first. The subject has its
-- index since 0001. Actions are compared byte by byte, so that a prefix is a range whatever the collation of the database.
create index audit_entry_time on audit_entry (organization_id, occurred_at, entry_id);
create index audit_entry_user on audit_entry (organization_id, user_id, occurred_at, entry_id) where user_id is not null;
create index audit_entry_register on audit_entry (organization_id, register_id, occurred_at, entry_id)
  where register_id is not null;
create index audit_entry_action on audit_entry (organization_id, action collate "C", occurred_at, entry_id);

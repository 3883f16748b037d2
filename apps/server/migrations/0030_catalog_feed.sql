-- compatible-from: 1
-- The version of the catalogue is the last position of a change of it. Without this index, finding it would walk over
-- every sale since.
create index change_feed_catalog on change_feed (organization_id, position)
  where position is not null and kind like 'catalog.%';

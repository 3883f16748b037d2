-- compatible-from: 1
-- Behind row-level security an index is only used for operators that are known not to leak: others could show values of
-- another organization's rows in an error before the wall has hidden them. The match of a text vector compares two values
-- and has no error that names either, but PostgreSQL does not say so; without this, searching 100,000 products reads all
-- of them. Only a superuser may say it: where the owner is not one, search still works and is only slower.
do $$
begin
  alter function pg_catalog.ts_match_vq(tsvector, tsquery) leakproof;
exception when insufficient_privilege then
  raise notice 'full-text search cannot use its index behind row-level security';
end $$;

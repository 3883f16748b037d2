-- compatible-from: 1
-- How long a shop keeps its audit trail, and where what was older has been cut off. The trail stays a fact: the application's
-- role removes nothing by itself. One function does, for the rule of the owner, and only behind a checkpoint.

create table audit_retention (
  organization_id uuid primary key references tenant,
  -- Null: for ever. A year is what cards ask for (PCI DSS 10.5.1).
  months smallint check (months between 12 and 240),
  set_by uuid not null,
  -- Written by the trigger below, whatever comes.
  set_at timestamptz not null
);
select secure_tenant_table('audit_retention', false);

create function audit_retention_set() returns trigger
language plpgsql as $$
begin
  new.set_at := date_trunc('milliseconds', now());
  return new;
end $$;
create trigger audit_retention_set before insert or update on audit_retention
  for each row execute function audit_retention_set();

-- Where the trail begins now. The signature is made with a key that the database does not hold.
create table audit_checkpoint (
  organization_id uuid not null references tenant,
  -- What was removed, both included; the chain goes on behind it from this hash.
  first_sequence bigint not null check (first_sequence > 0),
  sequence bigint not null,
  hash text not null check (length(hash) = 64),
  -- The rule that it was done for.
  months smallint not null check (months >= 12),
  set_by uuid not null,
  set_at timestamptz not null,
  removed_at timestamptz not null,
  signature text not null check (length(signature) = 64),
  primary key (organization_id, sequence),
  check (sequence >= first_sequence)
);
select secure_tenant_table('audit_checkpoint', true);
revoke insert on audit_checkpoint from mosaajii_app;

-- Removes the oldest entries up to `p_through` and leaves the checkpoint in their place. Answers how many there were. Refuses
-- whatever the rule in force does not name: also a rule that is younger than a week, so that nobody covers a track overnight.
create function remove_audit(p_first bigint, p_through bigint, p_hash text, p_at timestamptz, p_signature text) returns integer
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  shop uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
  rule audit_retention;
  removed integer;
begin
  -- The sealer waits here, and so does a twin.
  perform from change_head where organization_id = shop for update;
  select * into rule from audit_retention where organization_id = shop for share;
  if rule.months is null or rule.set_at > now() - interval '7 days' then
    raise exception 'no rule in force lets anything of this trail be removed' using errcode = '42501';
  end if;
  if p_at is distinct from date_trunc('milliseconds', now()) then
    raise exception 'a checkpoint is of the moment it is made in' using errcode = '42501';
  end if;
  if p_first is distinct from (select coalesce(max(sequence), 0) + 1 from audit_checkpoint where organization_id = shop) then
    raise exception 'a checkpoint begins where the one before it ended' using errcode = '42501';
  end if;
  if not exists (select from audit_seal where organization_id = shop and sequence = p_through and hash = p_hash) then
    raise exception 'this is not where the chain is cut' using errcode = '42501';
  end if;
  if exists (select from audit_seal s
               left join audit_entry e on e.organization_id = s.organization_id and e.entry_id = s.entry_id
              where s.organization_id = shop and s.sequence <= p_through
                and (e.entry_id is null or e.occurred_at >= p_at - make_interval(months => rule.months))) then
    raise exception 'an entry is younger than the rule lets go' using errcode = '42501';
  end if;
  with cut as (delete from audit_seal where organization_id = shop and sequence <= p_through returning entry_id)
  delete from audit_entry e using cut where e.organization_id = shop and e.entry_id = cut.entry_id;
  get diagnostics removed = row_count;
  if removed <> p_through - p_first + 1 then
    raise exception 'the trail has a hole: it is to be looked at, not cut' using errcode = '42501';
  end if;
  insert into audit_checkpoint (organization_id, first_sequence, sequence, hash, months, set_by, set_at, removed_at, signature)
    values (shop, p_first, p_through, p_hash, rule.months, rule.set_by, rule.set_at, p_at, p_signature);
  return removed;
end $$;
revoke all on function remove_audit(bigint, bigint, text, timestamptz, text) from public;
grant execute on function remove_audit(bigint, bigint, text, timestamptz, text) to mosaajii_app;

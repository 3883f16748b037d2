-- compatible-from: 1
-- Requests that carry an Idempotency-Key: what they were and what was answered, so that a repeat has no second effect and is
-- given the first answer. It joins the closed list of global tables: some requests belong to no organization. Rows last a day.
create table request_key (
  -- Who asked: 'user:<id>', 'register:<id>' or 'anyone'. Nobody meets the key of somebody else.
  actor text not null check (length(actor) between 1 and 60),
  request_key uuid not null,
  operation text not null check (length(operation) between 1 and 80),
  -- SHA-256 of address and body.
  request_hash text not null check (length(request_hash) = 64),
  -- The attempt that works on it, and until when it is believed to.
  claim_id uuid not null,
  claimed_at timestamptz not null,
  claimed_until timestamptz not null,
  -- Set in the very transaction of a change that the request makes.
  has_effect boolean not null default false,
  finished_at timestamptz,
  -- The answer, sealed: it may hold what is shown once. Null when none is kept.
  answer_sealed text,
  primary key (actor, request_key)
);
create index request_key_age on request_key (claimed_at);
revoke all on request_key from public;
grant select, insert, update, delete on request_key to mosaajii_app;

-- Runs before the commit of every transaction of such a request: notes that it changed something, in the change itself. When
-- the claim has passed on to another attempt, the change is refused, so that no two attempts have an effect.
create function note_request_effect(claim uuid) returns void
language plpgsql
as $$
begin
  if pg_current_xact_id_if_assigned() is null then
    return;
  end if;
  update request_key set has_effect = true where claim_id = claim;
  if not found then
    raise exception 'the claim of this request has passed on';
  end if;
end
$$;
revoke all on function note_request_effect(uuid) from public;
grant execute on function note_request_effect(uuid) to mosaajii_app;
create unique index request_key_claim on request_key (claim_id);

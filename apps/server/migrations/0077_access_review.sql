-- compatible-from: 1
-- Reviews of who has access: what everybody had at its beginning, what was decided about it, and who signed it off.
create table access_review (
  organization_id uuid not null references organization,
  review_id uuid not null,
  started_by uuid not null,
  started_at timestamptz not null default now(),
  signed_off_by uuid,
  signed_off_at timestamptz,
  note text not null default '' check (length(note) <= 1000),
  primary key (organization_id, review_id),
  check ((signed_off_by is null) = (signed_off_at is null))
);
-- One at a time.
create unique index access_review_open on access_review (organization_id) where signed_off_at is null;
select secure_tenant_table('access_review', false);

create table access_review_item (
  organization_id uuid not null,
  review_id uuid not null,
  user_id uuid not null,
  -- What the person had: {"state":…,"roles":[…],"permissions":[…]}; people by their ids only.
  snapshot jsonb not null,
  decision text check (decision in ('keep', 'change', 'remove')),
  note text not null default '' check (length(note) <= 500),
  decided_by uuid,
  decided_at timestamptz,
  primary key (organization_id, review_id, user_id),
  check ((decision is null) = (decided_by is null)),
  foreign key (organization_id, review_id) references access_review
);
select secure_tenant_table('access_review_item', false);

-- What has been signed off is history.
create function access_review_is_open() returns trigger language plpgsql as $$
begin
  if exists (select 1 from access_review r where r.organization_id = old.organization_id and r.review_id = old.review_id
             and r.signed_off_at is not null) then
    raise exception 'the review % has been signed off', old.review_id using errcode = 'check_violation';
  end if;
  return coalesce(new, old);
end $$;
revoke all on function access_review_is_open() from public;
create trigger access_review_item_open before update or delete on access_review_item for each row
  execute function access_review_is_open();
create trigger access_review_open before update or delete on access_review for each row
  when (old.signed_off_at is not null) execute function access_review_is_open();

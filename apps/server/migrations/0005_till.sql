-- compatible-from: 1
-- Shifts and the register journal.

create table shift (
  organization_id uuid not null,
  shift_id uuid not null,
  store_id uuid not null,
  register_id uuid not null,
  business_date date not null,
  currency_code text not null,
  state text not null check (state in ('open', 'closed')),
  opened_by uuid not null,
  opened_at timestamptz not null,
  opening_float_minor bigint not null check (opening_float_minor >= 0),
  -- Opening float plus cash in less cash out, kept with each sale: what the drawer should hold.
  cash_minor bigint not null,
  sale_count integer not null default 0,
  return_count integer not null default 0,
  closed_by uuid,
  closed_at timestamptz,
  counted_minor bigint,
  -- As the register computed it; compared with cash_minor, never copied over it.
  claimed_expected_minor bigint,
  difference_reason text,
  primary key (organization_id, shift_id),
  foreign key (organization_id, register_id) references register
) with (fillfactor = 70);
create index shift_register on shift (organization_id, register_id, opened_at);
select secure_tenant_table('shift', false);

-- Every operation that arrived, as it arrived, with the first answer. The journal of a register is its applied rows
-- ordered by sequence.
create table operation (
  organization_id uuid not null references organization,
  operation_id uuid not null,
  register_id uuid not null,
  key_id uuid not null,
  sequence bigint not null check (sequence > 0),
  kind text not null,
  user_id uuid not null,
  occurred_at timestamptz not null,
  received_at timestamptz not null default now(),
  previous_hash text not null,
  hash text not null,
  -- The envelope as signed, canonical JSON.
  envelope text not null,
  status text not null check (status in ('applied', 'flagged', 'quarantined')),
  -- Flags, or the reason of a quarantine.
  notes text[] not null default '{}',
  primary key (organization_id, operation_id),
  unique (organization_id, key_id, sequence),
  foreign key (organization_id, key_id) references register_key
);
create index operation_to_review on operation (organization_id, received_at) where status <> 'applied';
select secure_tenant_table('operation', true);

-- What was stored but not posted, and what was refused: the repair list. A person approves or dismisses a held one.
create table operation_repair (
  organization_id uuid not null references organization,
  repair_id uuid not null,
  operation_id uuid not null,
  register_id uuid not null,
  key_id uuid not null,
  sequence bigint not null,
  kind text not null,
  status text not null check (status in ('held', 'rejected', 'approved', 'dismissed')),
  reason_code text not null,
  reason text not null,
  content_hash text not null,
  envelope text not null,
  received_at timestamptz not null default now(),
  resolved_by uuid,
  resolved_at timestamptz,
  resolution_note text,
  primary key (organization_id, repair_id),
  unique (organization_id, operation_id, content_hash)
);
create index operation_repair_open on operation_repair (organization_id, received_at) where status in ('held', 'rejected');
select secure_tenant_table('operation_repair', false);

-- Review of what was posted with a flag or a quarantine. Mutable, beside the fact.
create table operation_review (
  organization_id uuid not null,
  operation_id uuid not null,
  reviewed_by uuid not null,
  reviewed_at timestamptz not null default now(),
  note text not null default '',
  primary key (organization_id, operation_id),
  foreign key (organization_id, operation_id) references operation
);
select secure_tenant_table('operation_review', false);

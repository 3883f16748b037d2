-- compatible-from: 1
-- What somebody who may, let somebody who may not do once at a register; what used it; and what is asked from another screen.

create table approval (
  organization_id uuid not null,
  approval_id uuid not null,
  register_id uuid not null,
  store_id uuid not null,
  requested_by uuid not null,
  approver_id uuid not null,
  method text not null check (method in ('pin', 'badge', 'remote')),
  -- The request that was answered on another screen.
  request_id uuid,
  -- SHA-256 of the content that it covers.
  digest text not null check (length(digest) = 64),
  actions jsonb not null,
  -- By the best clock that is known of the register.
  given_at timestamptz not null,
  expires_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (organization_id, approval_id),
  foreign key (organization_id, register_id) references register
);
select secure_tenant_table('approval', true);

-- An approval is used once: the key says so.
create table approval_use (
  organization_id uuid not null,
  approval_id uuid not null,
  document_id uuid not null,
  primary key (organization_id, approval_id),
  foreign key (organization_id, approval_id) references approval
);
create index approval_use_document on approval_use (organization_id, document_id);
select secure_tenant_table('approval_use', true);

create table approval_request (
  organization_id uuid not null,
  request_id uuid not null,
  register_id uuid not null,
  store_id uuid not null,
  requested_by uuid not null,
  actions jsonb not null,
  digest text not null check (length(digest) = 64),
  -- What the approver is shown: amounts and lines as the register says them.
  summary jsonb not null,
  state text not null default 'open' check (state in ('open', 'approved', 'refused', 'withdrawn')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  note text,
  primary key (organization_id, request_id),
  foreign key (organization_id, register_id) references register,
  check ((state in ('approved', 'refused')) = (decided_by is not null))
);
create index approval_request_open on approval_request (organization_id, created_at) where state = 'open';
select secure_tenant_table('approval_request', false);

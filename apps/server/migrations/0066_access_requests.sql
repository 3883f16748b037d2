-- compatible-from: 1
-- Who asked to use this installation, what they paid, and who checked it. All of it is global: there is no organization yet.
-- The rule that nothing becomes active without a verified payment is held here, not in the program: the application's role
-- may not write a state, an end of a paid time or a verification by whoever recorded the payment. Triggers are barred from
-- the tables of organizations only, for their distribution; these tables stay on one node.

create table access_plan (
  plan_id uuid primary key,
  name text not null check (length(name) between 1 and 80),
  -- Zero is a free plan: its payment of zero is recorded and verified like any other.
  price_minor bigint not null check (price_minor between 0 and 1000000000000),
  currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
  period_days integer not null check (period_days between 1 and 3660),
  -- Whether it can be chosen now. What was sold under it keeps it.
  is_offered boolean not null default true,
  created_at timestamptz not null
);
revoke all on access_plan from public;
grant select, insert on access_plan to mosaajii_app;
-- A price is never edited: another price is another plan.
grant update (name, is_offered) on access_plan to mosaajii_app;

create table access_request (
  request_id uuid primary key,
  plan_id uuid not null references access_plan,
  -- Name, e-mail, telephone and shop, sealed.
  person_sealed text not null,
  -- Finds the request of an address without showing it.
  email_index text not null,
  locale text not null,
  state text not null default 'pending' check (state in
    ('pending', 'payment-recorded', 'payment-verified', 'code-issued', 'active', 'rejected', 'expired', 'withdrawn')),
  -- Of the founding that follows a code, so that the questions of the set-up need not be answered within its minutes.
  founding_token_hash text check (length(founding_token_hash) = 64),
  founding_expires_at timestamptz,
  account_id uuid references account,
  organization_id uuid references tenant,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index access_request_open on access_request (email_index)
  where state in ('pending', 'payment-recorded', 'payment-verified', 'code-issued');
create index access_request_state on access_request (state, created_at);
create unique index access_request_founding on access_request (founding_token_hash) where founding_token_hash is not null;
create index access_request_organization on access_request (organization_id) where organization_id is not null;
revoke all on access_request from public;
grant select on access_request to mosaajii_app;
grant insert (request_id, plan_id, person_sealed, email_index, locale, created_at, updated_at) on access_request to mosaajii_app;
grant update (person_sealed, email_index, founding_token_hash, founding_expires_at) on access_request to mosaajii_app;

-- What happened to a request or to an organization's paid time. Nobody edits it.
create table access_event (
  event_id uuid primary key default gen_random_uuid(),
  request_id uuid references access_request,
  organization_id uuid references tenant,
  action text not null,
  -- Null: the system or the gateway.
  account_id uuid references account,
  detail jsonb not null default '{}',
  occurred_at timestamptz not null,
  -- Events of one moment keep their order.
  position bigint generated always as identity,
  check (request_id is not null or organization_id is not null)
);
create index access_event_request on access_event (request_id, position);
create index access_event_organization on access_event (organization_id, position) where organization_id is not null;
revoke all on access_event from public;
grant select, insert on access_event to mosaajii_app;

create table access_evidence (
  evidence_id uuid primary key,
  content_type text not null check (content_type in ('image/png', 'image/jpeg', 'application/pdf')),
  file_name text not null check (length(file_name) between 1 and 200),
  -- Of the bytes that were uploaded; pictures are kept encoded again.
  sha256 text not null check (length(sha256) = 64),
  bytes bytea not null check (length(bytes) <= 8388608),
  uploaded_by uuid not null references account,
  uploaded_at timestamptz not null
);
revoke all on access_evidence from public;
grant select, insert on access_evidence to mosaajii_app;

-- Money for access: what came, what was given back.
create table access_payment (
  payment_id uuid primary key,
  kind text not null check (kind in ('payment', 'renewal', 'refund')),
  request_id uuid references access_request,
  organization_id uuid references tenant,
  plan_id uuid not null references access_plan,
  amount_minor bigint not null check (amount_minor between 0 and 1000000000000),
  currency_code text not null check (currency_code ~ '^[A-Z]{3}$'),
  -- Of the plan at that time, written by the database.
  period_days integer not null default 0,
  reference text not null check (length(reference) between 1 and 120),
  evidence_id uuid references access_evidence,
  source text not null check (source in ('hand', 'gateway')),
  -- The payment's name at the gateway: it counts once, whatever it is reported by.
  gateway_payment_id text unique,
  -- Null: the gateway.
  recorded_by uuid references account,
  recorded_at timestamptz not null,
  refunds_payment_id uuid references access_payment,
  check ((source = 'hand') = (recorded_by is not null)),
  check ((source = 'gateway') = (gateway_payment_id is not null)),
  check ((kind = 'refund') = (refunds_payment_id is not null)),
  check (kind <> 'payment' or (request_id is not null and organization_id is null)),
  check (kind <> 'renewal' or (organization_id is not null and request_id is null)),
  check (kind <> 'refund' or amount_minor > 0)
);
create index access_payment_request on access_payment (request_id) where request_id is not null;
create index access_payment_organization on access_payment (organization_id) where organization_id is not null;
create index access_payment_refunds on access_payment (refunds_payment_id) where refunds_payment_id is not null;
revoke all on access_payment from public;
grant select, insert on access_payment to mosaajii_app;

-- That somebody else saw the money. One for a payment, for good.
create table access_verification (
  payment_id uuid primary key references access_payment,
  method text not null check (method in ('second-person', 'self-approved', 'free', 'gateway')),
  verified_by uuid references account,
  verified_at timestamptz not null,
  check ((method = 'gateway') = (verified_by is null))
);
revoke all on access_verification from public;
grant select, insert on access_verification to mosaajii_app;

-- Until when an organization is paid for. One without a row never lapses: the installation's own first shop.
create table access_term (
  organization_id uuid primary key references tenant,
  plan_id uuid not null references access_plan,
  paid_until timestamptz not null
);
revoke all on access_term from public;
grant select on access_term to mosaajii_app;

create table access_reminder (
  organization_id uuid not null references tenant,
  -- The end that was reminded of, and how many days before it.
  paid_until timestamptz not null,
  days_before smallint not null,
  sent_at timestamptz not null,
  primary key (organization_id, paid_until, days_before)
);
revoke all on access_reminder from public;
grant select, insert on access_reminder to mosaajii_app;

-- What the gateways told us, each event once. It is written before anything is done about it.
create table access_gateway_event (
  gateway text not null check (length(gateway) between 1 and 40),
  event_id text not null check (length(event_id) between 1 and 200),
  gateway_payment_id text not null check (length(gateway_payment_id) between 1 and 200),
  received_at timestamptz not null,
  processed_at timestamptz,
  outcome text,
  primary key (gateway, event_id)
);
create index access_gateway_event_waiting on access_gateway_event (received_at) where processed_at is null;
revoke all on access_gateway_event from public;
grant select, insert on access_gateway_event to mosaajii_app;
grant update (processed_at, outcome) on access_gateway_event to mosaajii_app;

-- Whether somebody may verify this payment: an operator who neither recorded it nor belongs to the shop it is for.
create function access_may_verify(p_account uuid, p_payment access_payment) returns boolean
language sql stable as $$
  select exists (select from operator where account_id = p_account)
     and p_payment.recorded_by is distinct from p_account
     and not exists (select from membership m
                      where m.account_id = p_account and m.organization_id = p_payment.organization_id)
     and not exists (select from access_request r
                      where r.request_id = p_payment.request_id and r.account_id = p_account)
$$;

create function access_check_payment() returns trigger
language plpgsql as $$
declare
  original access_payment;
begin
  if new.recorded_by is not null and not exists (select from operator where account_id = new.recorded_by) then
    raise exception 'only an operator records a payment' using errcode = '42501';
  end if;
  if new.kind = 'refund' then
    select * into original from access_payment where payment_id = new.refunds_payment_id for update;
    if original.kind = 'refund' or not exists (select from access_verification where payment_id = original.payment_id)
       or original.currency_code <> new.currency_code or original.plan_id <> new.plan_id
       or original.request_id is distinct from new.request_id
       or original.organization_id is distinct from new.organization_id
       or new.amount_minor + (select coalesce(sum(amount_minor), 0) from access_payment
                               where refunds_payment_id = original.payment_id) > original.amount_minor then
      raise exception 'this refund fits no verified payment' using errcode = '23514';
    end if;
    new.period_days := 0;
  else
    select period_days into new.period_days from access_plan where plan_id = new.plan_id;
  end if;
  return new;
end
$$;
-- FOR UPDATE needs a right that the application does not have.
alter function access_check_payment() security definer set search_path = pg_catalog, public;
create trigger access_payment_check before insert on access_payment for each row execute function access_check_payment();

create function access_check_verification() returns trigger
language plpgsql as $$
declare
  paid access_payment;
  plan access_plan;
begin
  select * into paid from access_payment where payment_id = new.payment_id;
  select * into plan from access_plan where plan_id = paid.plan_id;
  if paid.kind = 'refund' or paid.amount_minor < plan.price_minor or paid.currency_code <> plan.currency_code then
    raise exception 'the payment does not cover its plan' using errcode = '23514';
  end if;
  if not (case new.method
    when 'second-person' then access_may_verify(new.verified_by, paid)
    when 'free' then plan.price_minor = 0 and exists (select from operator where account_id = new.verified_by)
    -- Alone one may approve one's own, visibly so.
    when 'self-approved' then exists (select from operator where account_id = new.verified_by)
      and not exists (select from operator o where access_may_verify(o.account_id, paid))
    when 'gateway' then paid.source = 'gateway' and exists (select from access_gateway_event e
      where e.gateway_payment_id = paid.gateway_payment_id)
    end) then
    raise exception 'this account may not verify this payment' using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger access_verification_check before insert on access_verification
  for each row execute function access_check_verification();

-- After its end an organization goes on for so long with a warning.
create function access_grace() returns interval language sql immutable as $$ select interval '7 days' $$;

-- A renewal counts from the end of what was paid, or from now when that is longer ago than the grace.
create function access_extend() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  paid access_payment;
begin
  select * into paid from access_payment where payment_id = new.payment_id;
  if paid.kind <> 'renewal' then return null; end if;
  insert into access_term as t (organization_id, plan_id, paid_until)
    values (paid.organization_id, paid.plan_id, new.verified_at + make_interval(days => paid.period_days))
    on conflict (organization_id) do update set plan_id = excluded.plan_id, paid_until = make_interval(days => paid.period_days) +
      case when t.paid_until > new.verified_at - access_grace() then t.paid_until else new.verified_at end;
  insert into access_event (organization_id, action, account_id, detail, occurred_at)
    values (paid.organization_id, 'renewed', new.verified_by,
      jsonb_build_object('paymentId', paid.payment_id, 'method', new.method), new.verified_at);
  return null;
end
$$;
create trigger access_verification_extend after insert on access_verification for each row execute function access_extend();

-- A payment that was given back whole takes its time with it, or ends the request that it was for.
create function access_take_back() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  original access_payment;
  shop uuid;
begin
  if new.kind <> 'refund' then return null; end if;
  select * into original from access_payment where payment_id = new.refunds_payment_id;
  shop := coalesce(original.organization_id,
    (select organization_id from access_request where request_id = original.request_id));
  insert into access_event (request_id, organization_id, action, account_id, detail, occurred_at)
    values (original.request_id, shop, 'refunded', new.recorded_by,
      jsonb_build_object('paymentId', original.payment_id, 'amountMinor', new.amount_minor, 'currency', new.currency_code,
        'reference', new.reference), new.recorded_at);
  if (select sum(amount_minor) from access_payment where refunds_payment_id = original.payment_id) < original.amount_minor then
    return null;
  end if;
  if shop is not null then
    update access_term set paid_until = paid_until - make_interval(days => original.period_days) where organization_id = shop;
  else
    perform access_move(original.request_id, 'withdrawn', new.recorded_by, new.recorded_at, '{"reason": "refunded"}');
  end if;
  return null;
end
$$;
create trigger access_payment_take_back after insert on access_payment for each row execute function access_take_back();

create function access_is_paid(p_request uuid) returns boolean
language sql stable as $$
  select exists (
    select from access_payment p
      join access_verification v on v.payment_id = p.payment_id
      join access_request r on r.request_id = p.request_id
      join access_plan plan on plan.plan_id = r.plan_id
     where p.request_id = p_request and p.kind = 'payment' and p.amount_minor >= plan.price_minor
       and p.currency_code = plan.currency_code
       and p.amount_minor > (select coalesce(sum(f.amount_minor), -1) from access_payment f
                              where f.refunds_payment_id = p.payment_id))
$$;

-- Every step of a request but the last. Answers 'moved' or why not; a repeat of the present state is 'wrong-state'.
create function access_move(p_request uuid, p_to text, p_by uuid, p_at timestamptz, p_detail jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  present text;
begin
  select state into present from access_request where request_id = p_request for update;
  if present is null then return 'not-found'; end if;
  if not coalesce(case p_to
    when 'pending' then present = 'payment-recorded'
    when 'payment-recorded' then present = 'pending'
    when 'payment-verified' then present in ('pending', 'payment-recorded')
    when 'code-issued' then present in ('payment-verified', 'code-issued')
    when 'rejected' then present in ('pending', 'payment-recorded', 'payment-verified', 'code-issued')
    when 'withdrawn' then present in ('pending', 'payment-recorded', 'payment-verified', 'code-issued')
    when 'expired' then present in ('pending', 'payment-recorded', 'payment-verified', 'code-issued')
    end, false) then
    return 'wrong-state';
  end if;
  if p_to in ('pending', 'rejected', 'code-issued')
     and not exists (select from operator where account_id = p_by) then return 'operator-only'; end if;
  if p_to = 'payment-recorded'
     and not exists (select from access_payment where request_id = p_request and kind = 'payment') then return 'not-paid'; end if;
  if p_to in ('payment-verified', 'code-issued') and not access_is_paid(p_request) then return 'not-verified'; end if;
  if p_to = 'code-issued' and not exists (
    select from one_time_code where purpose = 'access.activate' and subject_id = p_request and used_at is null
       and replaced_at is null and expires_at > p_at) then return 'no-code'; end if;
  update access_request set state = p_to, updated_at = p_at,
      founding_token_hash = case when p_to = 'code-issued' then founding_token_hash end
    where request_id = p_request;
  insert into access_event (request_id, action, account_id, detail, occurred_at)
    values (p_request, p_to, p_by, coalesce(p_detail, '{}') || jsonb_build_object('from', present), p_at);
  return 'moved';
end
$$;

-- The last step: a used code, a verified payment, and a shop that the account belongs to.
create function access_activate(p_request uuid, p_account uuid, p_organization uuid, p_at timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  request access_request;
begin
  select * into request from access_request where request_id = p_request for update;
  if not found then return 'not-found'; end if;
  if request.state <> 'code-issued' then return 'wrong-state'; end if;
  if not access_is_paid(p_request) then return 'not-verified'; end if;
  if not exists (select from one_time_code where purpose = 'access.activate' and subject_id = p_request
                    and used_at is not null) then return 'no-code'; end if;
  if not exists (select from membership where account_id = p_account and organization_id = p_organization)
     or exists (select from access_term where organization_id = p_organization) then return 'no-shop'; end if;
  update access_request set state = 'active', updated_at = p_at, account_id = p_account, organization_id = p_organization,
      founding_token_hash = null, founding_expires_at = null
    where request_id = p_request;
  insert into access_term (organization_id, plan_id, paid_until)
    select p_organization, plan_id, p_at + make_interval(days => period_days) from access_plan where plan_id = request.plan_id;
  insert into access_event (request_id, organization_id, action, account_id, occurred_at)
    values (p_request, p_organization, 'active', p_account, p_at);
  return 'moved';
end
$$;
revoke all on function access_move(uuid, text, uuid, timestamptz, jsonb) from public;
revoke all on function access_activate(uuid, uuid, uuid, timestamptz) from public;
grant execute on function access_move(uuid, text, uuid, timestamptz, jsonb) to mosaajii_app;
grant execute on function access_activate(uuid, uuid, uuid, timestamptz) to mosaajii_app;

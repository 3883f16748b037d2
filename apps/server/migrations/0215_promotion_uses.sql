-- compatible-from: 1
-- How often promotions were used where that is limited, and which sale of theirs a customer makes next.

-- Of promotions with a limit or a budget alone. A sale that happened cannot be refused: what was used beyond is counted apart.
create table promotion_use (
  organization_id uuid not null,
  promotion_id uuid not null,
  -- The limits of the present version; one that is lowered below what was used says what was used.
  most_uses integer check (most_uses >= 0),
  most_each integer check (most_each > 0),
  budget_minor bigint check (budget_minor >= 0),
  uses integer not null default 0 check (uses >= 0),
  surplus_uses integer not null default 0 check (surplus_uses >= 0),
  given_minor bigint not null default 0 check (given_minor >= 0),
  primary key (organization_id, promotion_id),
  check (most_uses is null or uses <= most_uses),
  foreign key (organization_id, promotion_id) references promotion
);
select secure_tenant_table('promotion_use', false);

-- The same of one customer.
create table promotion_customer_use (
  organization_id uuid not null,
  promotion_id uuid not null,
  customer_id uuid not null,
  uses integer not null check (uses >= 0),
  primary key (organization_id, promotion_id, customer_id),
  foreign key (organization_id, promotion_id) references promotion_use
);
create index promotion_customer_use_of on promotion_customer_use (organization_id, customer_id);
select secure_tenant_table('promotion_customer_use', false);

-- How many sales a customer made, those that were undone left out.
create table customer_order_count (
  organization_id uuid not null references organization,
  customer_id uuid not null,
  orders integer not null check (orders >= 0),
  primary key (organization_id, customer_id)
);
select secure_tenant_table('customer_order_count', false);

alter table customer_order_count no force row level security;
alter table sale no force row level security;
insert into customer_order_count (organization_id, customer_id, orders)
select s.organization_id, s.customer_id, count(*)
  from sale s
 where s.kind = 'sale' and s.customer_id is not null
   and not exists (select 1 from sale v where v.organization_id = s.organization_id and v.returned_sale_id = s.sale_id
                      and v.return_reason = 'void')
 group by s.organization_id, s.customer_id;
alter table sale force row level security;
alter table customer_order_count force row level security;

-- What the promotions of a sale's moment would have given, where the sale was charged otherwise.
create table sale_pricing_review (
  organization_id uuid not null,
  sale_id uuid not null,
  -- `[{"promotionId": …, "version": …, "label": …, "discountMinor": …}]`.
  expected jsonb not null,
  expected_minor bigint not null,
  charged_minor bigint not null,
  -- The position of the prices that the register had; null: it did not say.
  pricing_version bigint,
  primary key (organization_id, sale_id),
  foreign key (organization_id, sale_id) references sale
);
select secure_tenant_table('sale_pricing_review', true);

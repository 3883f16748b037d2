-- compatible-from: 1
-- Badges that open a till, and PINs that nobody else knows.

-- What somebody shows at a till. The code itself is printed once and kept nowhere.
create table staff_badge (
  organization_id uuid not null,
  user_id uuid not null,
  -- SHA-256 of the organization's id and the code, hexadecimal: 86 random bits need no slow hash.
  badge_index text not null check (length(badge_index) = 64),
  issued_at timestamptz not null,
  issued_by uuid not null,
  primary key (organization_id, user_id),
  unique (organization_id, badge_index),
  foreign key (organization_id, user_id) references organization_user
);
select secure_tenant_table('staff_badge', false);

-- Never written by any version: a person may have a badge and no PIN.
alter table staff_pin drop column badge_index;
-- Somebody else chose this PIN; the person chooses one of their own before it opens anything.
alter table staff_pin add column must_change boolean not null default false;

-- A badge opens a till without a PIN.
alter table organization add column badge_alone boolean not null default false;
-- A PIN that somebody else has set is changed by its person at the first use.
alter table organization add column own_pins boolean not null default true;

-- compatible-from: 1
-- A new address of an account that waits for the code that was sent to it. Global, as accounts are; one for each.
create table account_email_change (
  account_id uuid primary key references account,
  email_sealed text not null,
  requested_at timestamptz not null
);
revoke all on account_email_change from public;
grant select, insert, update, delete on account_email_change to mosaajii_app;

-- The address of before, which the letter to it puts back. Null where an alarm is about a browser.
alter table sign_in_alarm add column email_sealed text;

-- compatible-from: 1
-- Which receipt a letter brings, so that its PDF can be made when it leaves. Where the letter goes to is in the outbox alone.

create table receipt_mail (
  organization_id uuid not null,
  -- The message of the outbox.
  mail_id uuid not null,
  sale_id uuid not null,
  primary key (organization_id, mail_id)
);
select secure_tenant_table('receipt_mail', true);

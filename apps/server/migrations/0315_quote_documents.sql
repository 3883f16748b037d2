-- compatible-from: 1
-- What a quote says as it is written: without it the office could neither read it, nor print it, nor send it. Quotes that were made before
-- have none. Nobody's name is in it: the customer's is the sealed label.
alter table quote add column document jsonb;

-- Which quote a letter brings, so that its PDF can be made when it leaves. Where the letter goes to is in the outbox alone.
create table quote_mail (
  organization_id uuid not null,
  -- The message of the outbox.
  mail_id uuid not null,
  quote_id uuid not null,
  primary key (organization_id, mail_id),
  foreign key (organization_id, quote_id) references quote (organization_id, quote_id)
);
select secure_tenant_table('quote_mail', true);

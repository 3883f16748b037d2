-- compatible-from: 1
-- An account's e-mail address and where a session was opened from are sealed from now on. Expand: the columns of before stay,
-- and the program moves what is in them at its start. The contract, in a later release, drops account.email,
-- session.user_agent and session.address.
alter table account add column email_sealed text;
-- The blind index of the normalised address: an account is found by it, and an address belongs to one account.
alter table account add column email_index text;
create unique index account_email_index on account (email_index);
alter table account alter column email drop not null;
alter table account add check (email is not null or (email_sealed is not null and email_index is not null));

alter table session add column user_agent_sealed text;
alter table session add column address_sealed text;

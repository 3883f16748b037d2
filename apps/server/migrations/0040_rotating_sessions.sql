-- compatible-from: 1
-- A session outlives its token: the cookie's value is replaced at intervals, and what was replaced is remembered, so that its
-- use can be told from a stranger's guess. A server of before goes on with the newest token, which stays in session.token_hash.
alter table session add column session_id uuid not null default gen_random_uuid();
-- A register's session lasts its shift, an office's ends soon after the last request. Those that are open keep the longer life.
alter table session add column kind text not null default 'register' check (kind in ('office', 'register'));
alter table session alter column kind set default 'office';
alter table session add column rotated_at timestamptz not null default now();
-- The role that the newest token was given for; another one since is a reason for another token.
alter table session add column role text;
-- Whether somebody has come with the newest token: until then the answer that carried it may have been lost.
alter table session add column is_token_seen boolean not null default true;
create unique index session_id on session (session_id);
create index session_of_user on session (organization_id, user_id);

-- Tokens that have been replaced. It joins the closed list of global tables, like session.
create table session_former_token (
  token_hash text primary key check (length(token_hash) = 64),
  session_id uuid not null references session (session_id),
  replaced_at timestamptz not null,
  -- Makes the successor out of the former token, which is not here; forgotten as soon as the successor has been seen.
  successor_salt text
);
create index session_former_token_session on session_former_token (session_id);
revoke all on session_former_token from public;
grant select, insert, update, delete on session_former_token to mosaajii_app;

-- Every server hears at once of every session that ends, on whichever way, and closes what it holds open for it.
create function announce_session_end() returns trigger
language plpgsql
as $$
begin
  perform pg_notify('mosaajii_session_end', new.session_id::text);
  return null;
end
$$;
create trigger session_end after update of revoked_at on session for each row
  when (old.revoked_at is null and new.revoked_at is not null) execute function announce_session_end();

-- compatible-from: 1
-- Ends a transaction that has left a level below zero which its decision did not see below zero: another register sold the
-- same goods meanwhile. Raised inside of the writing statement, so that the commit can travel with it in one message.
create function refuse_stale_levels() returns void
language plpgsql
as $$
begin
  raise exception 'stock levels changed while a batch was decided' using errcode = 'MJ001';
end
$$;

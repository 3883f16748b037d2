-- compatible-from: 1
-- Whoever is given another base role has it, also when it had been replaced by narrower grants.
create function base_role_given() returns trigger language plpgsql as $$
begin
  new.has_base_role := true;
  return new;
end $$;
revoke all on function base_role_given() from public;
create trigger organization_user_base_role before update of role on organization_user for each row
  when (old.role is distinct from new.role and old.has_base_role = new.has_base_role)
  execute function base_role_given();

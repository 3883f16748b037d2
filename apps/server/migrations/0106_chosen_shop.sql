-- compatible-from: 1
-- Which of their shops somebody chose last: the next sign-in goes there.
alter table membership add column chosen_at timestamptz;
grant update (chosen_at) on membership to mosaajii_app;

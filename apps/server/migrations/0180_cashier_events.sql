-- compatible-from: 1
-- What the report on cashiers counts besides sales is found by its days.

create index shift_event_day on shift_event (organization_id, business_date);
create index approval_given on approval (organization_id, given_at);

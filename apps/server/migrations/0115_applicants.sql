-- compatible-from: 1
-- Whoever asked for access sees their own request, pays for it and withdraws it by a link that only their mailbox knows.
alter table access_request add column applicant_token_hash text check (length(applicant_token_hash) = 64);
create unique index access_request_applicant on access_request (applicant_token_hash) where applicant_token_hash is not null;
grant insert (applicant_token_hash) on access_request to mosaajii_app;

-- The fixed floor of the benchmark: the rows of one five-line sale, put into their tables by plain INSERTs, a statement for
-- each table. It does not change with the server's own SQL, so that slower SQL of ours cannot flatter a ratio.
-- pgbench -n -M prepared -c 8 -f bench/floor.sql; the shop is the one of bench/shop.ts, each client one of its registers.
\set r0 random(100000000000, 999999999999)
\set r1 random(100000000000, 999999999999)
\set r2 random(100000000000, 999999999999)
\set r3 random(100000000000, 999999999999)
\set s0 random(1000000, 900000000000)
\set v0 random(10000, 10199)
\set v1 random(10200, 10399)
\set v2 random(10400, 10599)
\set v3 random(10600, 10799)
\set v4 random(10800, 10999)
begin;
set local app.organization_id = '0b000000-0000-7000-8000-000000000000';
insert into operation (organization_id, operation_id, register_id, key_id, sequence, kind, user_id, occurred_at, previous_hash, hash, envelope, status, notes)
values ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, ('0b000000-0000-7000-8003-00000000000' || :client_id::text)::uuid, ('0b000000-0000-7000-8004-00000000000' || :client_id::text)::uuid, :s0, 'sale.completed', '0b000000-0000-7000-8002-000000000000', now(), repeat('7', 64), repeat('7', 64), '{"payload":"' || repeat('x', 3200) || '"}', 'applied', '{}');
update shift set cash_minor = cash_minor + 2189, sale_count = sale_count + 1
where organization_id = '0b000000-0000-7000-8000-000000000000' and shift_id = ('0b000000-0000-7000-8006-00000000000' || :client_id::text)::uuid;
insert into sale (organization_id, sale_id, kind, store_id, register_id, key_id, shift_id, user_id, business_date, receipt_series, receipt_sequence, receipt_number, currency_code, occurred_at, net_minor, tax_minor, discount_minor, total_minor, cash_rounding_minor, change_minor, line_count, engine_version, rules, discounts, is_quarantined)
values ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 'sale', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8003-00000000000' || :client_id::text)::uuid, ('0b000000-0000-7000-8004-00000000000' || :client_id::text)::uuid, ('0b000000-0000-7000-8006-00000000000' || :client_id::text)::uuid, '0b000000-0000-7000-8002-000000000000', current_date, 'A', :s0, 'S1-R1-A-' || :s0::text, 'GBP', now(), 1823, 366, 0, 2189, 0, 1000, 5, 1, '{"currency": {"code": "GBP", "exponent": 2}, "taxRounding": "per-line", "roundingMode": "half-up", "cashRounding": null}', '[]', false);
insert into sale_line (organization_id, sale_id, line_number, line_id, variant_id, name, sku, unit, quantity_milli, list_price_e4, unit_price_e4, price_source, gross_minor, line_discount_minor, sale_discount_minor, net_minor, tax_minor, total_minor, cost_minor, inputs)
values
  ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 1, ('f0000000-0000-7000-8000-' || :r1::text)::uuid, ('0b000000-0000-7000-8005-0000000' || :v0::text)::uuid, 'Thing', 'SKU', 'pcs', 1000, 1990000, 1990000, 'list', 199, 0, 0, 166, 33, 199, 100, '{"discounts": [], "taxes": [{"taxId": "0b000000-0000-7000-8007-000000000000", "version": 1, "name": "VAT 20 %", "kind": "percent", "ratePpm": 200000, "amountE4": 0, "isIncluded": true, "affectsNextBase": false, "isBaseAffectedByPrevious": true}], "taxTotals": [{"taxId": "0b000000-0000-7000-8007-000000000000", "baseMinor": 166, "amountMinor": 33}], "costE4": 1000000, "isStocked": true}'),
  ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 2, ('f0000000-0000-7000-8010-' || :r1::text)::uuid, ('0b000000-0000-7000-8005-0000000' || :v1::text)::uuid, 'Thing', 'SKU', 'pcs', 1000, 1990000, 1990000, 'list', 199, 0, 0, 166, 33, 199, 100, '{"discounts": [], "taxes": [{"taxId": "0b000000-0000-7000-8007-000000000000", "version": 1, "name": "VAT 20 %", "kind": "percent", "ratePpm": 200000, "amountE4": 0, "isIncluded": true, "affectsNextBase": false, "isBaseAffectedByPrevious": true}], "taxTotals": [{"taxId": "0b000000-0000-7000-8007-000000000000", "baseMinor": 166, "amountMinor": 33}], "costE4": 1000000, "isStocked": true}'),
  ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 3, ('f0000000-0000-7000-8020-' || :r1::text)::uuid, ('0b000000-0000-7000-8005-0000000' || :v2::text)::uuid, 'Thing', 'SKU', 'pcs', 1000, 1990000, 1990000, 'list', 199, 0, 0, 166, 33, 199, 100, '{"discounts": [], "taxes": [{"taxId": "0b000000-0000-7000-8007-000000000000", "version": 1, "name": "VAT 20 %", "kind": "percent", "ratePpm": 200000, "amountE4": 0, "isIncluded": true, "affectsNextBase": false, "isBaseAffectedByPrevious": true}], "taxTotals": [{"taxId": "0b000000-0000-7000-8007-000000000000", "baseMinor": 166, "amountMinor": 33}], "costE4": 1000000, "isStocked": true}'),
  ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 4, ('f0000000-0000-7000-8030-' || :r1::text)::uuid, ('0b000000-0000-7000-8005-0000000' || :v3::text)::uuid, 'Thing', 'SKU', 'pcs', 1000, 1990000, 1990000, 'list', 199, 0, 0, 166, 33, 199, 100, '{"discounts": [], "taxes": [{"taxId": "0b000000-0000-7000-8007-000000000000", "version": 1, "name": "VAT 20 %", "kind": "percent", "ratePpm": 200000, "amountE4": 0, "isIncluded": true, "affectsNextBase": false, "isBaseAffectedByPrevious": true}], "taxTotals": [{"taxId": "0b000000-0000-7000-8007-000000000000", "baseMinor": 166, "amountMinor": 33}], "costE4": 1000000, "isStocked": true}'),
  ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 5, ('f0000000-0000-7000-8040-' || :r1::text)::uuid, ('0b000000-0000-7000-8005-0000000' || :v4::text)::uuid, 'Thing', 'SKU', 'pcs', 1000, 1990000, 1990000, 'list', 199, 0, 0, 166, 33, 199, 100, '{"discounts": [], "taxes": [{"taxId": "0b000000-0000-7000-8007-000000000000", "version": 1, "name": "VAT 20 %", "kind": "percent", "ratePpm": 200000, "amountE4": 0, "isIncluded": true, "affectsNextBase": false, "isBaseAffectedByPrevious": true}], "taxTotals": [{"taxId": "0b000000-0000-7000-8007-000000000000", "baseMinor": 166, "amountMinor": 33}], "costE4": 1000000, "isStocked": true}');
insert into sale_tax (organization_id, sale_id, tax_number, tax_id, tax_version, name, rate_ppm, is_included, base_minor, amount_minor)
values ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 1, '0b000000-0000-7000-8007-000000000000', 1, 'VAT 20 %', 200000, true, 1823, 366);
insert into sale_tender (organization_id, sale_id, tender_number, tender_id, kind, tendered_minor, applied_minor)
values ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 1, ('f0000000-0000-7000-8100-' || :r1::text)::uuid, 'cash', 3189, 2189);
insert into stock_movement (organization_id, document_id, line_number, document_kind, store_id, variant_id, kind, quantity_milli, cost_e4, user_id, business_date)
values
  ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 1, 'sale', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8005-0000000' || :v0::text)::uuid, 'sale', -1000, 1000000, '0b000000-0000-7000-8002-000000000000', current_date),
  ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 2, 'sale', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8005-0000000' || :v1::text)::uuid, 'sale', -1000, 1000000, '0b000000-0000-7000-8002-000000000000', current_date),
  ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 3, 'sale', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8005-0000000' || :v2::text)::uuid, 'sale', -1000, 1000000, '0b000000-0000-7000-8002-000000000000', current_date),
  ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 4, 'sale', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8005-0000000' || :v3::text)::uuid, 'sale', -1000, 1000000, '0b000000-0000-7000-8002-000000000000', current_date),
  ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 5, 'sale', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8005-0000000' || :v4::text)::uuid, 'sale', -1000, 1000000, '0b000000-0000-7000-8002-000000000000', current_date);
insert into stock_level (organization_id, store_id, variant_id, on_hand_milli)
values
  ('0b000000-0000-7000-8000-000000000000', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8005-0000000' || :v0::text)::uuid, -1000),
  ('0b000000-0000-7000-8000-000000000000', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8005-0000000' || :v1::text)::uuid, -1000),
  ('0b000000-0000-7000-8000-000000000000', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8005-0000000' || :v2::text)::uuid, -1000),
  ('0b000000-0000-7000-8000-000000000000', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8005-0000000' || :v3::text)::uuid, -1000),
  ('0b000000-0000-7000-8000-000000000000', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8005-0000000' || :v4::text)::uuid, -1000)
on conflict (organization_id, store_id, variant_id) do update set on_hand_milli = stock_level.on_hand_milli + excluded.on_hand_milli;
insert into posting (organization_id, document_id, posting_number, document_kind, store_id, register_id, business_date, currency_code, account_codes, amounts_minor)
values ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r0::text)::uuid, 1, 'sale', '0b000000-0000-7000-8001-000000000000', ('0b000000-0000-7000-8003-00000000000' || :client_id::text)::uuid, current_date, 'GBP', array['1000', '1300', '2200', '4000', '5000'], array[2189, -500, -366, -1823, 500]);
insert into account_balance (organization_id, account_code, register_id, business_date, currency_code, balance_minor)
values
  ('0b000000-0000-7000-8000-000000000000', '1000', ('0b000000-0000-7000-8003-00000000000' || :client_id::text)::uuid, current_date, 'GBP', 2189),
  ('0b000000-0000-7000-8000-000000000000', '1300', ('0b000000-0000-7000-8003-00000000000' || :client_id::text)::uuid, current_date, 'GBP', -500),
  ('0b000000-0000-7000-8000-000000000000', '2200', ('0b000000-0000-7000-8003-00000000000' || :client_id::text)::uuid, current_date, 'GBP', -366),
  ('0b000000-0000-7000-8000-000000000000', '4000', ('0b000000-0000-7000-8003-00000000000' || :client_id::text)::uuid, current_date, 'GBP', -1823),
  ('0b000000-0000-7000-8000-000000000000', '5000', ('0b000000-0000-7000-8003-00000000000' || :client_id::text)::uuid, current_date, 'GBP', 500)
on conflict (organization_id, account_code, register_id, business_date, currency_code) do update set balance_minor = account_balance.balance_minor + excluded.balance_minor;
update register_head set last_sequence = :s0, last_hash = repeat('7', 64), last_receipt_sequence = :s0, last_seen_at = now()
where organization_id = '0b000000-0000-7000-8000-000000000000' and key_id = ('0b000000-0000-7000-8004-00000000000' || :client_id::text)::uuid;
insert into change_feed (organization_id, change_id, kind, ids, register_id)
values ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r2::text)::uuid, 'sale', array[('f0000000-0000-7000-8000-' || :r0::text)::uuid], ('0b000000-0000-7000-8003-00000000000' || :client_id::text)::uuid);
insert into audit_entry (organization_id, entry_id, change_id, user_id, register_id, action, subject_kind, subject_id, detail)
values ('0b000000-0000-7000-8000-000000000000', ('f0000000-0000-7000-8000-' || :r3::text)::uuid, ('f0000000-0000-7000-8000-' || :r2::text)::uuid, '0b000000-0000-7000-8002-000000000000', ('0b000000-0000-7000-8003-00000000000' || :client_id::text)::uuid, 'sale.completed', 'sale', :r0::text, '{"status": "applied", "totalMinor": 2189}');
commit;

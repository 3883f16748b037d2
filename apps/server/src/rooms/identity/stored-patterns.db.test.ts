import type { Enrolment } from '@mosaajii/contract/identity';
import type { ShopSettings } from '@mosaajii/contract/settings';
import { USUAL_TENDERS } from '@mosaajii/domain/sale';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  type AppFixture,
  createAppFixture,
  credentialOf,
  publicKeyJwk,
  setUpShop,
  type TestShop,
} from '../../app-fixture.ts';

/** What was taken before patterns were judged: one that never comes back, one that is no expression, a row without a kind. */
const SLOW = '(A+)+B';
const GOOD_ROW = { kind: 'receipt', pattern: 'R*' };
const BAD_ROW = { kind: 'voucher', pattern: '***' };

let fixture: AppFixture;
let shop: TestShop;
beforeAll(async () => {
  fixture = await createAppFixture();
  shop = await setUpShop(fixture);
});
afterAll(() => fixture.close());

beforeEach(async () => {
  await fixture.owner.query('update store set tenders = $1, scan_rules = $2', [
    { mobileMoneyPattern: SLOW, bankPattern: '(' },
    JSON.stringify([BAD_ROW, GOOD_ROW, { pattern: 'N*' }]),
  ]);
});

const read = async () => {
  const reply = await fixture.ask('GET', '/settings', { token: shop.token });
  expect(reply.status).toBe(200);
  return (reply.body as unknown as ShopSettings).store;
};

it('are told to the office as they were saved, and left out of what is in force', async () => {
  const { tenders, scanRules, refusedPatterns } = await read();
  expect(tenders).toEqual({ ...USUAL_TENDERS, mobileMoneyPattern: null, bankPattern: null });
  expect(scanRules).toEqual([GOOD_ROW]);
  expect(refusedPatterns).toEqual([
    { place: 'mobileMoneyPattern', pattern: SLOW },
    { place: 'bankPattern', pattern: '(' },
    { place: 'scanRules', pattern: '***' },
    { place: 'scanRules', pattern: 'N*' },
  ]);
});

it('are not given to a till, which gets settings that it can sell by', async () => {
  const body = { name: 'Front', publicKey: publicKeyJwk() };
  const enrolled = await fixture.ask('POST', '/registers', { token: shop.token, body });
  expect(enrolled.status).toBe(201);
  const own = await fixture.ask('GET', '/register', { headers: credentialOf(enrolled.body as unknown as Enrolment) });
  expect(own.status).toBe(200);
  expect(own.body).toMatchObject({ settings: { store: { scanRules: [GOOD_ROW], tenders: { bankPattern: null } } } });
  for (const text of [SLOW, '***', 'refusedPatterns']) expect(JSON.stringify(own.body)).not.toContain(text);
});

it('stay until somebody writes others: another change leaves them, theirs is written to the trail', async () => {
  const before = await read();
  const change = (body: object) => fixture.ask('PATCH', '/settings', { token: shop.token, body });
  expect((await change({ version: before.version, receiptFooter: 'Asante' })).status).toBe(200);
  const kept = await read();
  expect(kept.refusedPatterns).toEqual(before.refusedPatterns);
  const again = { ...USUAL_TENDERS, mobileMoneyPattern: SLOW };
  expect((await change({ version: kept.version, tenders: again })).body).toMatchObject({ code: 'invalid-request' });
  const mended = { ...USUAL_TENDERS, mobileMoneyPattern: '[A-Z0-9]{10}' };
  const reply = await change({ version: kept.version, tenders: mended, scanRules: [GOOD_ROW] });
  expect(reply.status).toBe(200);
  expect(reply.body).toMatchObject({ store: { tenders: mended } });
  expect((await read()).refusedPatterns).toBeUndefined();
  const { rows } = await fixture.owner.query<{ detail: { before: object; after: object } }>(
    "select detail from audit_entry where action = 'settings.changed' order by occurred_at desc, entry_id desc limit 1",
  );
  expect(JSON.stringify(rows[0]?.detail)).toContain(SLOW);
});

it('are named by the verification of the books, which does not call them a difference', async () => {
  const reply = await fixture.ask('POST', '/verifications', { token: shop.token, body: {} });
  expect(reply.body).toMatchObject({ discrepancies: [] });
  expect(reply.body['notices']).toContainEqual({
    check: 'settings',
    subject: 'store S1',
    detail: `mobileMoneyPattern: tills are not given the pattern ${SLOW}`,
  });
});

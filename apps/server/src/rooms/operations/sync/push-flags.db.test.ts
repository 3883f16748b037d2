import { randomUUID } from 'node:crypto';
import { priceE4 } from '@mosaajii/domain';
import { NO_LIMITS_GRANTED } from '@mosaajii/domain/permission';
import { describe, expect, it } from 'vitest';
import { reportCashiers } from '../cashiers/report.ts';
import { readFlags } from './read-flags.ts';
import { registerForEach } from './test-each.ts';
import { NOW, type TestRegister, TODAY } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
const { said } = registerForEach((given) => {
  ({ shop, register } = given);
  register.userId = shop.users.cashier;
});

const HOUR_MS = 60 * 60_000;
const at = (hours: number) => new Date(Date.parse(NOW) + hours * HOUR_MS).toISOString();

/** The register's lease as the server has it in its own books. */
function leased(until: string, gaps: readonly { from: string; until: string }[] = []) {
  return shop.owner.query('update register_key set lease_expires_at = $2, lease_gaps = $3 where key_id = $1', [
    register.facts.keyId,
    until,
    JSON.stringify(gaps),
  ]);
}
/** A sale at an hour before or after now, by the server's time as the register heard it. */
function saleAt(hours: number) {
  const envelope = { occurredAt: at(hours), clock: { serverTime: at(hours), elapsedMs: 0 } };
  return register.sale({ envelope });
}
const flagsOf = (saleId: string) => shop.deps.db.read(shop.organizationId, (tx) => readFlags(tx, saleId));
async function reported(userId: string) {
  const { cashiers } = await shop.deps.db.read(shop.organizationId, (tx) =>
    reportCashiers(tx, { from: TODAY, to: TODAY }),
  );
  return Object.fromEntries(
    cashiers.find((one) => one.userId === userId)?.flagged.map((one) => [one.flag, one.count]) ?? [],
  );
}

describe('a sale on a lease that had run out', () => {
  it('is posted and marked, by the books of the server and whatever the device believes', async () => {
    await leased(at(-1));
    const opened = register.open();
    const [before, after] = [saleAt(-2), saleAt(0)];
    expect(await said(register, opened, before, after)).toEqual([
      'flagged lease-expired',
      'applied',
      'flagged lease-expired',
    ]);
    expect(await flagsOf(after.operationId)).toEqual({ flags: ['lease-expired'] });
    expect(await flagsOf(before.operationId)).toEqual({ flags: [] });
    expect(await flagsOf(randomUUID())).toBeNull();
  });

  it('stays marked when it arrives after the next lease', async () => {
    const opened = register.open();
    const [inGap, later] = [saleAt(-5), saleAt(-1)];
    await leased(at(24 * 7), [{ from: at(-6), until: at(-4) }]);
    expect(await said(register, opened, inGap, later)).toEqual(['applied', 'flagged lease-expired', 'applied']);
  });
});

describe('a sale of a shop whose paid time and grace are over', () => {
  it('is posted and marked; one of before is not', async () => {
    const planId = randomUUID();
    await shop.owner.query(
      "insert into access_plan (plan_id, name, price_minor, currency_code, period_days, created_at) values ($1, 'Month', 0, 'GBP', 30, $2)",
      [planId, NOW],
    );
    await shop.owner.query(
      'insert into access_term (organization_id, plan_id, paid_until) values ($1, $2, $3::timestamptz - access_grace())',
      [shop.organizationId, planId, at(-1)],
    );
    const opened = register.open();
    const [before, after] = [saleAt(-2), saleAt(0)];
    expect(await said(register, opened, before, after)).toEqual([
      'flagged access-lapsed',
      'applied',
      'flagged access-lapsed',
    ]);
    await shop.owner.query('delete from access_term');
    expect(await flagsOf(after.operationId)).toEqual({ flags: ['access-lapsed'] });
  });
});

describe('goods past their last day', () => {
  const soldWith = (marks: object) => register.sale({ pieces: [1], line: (line) => ({ ...line, ...marks }) });

  it('are posted as charged, and marked when their seller may not sell them', async () => {
    const opened = register.open();
    const [old, onTheDay] = [soldWith({ expiresOn: '2026-03-01' }), soldWith({ expiresOn: TODAY, lot: 'A' })];
    expect(await said(register, opened, old, onTheDay)).toEqual(['applied', 'flagged permission-missing', 'applied']);
    expect(await flagsOf(old.operationId)).toEqual({ flags: ['permission-missing'] });
  });

  it('are a manager’s to sell', async () => {
    register.userId = shop.users.administrator;
    expect(await said(register, register.open(), soldWith({ expiresOn: '2026-03-01' }))).toEqual([
      'applied',
      'applied',
    ]);
  });

  it('are refused with a day that does not exist', async () => {
    const [, outcome] = await said(register, register.open(), soldWith({ expiresOn: '2026-02-30' }));
    expect(outcome).toContain('rejected');
  });
});

describe('a sale beyond what its person may do', () => {
  /** Somebody who may lower a price by a tenth, and no more. */
  async function withLimit(): Promise<string> {
    const [userId, accountId, roleId] = [randomUUID(), randomUUID(), randomUUID()];
    const { owner, organizationId } = shop;
    await owner.query(
      "insert into account (account_id, email, display_name, password_hash) values ($1, $2, 'L', 'none')",
      [accountId, `${userId}@example.com`],
    );
    await owner.query(
      'insert into organization_user (organization_id, user_id, account_id, display_name, role, has_base_role)' +
        " values ($1, $2, $3, 'Limited', 'cashier', true)",
      [organizationId, userId, accountId],
    );
    await owner.query(
      "insert into role (organization_id, role_id, name, permissions, limits) values ($1, $2, $4, '{sales.price-override}', $3)",
      [organizationId, roleId, JSON.stringify({ ...NO_LIMITS_GRANTED, priceReductionPpm: 100_000 }), `Tenth ${roleId}`],
    );
    await owner.query(
      'insert into role_grant (organization_id, grant_id, user_id, role_id, granted_by) values ($1, $2, $3, $4, $5)',
      [organizationId, randomUUID(), userId, roleId, shop.users.administrator],
    );
    return userId;
  }
  const cheaper = (unitPriceE4: number) =>
    register.sale({
      pieces: [1],
      line: (line) => ({ ...line, unitPriceE4: priceE4(unitPriceE4), priceSource: 'override' }),
    });

  it('is posted and marked, on the sale and in the exception report; one within it is not', async () => {
    register.userId = await withLimit();
    const opened = register.open();
    const [within, beyond] = [cheaper(2_300_000), cheaper(1_500_000)];
    expect(await said(register, opened, within, beyond)).toEqual(['applied', 'applied', 'flagged limit-exceeded']);
    expect(await flagsOf(beyond.operationId)).toEqual({ flags: ['limit-exceeded'] });
    expect(await reported(register.userId)).toEqual({ 'limit-exceeded': 1 });
  });

  it('whose role was edited while they sold without the network is kept either way, and marked by the role of now', async () => {
    register.userId = await withLimit();
    const opened = register.open();
    const [before, between, after] = [cheaper(2_300_000), cheaper(2_300_000), cheaper(2_300_000)];
    expect(await said(register, opened, before)).toEqual(['applied', 'applied']);
    const edit = (content: string, value: unknown) =>
      shop.owner.query(
        `update role set ${content} = $2 where role_id in (select role_id from role_grant where user_id = $1)`,
        [register.userId, value],
      );
    await edit('limits', JSON.stringify({ ...NO_LIMITS_GRANTED, priceReductionPpm: 10_000 }));
    expect(await said(register, between)).toEqual(['flagged limit-exceeded']);
    await edit('permissions', []);
    expect(await said(register, after)).toEqual([expect.stringMatching(/^flagged .*permission/)]);
    const { rows } = await shop.owner.query('select sale_id from sale where sale_id = any($1)', [
      [before, between, after].map(({ operationId }) => operationId),
    ]);
    expect(rows).toHaveLength(3);
    // What came before the edit is not judged again, though it is sent again.
    expect(await said(register, before)).toEqual(['applied']);
    expect(await flagsOf(before.operationId)).toEqual({ flags: [] });
  });

  it('and of somebody who is suspended is counted to that person alone', async () => {
    const opened = register.open();
    register.userId = shop.users.suspended;
    const before = await reported(shop.users.cashier);
    expect(await said(register, opened, saleAt(0), saleAt(0))).toEqual([
      'applied',
      'flagged user-suspended',
      'flagged user-suspended',
    ]);
    expect(await reported(shop.users.suspended)).toMatchObject({ 'user-suspended': 2 });
    expect(await reported(shop.users.cashier)).toEqual(before);
  });
});

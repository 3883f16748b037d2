import { createHash, randomUUID } from 'node:crypto';
import { minor, type Operation, ppm, priceE4, type SaleLineInput } from '@mosaajii/domain';
import { subjectOf } from '@mosaajii/domain/approval';
import type { LayawayRule } from '@mosaajii/domain/layaway';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pushesTo } from '../sync/test-pushes.ts';
import { NOW, type TestRegister } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { verifyOrganization } from '../verify/index.ts';
import { card, cash, layawaysOf } from './layaway-fixture.ts';
import { readLayaway } from './read-layaways.ts';

let shop: TestShop;
let register: TestRegister;
let customerId: string;
const { said } = pushesTo(() => shop);
const { takes, opens, completes, returns } = layawaysOf(() => customerId);

/** A quarter of the total first; one pound is kept. */
const RULE: LayawayRule = { minimumPpm: 250_000, feeMinor: 100, days: 30 };
const TERMS = 'flagged layaway-terms';

beforeAll(async () => {
  shop = await openTestShop();
});
beforeEach(async () => {
  register = await shop.register();
  register.userId = shop.users.administrator;
  customerId = randomUUID();
  const created = { customerId, enclosureHash: 'a'.repeat(64) };
  await said(register, register.open(), register.seal('customer.created', created, customerId));
  await ruled(RULE);
});
afterAll(async () => {
  const { discrepancies } = await verifyOrganization(shop.deps.db, shop.organizationId);
  expect(discrepancies).toEqual([]);
  await shop.close();
});

function ruled(layaway: LayawayRule) {
  return shop.owner.query('update store set tenders = $1 where store_id = $2', [{ layaway }, shop.storeId]);
}

async function detailOf({ operationId }: Operation): Promise<Record<string, unknown> | undefined> {
  const { rows } = await shop.owner.query<{ detail: Record<string, unknown> }>(
    'select detail from audit_entry where subject_id = $1',
    [operationId],
  );
  return rows[0]?.detail;
}

const read = (layawayId: string) =>
  shop.deps.db.read(shop.organizationId, (tx) => readLayaway(tx, { deps: shop.deps, mayNames: false }, layawayId));

describe('the terms of a store', () => {
  it('name a first deposit that was less, with both amounts; the one that is enough, and further ones, are not asked', async () => {
    const less = opens(register, [cash(149)]);
    const enough = opens(register, [cash(100), card(50)]);
    const more = takes(register, enough.layawayId, [cash(1)]);
    expect(await said(register, less.operation, enough.operation, more)).toEqual([TERMS, 'applied', 'applied']);
    expect(await detailOf(less.operation)).toMatchObject({ amountMinor: 149, leastMinor: 150 });
    expect(await detailOf(enough.operation)).not.toHaveProperty('leastMinor');
    expect((await read(less.layawayId))?.deposits).toMatchObject([{ flags: ['layaway-terms'] }]);
    expect((await read(enough.layawayId))?.deposits).toMatchObject([{ flags: [] }, { flags: [] }]);
  });

  it('name a fee that is higher or lower than they say, with both; all that there is, is enough', async () => {
    const given = async (paid: number, back: number, feeMinor: number) => {
      const layaway = opens(register, [card(paid)]);
      await said(register, layaway.operation);
      const refunds = back === 0 ? [] : [card(back)];
      const returned = returns(register, layaway.layawayId, refunds, { feeMinor: minor(feeMinor) });
      return [await said(register, returned), await detailOf(returned)] as const;
    };
    expect(await given(200, 100, 100)).toMatchObject([['applied'], {}]);
    expect(await given(200, 0, 200)).toMatchObject([[TERMS], { feeMinor: 200, askedFeeMinor: 100 }]);
    expect(await given(200, 200, 0)).toMatchObject([[TERMS], { feeMinor: 0, askedFeeMinor: 100 }]);
    await ruled({ ...RULE, minimumPpm: 0 });
    expect(await given(60, 0, 60)).toMatchObject([['applied'], {}]);
  });

  it('let nothing be kept of what is left of a layaway that is closed', async () => {
    const layaway = opens(register, [card(200)]);
    await said(register, layaway.operation, completes(register, layaway, 200));
    await said(register, takes(register, layaway.layawayId, [card(200)]));
    const back = returns(register, layaway.layawayId, [card(100)], { feeMinor: minor(100) });
    expect(await said(register, back)).toEqual([TERMS]);
    expect(await detailOf(back)).toMatchObject({ feeMinor: 100, askedFeeMinor: 0 });
  });

  it('are those of then, whatever they are when the server hears of it', async () => {
    const until = new Date(Date.parse(NOW) + 60 * 60_000);
    await shop.owner.query(
      "insert into store_rule_past (organization_id, store_id, name, until, rule) values ($1, $2, 'layaway', $3, $4)",
      [shop.organizationId, shop.storeId, until, { ...RULE, minimumPpm: 100_000, feeMinor: 20 }],
    );
    const layaway = opens(register, [card(60)]);
    const back = returns(register, layaway.layawayId, [card(40)], { feeMinor: minor(20) });
    expect(await said(register, layaway.operation, back)).toEqual(['applied', 'applied']);
    await shop.owner.query('delete from store_rule_past');
    expect(await said(register, opens(register, [card(60)]).operation)).toEqual([TERMS]);
  });
});

describe('a discount on goods that are put aside', () => {
  /** A cashier's own limit is a tenth. */
  const off =
    (ratePpm: number) =>
    (line: SaleLineInput): SaleLineInput => ({ ...line, discounts: [{ kind: 'percent', ratePpm: ppm(ratePpm) }] });
  const LIMIT = 'flagged limit-exceeded';

  it('is judged by the limits of who puts them aside, and not of who completes it', async () => {
    const layaway = opens(register, [cash(200)], undefined, off(300_000));
    expect(await said(register, layaway.operation)).toEqual(['applied']);
    register.userId = shop.users.cashier;
    expect(await said(register, completes(register, layaway, 200))).toEqual(['applied']);
    const own = opens(register, [cash(200)], undefined, off(100_000));
    const beyond = opens(register, [cash(200)], undefined, off(300_000));
    expect(await said(register, own.operation, beyond.operation)).toEqual(['applied', LIMIT]);
    register.userId = shop.users.administrator;
    // It was said once.
    expect(await said(register, completes(register, beyond, 200))).toEqual(['applied']);
  });

  it('that somebody approved of the cart is within their limits, once, for this very content', async () => {
    register.userId = shop.users.cashier;
    const { sequence, hash } = register;
    const draft = opens(register, [cash(200)], undefined, off(300_000));
    Object.assign(register, { sequence, hash });
    const approvalId = randomUUID();
    const approval = register.seal(
      'approval.given',
      {
        approvalId,
        approverId: shop.users.administrator,
        method: 'pin',
        actions: [{ action: 'discount', asked: 300_000, most: 100_000 }],
        digest: createHash('sha256')
          .update(subjectOf(draft.operation) ?? '')
          .digest('hex'),
        expiresAt: new Date(Date.parse(NOW) + 600_000).toISOString(),
      },
      approvalId,
    );
    const { payload } = draft.operation;
    const opened = register.seal('deposit.taken', { ...payload, approvals: [approvalId] }, payload.depositId);
    expect(await said(register, approval, opened)).toEqual(['applied', 'applied']);
    expect(await detailOf(opened)).toMatchObject({ approvedBy: [shop.users.administrator] });
    expect(await said(register, completes(register, draft, 200))).toEqual(['applied']);
    // For other goods it is worth nothing, and it was used.
    const other = opens(register, [cash(200)], undefined, off(300_000)).operation.payload;
    register.sequence -= 1;
    register.hash = (await lastHash()) ?? register.hash;
    const again = register.seal('deposit.taken', { ...other, approvals: [approvalId] }, other.depositId);
    expect(await said(register, again)).toEqual(['flagged approval-used limit-exceeded']);
  });

  it('is judged again where something else is sold than was put aside', async () => {
    const layaway = opens(register, [cash(200)], undefined, off(300_000));
    await said(register, layaway.operation);
    register.userId = shop.users.cashier;
    const order = { ...layaway.order, lines: layaway.order.lines.map(off(400_000)) };
    const [answer] = await said(register, completes(register, { ...layaway, order }, 200));
    expect(answer).toContain('limit-exceeded');
    expect(answer).toContain('layaway-differs');
  });

  it('needs the permission to give one, as a price of their own does', async () => {
    const cheaper = (line: SaleLineInput): SaleLineInput => ({
      ...line,
      unitPriceE4: priceE4(line.unitPriceE4 / 2),
      priceSource: 'override',
    });
    register.userId = shop.users.cashier;
    const layaway = opens(register, [cash(200)], undefined, cheaper);
    expect(await said(register, layaway.operation)).toEqual(['flagged permission-missing']);
    expect(await said(register, completes(register, layaway, 200))).toEqual(['applied']);
  });

  async function lastHash(): Promise<string | undefined> {
    const { rows } = await shop.owner.query<{ last_hash: string }>(
      'select last_hash from register_head where key_id = $1',
      [register.facts.keyId],
    );
    return rows[0]?.last_hash;
  }
});

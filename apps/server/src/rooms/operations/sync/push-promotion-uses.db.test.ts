import { randomUUID } from 'node:crypto';
import { minor, type SaleCompleted } from '@mosaajii/domain';
import type { Operation } from '@mosaajii/domain/operation';
import type { Promotion } from '@mosaajii/domain/promotion';
import { engineOf } from '@mosaajii/domain/sale';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TEN_OFF } from '../../catalog/pricing/promotion-fixture.ts';
import { createPromotion, updatePromotion } from '../../catalog/pricing/promotions.ts';
import { CUSTOMER_ITEMS } from '../../customers/index.ts';
import { verifyOrganization } from '../verify/index.ts';
import { pushesTo } from './test-pushes.ts';
import { NOW, type TestRegister } from './test-register.ts';
import { openTestShop, type TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
const { said, push } = pushesTo(() => shop);

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.owner.query('update promotion set is_active = false');
  await shop.owner.query('delete from promotion_version');
  register = await shop.register();
  await push(register, register.open());
});

const author = () => ({ userId: shop.users.administrator });
async function limited(limits: Promotion['limits'], conditions: Promotion['conditions'] = {}): Promise<string> {
  const input = { isActive: true, ...TEN_OFF, name: `Limited ${randomUUID()}`, limits, conditions } as never;
  const made = await createPromotion(shop.deps, shop.organizationId, author(), input);
  if (!made.ok) throw new Error(made.error.code);
  // The versions of a test begin long before its sales.
  await shop.owner.query('update promotion_version set valid_since = $1', ['2026-01-01T00:00:00.000Z']);
  return made.value.promotionId;
}

async function usesOf(promotionId: string) {
  const { rows } = await shop.owner.query(
    'select uses, surplus_uses as surplus, given_minor::int as given from promotion_use where promotion_id = $1',
    [promotionId],
  );
  return rows[0];
}

async function discrepancies() {
  return (await verifyOrganization(shop.deps.db, shop.organizationId)).discrepancies;
}

/** Ten per cent off two pieces at 2.50; `null`: the sale gave nothing, and says which prices its register had. */
function sold(promotionId: string | null, customerId?: string, amountMinor = 50) {
  return (sale: SaleCompleted): SaleCompleted => {
    const shares = [{ lineId: sale.lines[0]?.lineId ?? '', amountMinor: minor(amountMinor) }];
    const promotions = promotionId === null ? [] : [{ promotionId, version: 1, label: 'Ten off', shares }];
    const next = {
      ...sale,
      pricingVersion: 1,
      ...(promotions.length === 0 ? {} : { promotions }),
      ...(customerId === undefined ? {} : { customer: { customerId } }),
    };
    const engine = engineOf(2);
    if (!engine) throw new Error('no engine 2');
    const totals = engine.computeOrder(next);
    const settlement = engine.settle(totals.totalMinor, next.rules, next.tenders);
    if (!settlement.ok) throw new Error(settlement.error.detail);
    return { ...next, claimed: engine.claimedTotals(totals, settlement.value) };
  };
}

/** The sale undone whole in its shift. */
function voided(sale: SaleCompleted): Operation<'return.completed'> {
  const whole = sale.lines.map((line, index) => ({ index, quantityMilli: line.quantityMilli }));
  const { payload, sequence, previousHash } = register.returnOf(sale, whole);
  // Sealed once more in the same place of the chain.
  Object.assign(register, { sequence: sequence - 1, hash: previousHash });
  return register.seal('return.completed', { ...payload, voids: true }, payload.returnId);
}

async function customer(): Promise<string> {
  const customerId = randomUUID();
  await shop.owner.query('insert into customer (organization_id, customer_id) values ($1, $2)', [
    shop.organizationId,
    customerId,
  ]);
  return customerId;
}

describe('a promotion for so many sales', () => {
  it('is counted at every register, and what two of them used beyond is marked and counted apart', async () => {
    const promotionId = await limited({ usageLimit: 2 });
    const other = await shop.register();
    await push(other, other.open());
    const use = (one: TestRegister) => one.sale({ pieces: [2], change: sold(promotionId) });
    const answers = await Promise.all([said(register, use(register), use(register)), said(other, use(other))]);
    expect(answers.flat().sort()).toEqual(['applied', 'applied', 'flagged promotion-limit']);
    expect(await usesOf(promotionId)).toEqual({ uses: 2, surplus: 1, given: 150 });
    expect(await discrepancies()).toEqual([]);
    const { rows } = await shop.owner.query("select 1 from change_feed where kind = 'catalog.promotion-uses'");
    expect(rows.length).toBeGreaterThanOrEqual(2);
  });

  it('is counted once however often its sale is sent', async () => {
    const promotionId = await limited({ usageLimit: 5 });
    const sale = register.sale({ pieces: [2], change: sold(promotionId) });
    await push(register, sale);
    await push(register, sale);
    expect(await usesOf(promotionId)).toMatchObject({ uses: 1, surplus: 0 });
  });

  it('has its use back when the sale is undone, also in the same batch', async () => {
    const promotionId = await limited({ usageLimit: 1 });
    const buyer = await customer();
    const sale = register.sale({ pieces: [2], change: sold(promotionId, buyer) });
    expect(await said(register, sale, voided(sale.payload))).toEqual(['applied', 'applied']);
    expect(await usesOf(promotionId)).toEqual({ uses: 0, surplus: 0, given: 0 });
    const again = register.sale({ pieces: [2], change: sold(promotionId, buyer) });
    expect(await said(register, again)).toEqual(['applied']);
    expect(await said(register, voided(again.payload))).toEqual(['applied']);
    expect(await usesOf(promotionId)).toEqual({ uses: 0, surplus: 0, given: 0 });
    expect(await discrepancies()).toEqual([]);
  });

  it('counts what was sold before it had a limit, and a limit below that is full', async () => {
    const promotionId = await limited({});
    const buyer = await customer();
    const use = (by?: string) => register.sale({ pieces: [2], change: sold(promotionId, by) });
    expect(await said(register, use(), use(buyer))).toEqual(['applied', 'applied']);
    expect(await usesOf(promotionId)).toBeUndefined();
    const [row] = (await shop.owner.query('select name from promotion where promotion_id = $1', [promotionId])).rows;
    const input = {
      isActive: true,
      ...TEN_OFF,
      version: 1,
      name: String(row?.name),
      limits: { usageLimit: 1 },
    } as never;
    await updatePromotion(shop.deps, shop.organizationId, author(), promotionId, input);
    await shop.owner.query('update promotion_version set valid_since = $1', ['2026-01-01T00:00:00.000Z']);
    expect(await usesOf(promotionId)).toEqual({ uses: 2, surplus: 0, given: 100 });
    const each = 'select customer_id, uses from promotion_customer_use where promotion_id = $1';
    expect((await shop.owner.query(each, [promotionId])).rows).toEqual([{ customer_id: buyer, uses: 1 }]);
    expect(await said(register, use())).toEqual(['flagged promotion-limit']);
    expect(await discrepancies()).toEqual([]);
  });

  it('keeps to a budget', async () => {
    const promotionId = await limited({ budgetMinor: minor(120) });
    const use = () => register.sale({ pieces: [2], change: sold(promotionId) });
    expect(await said(register, use(), use(), use())).toEqual(['applied', 'applied', 'flagged promotion-limit']);
    expect(await usesOf(promotionId)).toMatchObject({ given: 150 });
  });
});

describe('a promotion for each customer', () => {
  it('is counted for each of them, also when two registers sell to one in the same moment', async () => {
    const promotionId = await limited({ perCustomerLimit: 1 });
    const [one, two] = [await customer(), await customer()];
    const other = await shop.register();
    await push(other, other.open());
    const use = (at: TestRegister, buyer: string) => at.sale({ pieces: [2], change: sold(promotionId, buyer) });
    const answers = await Promise.all([
      said(register, use(register, one)),
      said(other, use(other, one), use(other, two)),
    ]);
    expect(answers.flat().sort()).toEqual(['applied', 'applied', 'flagged promotion-limit']);
    expect(await discrepancies()).toEqual([]);
    const [item] = await shop.deps.db.read(shop.organizationId, (tx) =>
      CUSTOMER_ITEMS.byIds(tx, { deps: shop.deps }, [two]),
    );
    expect(item).toMatchObject({ orders: 1, promotionUses: { [promotionId]: 1 } });
  });

  it('is for nobody who is not named', async () => {
    const promotionId = await limited({ perCustomerLimit: 1 });
    const sale = register.sale({ pieces: [2], change: sold(promotionId) });
    expect(await said(register, sale)).toEqual(['flagged promotion-drift']);
  });

  it('knows the first sale of a customer', async () => {
    const promotionId = await limited({}, { nthOrder: 1 });
    const buyer = await customer();
    const use = () => register.sale({ pieces: [2], change: sold(promotionId, buyer) });
    expect(await said(register, use(), use())).toEqual(['applied', 'flagged promotion-drift']);
    const without = register.sale({ pieces: [2], change: sold(null, await customer()) });
    expect(await said(register, without)).toEqual(['flagged promotion-missed']);
    expect(await discrepancies()).toEqual([]);
  });
});

describe('a sale that missed a promotion', () => {
  it('stays as it is, and both derivations are kept', async () => {
    const promotionId = await limited({});
    const sale = register.sale({ pieces: [2], change: sold(null) });
    expect(await said(register, sale)).toEqual(['flagged promotion-missed']);
    const { rows } = await shop.owner.query(
      'select expected, expected_minor::int, charged_minor::int, pricing_version::int from sale_pricing_review where sale_id = $1',
      [sale.operationId],
    );
    expect(rows).toEqual([
      {
        expected: [
          {
            promotionId,
            version: 1,
            label: expect.any(String),
            discountMinor: 50,
            shares: [{ lineId: sale.payload.lines[0]?.lineId, amountMinor: 50 }],
          },
        ],
        expected_minor: 50,
        charged_minor: 0,
        pricing_version: 1,
      },
    ]);
  });

  it('is not looked for where the register had no prices, nor when a limit was reached', async () => {
    const promotionId = await limited({ usageLimit: 1 });
    expect(await said(register, register.sale({ pieces: [2] }))).toEqual(['applied']);
    expect(await said(register, register.sale({ pieces: [2], change: sold(promotionId) }))).toEqual(['applied']);
    expect(await said(register, register.sale({ pieces: [2], change: sold(null) }))).toEqual(['applied']);
  });

  it('finds one that had ended by a clock that was set back', async () => {
    const ended = new Date(Date.parse(NOW) - 60 * 60_000).toISOString();
    const promotionId = await limited({}, { validTo: ended });
    const back = new Date(Date.parse(NOW) - 2 * 60 * 60_000).toISOString();
    const envelope = { occurredAt: back, clock: { serverTime: NOW, elapsedMs: 0 } };
    const sale = register.sale({ pieces: [2], change: sold(promotionId), envelope });
    expect(await said(register, sale)).toEqual(['flagged clock-skew promotion-drift']);
    const { rows } = await shop.owner.query(
      'select expected, charged_minor::int from sale_pricing_review where sale_id = $1',
      [sale.operationId],
    );
    expect(rows).toEqual([{ expected: [], charged_minor: 50 }]);
  });
});

import { randomUUID } from 'node:crypto';
import { minor, priceE4, type SaleCompleted } from '@mosaajii/domain';
import type { AppliedPromotion, Promotion } from '@mosaajii/domain/promotion';
import { engineOf } from '@mosaajii/domain/sale';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TEN_OFF } from '../../catalog/pricing/promotion-fixture.ts';
import { readOrder } from '../../sales/read-order.ts';
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
  await shop.owner.query('delete from coupon');
  for (const table of ['promotion_version', 'promotion', 'price_list_price', 'price_list_version', 'price_list']) {
    await shop.owner.query(`delete from ${table}`);
  }
  register = await shop.register();
  await push(register, register.open());
});

const LONG_AGO = '2026-01-01T00:00:00.000Z';

async function promotion(part: Partial<Promotion> = {}, since = LONG_AGO, version = 1): Promise<string> {
  const promotionId = part.promotionId ?? randomUUID();
  const definition = {
    ...TEN_OFF,
    ...part,
  };
  const values = [shop.organizationId, promotionId, version, `P ${promotionId}`, JSON.stringify(definition), since];
  await shop.owner.query(
    `insert into promotion (organization_id, promotion_id, version, name, definition, updated_at)
     values ($1, $2, $3, $4, $5, $6) on conflict (organization_id, promotion_id) do update set version = excluded.version`,
    values,
  );
  await shop.owner.query(
    `insert into promotion_version (organization_id, promotion_id, version, name, is_active, definition, valid_since)
     values ($1, $2, $3, $4, true, $5, $6)`,
    values,
  );
  return promotionId;
}

async function coupon(promotionId: string, code: string, mostUses: number | null): Promise<void> {
  await shop.owner.query(
    `insert into coupon (organization_id, coupon_id, code, promotion_id, most_uses, created_at) values ($1, $2, $3, $4, $5, $6)`,
    [shop.organizationId, randomUUID(), code, promotionId, mostUses, LONG_AGO],
  );
}
const couponOf = async (code: string) => {
  const { rows } = await shop.owner.query('select uses, surplus_uses from coupon where code = $1', [code]);
  return rows[0];
};

/** The same sale with promotions, computed and claimed anew. */
function withPromotions(sale: SaleCompleted, promotions: readonly AppliedPromotion[]): SaleCompleted {
  const engine = engineOf(2);
  if (!engine) throw new Error('no engine 2');
  const next = { ...sale, promotions };
  const totals = engine.computeOrder(next);
  const settlement = engine.settle(totals.totalMinor, next.rules, next.tenders);
  if (!settlement.ok) throw new Error(settlement.error.detail);
  return { ...next, claimed: engine.claimedTotals(totals, settlement.value) };
}

/** Ten per cent off the only line, two pieces at 2.50. */
function tenOff(promotionId: string, more: Partial<AppliedPromotion> = {}, amountMinor = 50) {
  return (sale: SaleCompleted) => {
    const shares = [{ lineId: sale.lines[0]?.lineId ?? '', amountMinor: minor(amountMinor) }];
    return withPromotions(sale, [{ promotionId, version: 1, label: 'Ten off', ...more, shares }]);
  };
}

describe('a sale with promotions', () => {
  it('is applied when the server finds the same, kept line by line, and verifies', async () => {
    const promotionId = await promotion();
    const sale = register.sale({ pieces: [2], change: tenOff(promotionId) });
    expect(await said(register, sale)).toEqual(['applied']);
    const order = await shop.deps.db.read(shop.organizationId, (tx) => readOrder(tx, sale.operationId));
    expect(order).toMatchObject({
      totalMinor: 450,
      discountMinor: 50,
      promotions: [{ promotionId, label: 'Ten off', shares: [{ amountMinor: 50 }] }],
      lines: [{ lineDiscountMinor: 50, derivation: [{ step: 'price' }, { step: 'promotion', amountMinor: -50 }, {}] }],
    });
    const report = await verifyOrganization(shop.deps.db, shop.organizationId);
    expect(report.discrepancies).toEqual([]);
  });

  it('is flagged when the promotion is another, was not there, or is not for this sale', async () => {
    const none = register.sale({ pieces: [2], change: tenOff(randomUUID()) });
    expect(await said(register, none)).toEqual(['flagged promotion-drift']);
    const promotionId = await promotion();
    const more = register.sale({ pieces: [2], change: tenOff(promotionId, {}, 60) });
    expect(await said(register, more)).toEqual(['flagged promotion-drift']);
    await promotion({ promotionId, conditions: { minSpendMinor: minor(501) } }, '2026-02-01T00:00:00.000Z', 2);
    const late = register.sale({ pieces: [2], change: tenOff(promotionId) });
    expect(await said(register, late)).toEqual(['flagged promotion-drift']);
  });

  it('finds a clock that was set back to revive one: the time is the server’s', async () => {
    const ended = new Date(Date.parse(NOW) - 60 * 60_000).toISOString();
    const promotionId = await promotion({ conditions: { validTo: ended } });
    const back = new Date(Date.parse(NOW) - 2 * 60 * 60_000).toISOString();
    const envelope = { occurredAt: back, clock: { serverTime: NOW, elapsedMs: 0 } };
    const sale = register.sale({ pieces: [2], change: tenOff(promotionId), envelope });
    expect(await said(register, sale)).toEqual(['flagged clock-skew promotion-drift']);
  });

  it('is taken as right a little after a promotion was changed, and by the versions of its own time', async () => {
    const promotionId = await promotion();
    const justNow = new Date(Date.parse(NOW) - 5 * 60_000).toISOString();
    await promotion({ promotionId, limits: { maxDiscountMinor: minor(1) } }, justNow, 2);
    expect(await said(register, register.sale({ pieces: [2], change: tenOff(promotionId) }))).toEqual(['applied']);
  });

  it('is quarantined when its arithmetic is wrong, and held when a promotion takes more than is left', async () => {
    const promotionId = await promotion();
    const wrong = register.sale({
      pieces: [2],
      change: (sale) => ({ ...tenOff(promotionId)(sale), claimed: sale.claimed }),
    });
    expect((await said(register, wrong))[0]).toContain('quarantined does not recompute');
    const all = register.sale({
      pieces: [2],
      change: (sale) => ({
        ...sale,
        promotions: [
          {
            promotionId,
            version: 1,
            label: 'x',
            shares: [{ lineId: sale.lines[0]?.lineId ?? '', amountMinor: minor(501) }],
          },
        ],
      }),
    });
    expect(await said(register, all)).toEqual(['held not-computable']);
  });

  it('comes back with its share, to the unit', async () => {
    const promotionId = await promotion();
    const sale = register.sale({ pieces: [2], change: tenOff(promotionId) });
    await push(register, sale);
    const half = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    const rest = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }], [1000]);
    expect(half.payload.claimed.totalMinor + rest.payload.claimed.totalMinor).toBe(450);
    expect(half.payload.claimed.discountMinor + rest.payload.claimed.discountMinor).toBe(50);
    expect(await said(register, half, rest)).toEqual(['applied', 'applied']);
  });
});

describe('a coupon', () => {
  it('that is good for one sale is counted, and shown when two registers took it', async () => {
    const promotionId = await promotion({ conditions: { needsCoupon: true } });
    await coupon(promotionId, 'ONCE', 1);
    const other = await shop.register();
    await push(other, other.open());
    const use = (one: TestRegister) => one.sale({ pieces: [2], change: tenOff(promotionId, { couponCode: 'ONCE' }) });
    const answers = await Promise.all([said(register, use(register)), said(other, use(other))]);
    expect(answers.flat().sort()).toEqual(['applied', 'flagged coupon-used-twice']);
    expect(await couponOf('ONCE')).toEqual({ uses: 1, surplus_uses: 1 });
    const { rows } = await shop.owner.query("select 1 from change_feed where kind = 'catalog.coupons'");
    expect(rows.length).toBeGreaterThanOrEqual(2);
  });

  it('is counted once however often its sale is sent, and twice in one batch', async () => {
    const promotionId = await promotion({ conditions: { needsCoupon: true } });
    await coupon(promotionId, 'TWICE', 2);
    const use = () => register.sale({ pieces: [2], change: tenOff(promotionId, { couponCode: 'TWICE' }) });
    const batch = [use(), use(), use()];
    expect(await said(register, ...batch)).toEqual(['applied', 'applied', 'flagged coupon-used-twice']);
    await push(register, ...batch);
    expect(await couponOf('TWICE')).toEqual({ uses: 2, surplus_uses: 1 });
  });

  it('that nobody made is shown', async () => {
    const promotionId = await promotion({ conditions: { needsCoupon: true } });
    const sale = register.sale({ pieces: [2], change: tenOff(promotionId, { couponCode: 'INVENTED' }) });
    expect(await said(register, sale)).toEqual(['flagged promotion-drift']);
  });
});

describe('a listed price', () => {
  it('is right when the list said so for that quantity, and shown when it did not', async () => {
    const priceListId = randomUUID();
    const list = [shop.organizationId, priceListId, JSON.stringify({ kind: 'price', priority: 1 }), LONG_AGO];
    await shop.owner.query(
      "insert into price_list (organization_id, price_list_id, version, name, definition, updated_at) values ($1, $2, 1, 'Trade', $3, $4)",
      list,
    );
    await shop.owner.query(
      "insert into price_list_version (organization_id, price_list_id, version, name, is_active, definition, valid_since) values ($1, $2, 1, 'Trade', true, $3, $4)",
      list,
    );
    await shop.owner.query(
      'insert into price_list_price (organization_id, price_list_id, variant_id, version, breaks) values ($1, $2, $3, 1, $4)',
      [shop.organizationId, priceListId, shop.variants[0], JSON.stringify([{ fromMilli: 2000, priceE4: 2_000_000 }])],
    );
    const listed = (pieces: number) =>
      register.sale({
        pieces: [pieces],
        line: (line) => ({
          ...line,
          unitPriceE4: priceE4(2_000_000),
          priceSource: 'price-list',
          priceListId,
          priceListVersion: 1,
        }),
      });
    expect(await said(register, listed(2))).toEqual(['applied']);
    expect(await said(register, listed(1))).toEqual(['flagged price-drift']);
    const { rows } = await shop.owner.query<{ inputs: object }>(
      "select inputs from sale_line where price_source = 'price-list' limit 1",
    );
    expect(rows[0]?.inputs).toMatchObject({ priceList: { priceListId, version: 1 } });
  });
});

import { randomUUID } from 'node:crypto';
import {
  ENGINE_VERSION,
  minor,
  type Operation,
  ppm,
  priceE4,
  type SaleLineInput,
  type TaxRule,
} from '@mosaajii/domain';
import { exemptFrom } from '@mosaajii/domain/sale';
import { beforeEach, describe, expect, it } from 'vitest';
import { card, layawaysOf } from '../layaways/layaway-fixture.ts';
import { registerForEach } from './test-each.ts';
import { NOW, RULES, type TestRegister, TODAY, VAT } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
let taxClassId: string;
let productId: string;
const { said } = registerForEach((given) => {
  ({ shop, register } = given);
});
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DIFFERS = 'flagged tax-differs';
const before = (ms: number) => new Date(Date.parse(NOW) - ms).toISOString();

/** The rate that follows, in the shop and in no class. */
const NEXT: TaxRule = {
  ...VAT,
  taxId: '0198aaaa-0000-7000-8000-00000000bbbb',
  name: 'VAT 21 %',
  ratePpm: ppm(210_000),
};

beforeEach(async () => {
  const { rows } = await shop.owner.query<{ product_id: string; tax_class_id: string }>(
    'select p.product_id, p.tax_class_id from product p join variant v using (organization_id, product_id) where v.variant_id = $1',
    [shop.variants[0]],
  );
  productId = rows[0]?.product_id ?? '';
  await shop.owner.query('delete from tax_past');
  await shop.owner.query(
    'insert into tax (organization_id, tax_id, name, kind, rate_ppm, is_included) values ($1, $2, $3, $4, $5, true)' +
      ' on conflict do nothing',
    [shop.organizationId, NEXT.taxId, NEXT.name, NEXT.kind, NEXT.ratePpm],
  );
  const { rows: classes } = await shop.owner.query<{ tax_class_id: string }>(
    "update tax_class set tax_ids = array[$1::uuid] where name = 'Standard' returning tax_class_id",
    [VAT.taxId],
  );
  taxClassId = classes[0]?.tax_class_id ?? '';
  await shop.owner.query('update product set tax_class_id = $1', [taxClassId]);
  await shop.owner.query('update tax set valid_from = null, valid_until = null, rate_ppm = $2 where tax_id = $1', [
    VAT.taxId,
    VAT.ratePpm,
  ]);
  await shop.owner.query('update tax set valid_from = null where tax_id = $1', [NEXT.taxId]);
  await said(register, register.open());
});

type Envelope = Partial<Operation>;

/** A sale of one of the first product with these taxes. */
function sold(taxes: readonly TaxRule[], envelope: Envelope = {}, change: Parameters<typeof register.sale>[0] = {}) {
  return register.sale({ pieces: [1], line: (line) => ({ ...line, taxes }), envelope, ...change });
}

/** What a till makes that last heard of the shop so long ago. */
const alone = (elapsedMs: number): Envelope => ({ clock: { serverTime: before(elapsedMs), elapsedMs } });

function past(subject: 'tax' | 'tax-class' | 'product', id: string, until: string, was: object) {
  return shop.owner.query(
    'insert into tax_past (organization_id, subject, subject_id, version, until, was) values ($1, $2, $3, 1, $4, $5)',
    [shop.organizationId, subject, id, until, JSON.stringify(was)],
  );
}

/** From now on the class has other taxes; it had the usual one until a moment. */
async function classed(taxIds: readonly string[], until: string) {
  await past('tax-class', taxClassId, until, { taxIds: [VAT.taxId] });
  await shop.owner.query('update tax_class set tax_ids = $2 where tax_class_id = $1', [taxClassId, taxIds]);
}

describe('the taxes of a sale', () => {
  it.each([
    ['another rate', [{ ...VAT, ratePpm: ppm(50_000) }]],
    ['no tax', []],
    ['another tax', [NEXT]],
    ['one more', [VAT, NEXT]],
    ['another kind', [{ ...VAT, kind: 'division' as const }]],
    ['an amount for each unit', [{ ...VAT, kind: 'fixed-per-unit' as const, ratePpm: ppm(0), amountE4: priceE4(10) }]],
    ['what is part of the price on top of it', [{ ...VAT, isIncluded: false }]],
    ['another base', [{ ...VAT, isBaseAffectedByPrevious: false }]],
  ])('are marked when it charges %s, and posted as charged', async (_, taxes) => {
    const sale = sold(taxes);
    expect(await said(register, sale)).toEqual([DIFFERS]);
    const { rows } = await shop.owner.query<{ tax_minor: number }>(
      'select tax_minor::int as tax_minor from sale where sale_id = $1',
      [sale.payload.saleId],
    );
    expect(rows).toEqual([{ tax_minor: sale.payload.claimed.taxMinor }]);
  });

  it('are those of each line: one that differs is enough, a gift card has none', async () => {
    const second = (line: SaleLineInput, index: number) => (index === 1 ? { ...line, taxes: [] } : line);
    expect(await said(register, register.sale({ pieces: [1, 1], line: second }))).toEqual([DIFFERS]);
    const cardId = randomUUID();
    const giftCard = (line: SaleLineInput, index: number): SaleLineInput =>
      index === 1
        ? { ...line, variantId: cardId, taxes: [], priceSource: 'open', giftCard: { cardId, hint: 'CARD' } }
        : line;
    expect(await said(register, register.sale({ pieces: [1, 1], line: giftCard }))).toEqual(['applied']);
  });

  it('may have another name or version: what is charged is the same', async () => {
    expect(await said(register, sold([{ ...VAT, version: 7, name: 'VAT' }]))).toEqual(['applied']);
  });

  it('are not compared for what another system sold', async () => {
    const importer = await shop.register({ purpose: 'import' });
    expect(await said(importer, importer.open(), importer.sale({ line: (line) => ({ ...line, taxes: [] }) }))).toEqual([
      'applied',
      'applied',
    ]);
  });

  it('that somebody exempt does not pay are compared all the same', async () => {
    const customerId = randomUUID();
    const created = { customerId, enclosureHash: 'a'.repeat(64) };
    await said(register, register.seal('customer.created', created, customerId));
    await shop.owner.query('update customer set is_tax_exempt = true where customer_id = $1', [customerId]);
    const exempt = (taxes: readonly TaxRule[]) =>
      sold(exemptFrom(taxes, 'C-7'), {}, { change: (sale) => ({ ...sale, customer: { customerId } }) });
    const answers = await said(register, exempt([VAT]), exempt([NEXT]));
    expect(answers.map((answer) => answer.includes('tax-differs'))).toEqual([false, true]);
  });
});

describe('a tax that begins on a day', () => {
  beforeEach(async () => {
    await shop.owner.query("update tax set valid_until = '2026-02-19' where tax_id = $1", [VAT.taxId]);
    await shop.owner.query("update tax set valid_from = '2026-02-20' where tax_id = $1", [NEXT.taxId]);
    await shop.owner.query('update tax_class set tax_ids = $2 where tax_class_id = $1', [
      taxClassId,
      [VAT.taxId, NEXT.taxId],
    ]);
  });
  const EVE = '2026-02-19T22:00:00.000Z';
  const onTheEve = (taxes: readonly TaxRule[]) =>
    sold(
      taxes,
      { occurredAt: EVE, clock: { serverTime: EVE, elapsedMs: 0 } },
      { change: (sale) => ({ ...sale, businessDate: EVE.slice(0, 10) }) },
    );

  it('is charged from then on, by the day of the store', async () => {
    expect(await said(register, sold([NEXT]), sold([VAT]))).toEqual(['applied', DIFFERS]);
    expect(await said(register, onTheEve([VAT]), onTheEve([NEXT]))).toEqual(['applied', DIFFERS]);
    await shop.owner.query("update store set time_zone = 'Africa/Nairobi' where store_id = $1", [shop.storeId]);
    try {
      expect(await said(register, onTheEve([NEXT]))).toEqual(['applied']);
    } finally {
      await shop.owner.query("update store set time_zone = 'UTC' where store_id = $1", [shop.storeId]);
    }
  });

  it('is charged by a till alone as well, which knows of it; one that could not know is not marked', async () => {
    expect(await said(register, sold([VAT], alone(14 * DAY)))).toEqual([DIFFERS]);
    const madeAt = '2026-02-18T10:00:00.000Z';
    await past('tax', VAT.taxId, madeAt, { ...VAT, validFrom: null, validUntil: null });
    await past('tax-class', taxClassId, madeAt, { taxIds: [VAT.taxId] });
    const sales = [sold([VAT], alone(14 * DAY)), sold([NEXT], alone(14 * DAY)), sold([VAT], alone(3 * DAY))];
    expect(await said(register, ...sales)).toEqual(['applied', 'applied', DIFFERS]);
  });
});

describe('a class that changed', () => {
  it('is the one of then for a till that had not heard of it, however late the server hears of the sale', async () => {
    await classed([NEXT.taxId], before(3 * DAY));
    expect(await said(register, sold([VAT]), sold([NEXT]))).toEqual([DIFFERS, 'applied']);
    expect(await said(register, sold([VAT], alone(4 * DAY)), sold([VAT], alone(2 * DAY)))).toEqual([
      'applied',
      DIFFERS,
    ]);
  });

  it('is told to tills within minutes, and a cart may have waited for a day', async () => {
    await classed([NEXT.taxId], before(DAY));
    expect(await said(register, sold([VAT]), sold([NEXT]))).toEqual(['applied', 'applied']);
  });

  it('after the sale was not known then', async () => {
    await classed([NEXT.taxId], before(-HOUR));
    expect(await said(register, sold([VAT]), sold([NEXT]))).toEqual(['applied', DIFFERS]);
  });

  it('longer ago than any lease lasts is not believed to be unknown', async () => {
    await classed([NEXT.taxId], before(40 * DAY));
    const answers = await said(register, sold([VAT], alone(50 * DAY)));
    expect(answers).toEqual([DIFFERS]);
  });

  it('is the one that the product had then, and the rate that the tax had then', async () => {
    const other = randomUUID();
    await shop.owner.query(
      "insert into tax_class (organization_id, tax_class_id, name, tax_ids) values ($1, $2, 'Other', $3)",
      [shop.organizationId, other, [NEXT.taxId]],
    );
    await shop.owner.query('update product set tax_class_id = $2 where product_id = $1', [productId, other]);
    await past('product', productId, before(3 * DAY), { taxClassId });
    expect(await said(register, sold([VAT]), sold([NEXT]), sold([VAT], alone(4 * DAY)))).toEqual([
      DIFFERS,
      'applied',
      'applied',
    ]);
    const slip: TaxRule = { ...NEXT, ratePpm: ppm(120_000) };
    await past('tax', NEXT.taxId, before(2 * DAY), { ...slip, validFrom: null, validUntil: null });
    expect(await said(register, sold([slip]), sold([slip], alone(2.5 * DAY)))).toEqual([DIFFERS, 'applied']);
  });
});

describe('what keeps the taxes of when it was rung up', () => {
  const heldFor = async (heldAt: string) => {
    const heldSaleId = randomUUID();
    await shop.owner.query(
      'insert into held_sale (organization_id, held_sale_id, store_id, version, state, label_sealed, content_sealed, line_count,' +
        " total_minor, currency_code, held_by, held_register_id, held_register_code, held_at) values ($1, $2, $3, 1, 'open', '', '', 1," +
        " 250, 'GBP', $4, $5, 'S1-R1', $6)",
      [shop.organizationId, heldSaleId, shop.storeId, register.userId, register.facts.registerId, heldAt],
    );
    return sold([VAT], {}, { change: (sale) => ({ ...sale, heldSaleId }) });
  };

  it('is a sale that was set aside before the change, and not one that was set aside after it', async () => {
    await classed([NEXT.taxId], before(10 * DAY));
    expect(await said(register, await heldFor(before(12 * DAY)))).toEqual(['applied']);
    expect(await said(register, await heldFor(before(2 * DAY)))).toEqual([DIFFERS]);
  });

  it('is a layaway: its goods are compared when they are put aside, and not when they are handed out', async () => {
    const customerId = randomUUID();
    const created = { customerId, enclosureHash: 'a'.repeat(64) };
    await said(register, register.seal('customer.created', created, customerId));
    const { opens, completes } = layawaysOf(() => customerId);
    const layaway = opens(register, [card(200)]);
    expect(await said(register, layaway.operation)).toEqual(['applied']);
    await classed([], before(10 * DAY));
    expect(await said(register, completes(register, layaway, 200))).toEqual(['applied']);
    expect(await said(register, opens(register, [card(200)]).operation)).toEqual([DIFFERS]);
  });

  it('is what comes back: a return has the taxes of its sale, whatever the class is now', async () => {
    const sale = sold([VAT]);
    await said(register, sale);
    await classed([], before(10 * DAY));
    const returned = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    expect(await said(register, returned)).toEqual(['applied']);
    const { rows } = await shop.owner.query(
      'select tax_id, amount_minor::int as tax from sale_tax where sale_id = $1',
      [returned.payload.returnId],
    );
    expect(rows).toEqual([{ tax_id: VAT.taxId, tax: -sale.payload.claimed.taxMinor }]);
  });
});

describe('goods in exchange', () => {
  it('carry the taxes of now, beside what comes back with the taxes of then', async () => {
    const sale = sold([VAT]);
    await said(register, sale);
    await classed([NEXT.taxId], before(10 * DAY));
    const exchange = (totalMinor: number) => [
      { tenderId: randomUUID(), kind: 'exchange' as const, amountMinor: minor(totalMinor) },
    ];
    const again = (taxes: readonly TaxRule[]) => sold(taxes, {}, { tenders: exchange });
    const back = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    expect(await said(register, back, again([NEXT]), again([VAT]))).toEqual(['applied', 'applied', DIFFERS]);
  });
});

describe('goods that come back without a receipt', () => {
  it('are paid back with the taxes of now: a forged one would claim back more than was ever paid', async () => {
    register.userId = shop.users.administrator;
    const back = (taxes: readonly TaxRule[], taxMinor: number) => {
      const returnId = randomUUID();
      const line = { ...register.line(1, 2), taxes, isRestocked: true };
      const [zero, totalMinor] = [minor(0), minor(198)];
      register.receipt += 1;
      const payload = {
        ...{ returnId, shiftId: register.shiftId, businessDate: TODAY, receipt: register.receiptNumber() },
        ...{ engineVersion: ENGINE_VERSION, rules: RULES, reason: 'other' as const },
        source: { kind: 'without-receipt' as const, lines: [line] },
        refunds: [{ tenderId: randomUUID(), kind: 'cash' as const, amountMinor: totalMinor }],
        claimed: {
          netMinor: minor(198 - taxMinor),
          taxMinor: minor(taxMinor),
          ...{ discountMinor: zero, totalMinor, cashRoundingMinor: zero, lineTotalsMinor: [totalMinor] },
        },
      };
      return register.seal('return.completed', payload, returnId);
    };
    const forged = { ...VAT, ratePpm: ppm(1_000_000) };
    expect(await said(register, back([VAT], 33), back([forged], 99))).toEqual(['applied', DIFFERS]);
  });
});

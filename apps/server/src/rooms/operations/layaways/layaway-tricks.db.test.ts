import { randomUUID } from 'node:crypto';
import { ENGINE_VERSION, engineOf, milli, minor, priceE4, type SaleLineInput } from '@mosaajii/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pushesTo } from '../sync/test-pushes.ts';
import type { TestRegister } from '../sync/test-register.ts';
import { openTestShop, type TestShop } from '../sync/test-shop.ts';
import { verifyOrganization } from '../verify/index.ts';
import { card, cash, layawaysOf, orderOf } from './layaway-fixture.ts';

let shop: TestShop;
let register: TestRegister;
let other: TestRegister;
let customerId: string;
const { said } = pushesTo(() => shop);
const { takes, opens, completes, returns } = layawaysOf(() => customerId);

async function newCustomer(): Promise<string> {
  const id = randomUUID();
  await said(register, register.seal('customer.created', { customerId: id, enclosureHash: 'a'.repeat(64) }, id));
  return id;
}

beforeAll(async () => {
  shop = await openTestShop();
});
beforeEach(async () => {
  register = await shop.register();
  other = await shop.register();
  for (const one of [register, other]) {
    one.userId = shop.users.administrator;
    await said(one, one.open());
  }
  customerId = await newCustomer();
});
afterAll(async () => {
  const { discrepancies } = await verifyOrganization(shop.deps.db, shop.organizationId);
  expect(discrepancies).toEqual([]);
  await shop.close();
});

const cheap = (line: SaleLineInput): SaleLineInput => ({
  ...line,
  listPriceE4: priceE4(10_000),
  unitPriceE4: priceE4(10_000),
});

describe('a register that was tampered with', () => {
  it('cannot put goods aside at prices that nobody set and sell them without a mark', async () => {
    const layaway = opens(register, [cash(3)], undefined, cheap);
    expect(await said(register, layaway.operation)).toEqual(['flagged price-drift']);
    // It was said once: the sale keeps what was put aside.
    expect(await said(register, completes(register, layaway, 3))).toEqual(['applied']);
  });

  it('cannot put goods aside with a promotion that nobody gives', async () => {
    const { order } = orderOf(register);
    const shares = [{ lineId: order.lines[0]?.lineId ?? '', amountMinor: minor(400) }];
    const promotions = [{ promotionId: randomUUID(), version: 1, label: 'For friends', shares }];
    const reduced = { ...order, promotions };
    const totalMinor = engineOf(ENGINE_VERSION)?.computeOrder(reduced).totalMinor ?? minor(0);
    const opening = { dueOn: '2026-04-01', engineVersion: ENGINE_VERSION, order: reduced, totalMinor };
    const layawayId = randomUUID();
    expect(await said(register, takes(register, layawayId, [cash(40)], opening))).toEqual(['flagged promotion-drift']);
  });

  it('cannot make up the word of the server for a layaway of another register', async () => {
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    expect(await said(other, completes(other, layaway, 200, randomUUID()))).toEqual(['flagged layaway-elsewhere']);
    const second = opens(register, [cash(200)]);
    await said(register, second.operation);
    const back = returns(other, second.layawayId, [cash(200)], { authorisationId: randomUUID() });
    expect(await said(other, back)).toEqual(['flagged layaway-elsewhere']);
  });

  it('gives deposits back by what they were paid with, or is seen', async () => {
    const layaway = opens(register, [card(200)]);
    await said(register, layaway.operation);
    const cashOut = returns(register, layaway.layawayId, [cash(200)]);
    expect(await said(register, cashOut)).toEqual(['flagged refund-split-differs']);
    const inTwo = opens(register, [card(150)]);
    const more = takes(register, inTwo.layawayId, [cash(50)]);
    const asPaid = returns(register, inTwo.layawayId, [card(150), cash(50)]);
    expect(await said(register, inTwo.operation, more, asPaid)).toEqual(['applied', 'applied', 'applied']);
    const third = opens(register, [card(150)]);
    await said(register, third.operation, takes(register, third.layawayId, [cash(50)]));
    // The fee comes out of the last payment: what is kept of it is not handed out as another tender. This store asks for none.
    expect(
      await said(register, returns(register, third.layawayId, [card(150), cash(20)], { feeMinor: minor(30) })),
    ).toEqual(['flagged layaway-terms']);
  });

  it('cannot sell or pay back what belongs to another customer without a mark', async () => {
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    const thief = await newCustomer();
    const sold = completes(register, layaway, 200, undefined, (sale) => ({ ...sale, customer: { customerId: thief } }));
    expect(await said(register, sold)).toEqual(['flagged layaway-differs']);
    const second = opens(register, [cash(200)]);
    await said(register, second.operation);
    expect(await said(register, returns(register, second.layawayId, [cash(200)], { customerId: thief }))).toEqual([
      'flagged layaway-differs',
    ]);
  });

  it('cannot hand out a deposit as the refund of goods', async () => {
    const sale = register.sale({ pieces: [1] });
    await said(register, sale);
    const back = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    const refunds = back.payload.refunds.map((part) => ({ ...part, kind: 'deposit' as const }));
    const forged = register.sign({ ...back, payload: { ...back.payload, refunds } });
    register.hash = forged.hash;
    expect(await said(register, forged)).toEqual(['held not-computable']);
  });

  it('cannot put aside less than nothing, or pay with it', async () => {
    for (const amount of [0, -5]) {
      const taken = takes(register, randomUUID(), [cash(amount)]);
      expect((await said(register, taken))[0]).toMatch(/^rejected malformed-operation/);
    }
    const layaway = opens(register, [cash(200)], undefined, (line) => ({ ...line, quantityMilli: milli(-1000) }));
    expect((await said(register, layaway.operation))[0]).toMatch(/^rejected malformed-operation/);
  });

  it('cannot say twice that it took a payment by giving it another operation id', async () => {
    const layaway = opens(register, [cash(200)]);
    await said(register, layaway.operation);
    const { payload } = takes(register, layaway.layawayId, [cash(100)]);
    register.sequence -= 1;
    register.hash = layaway.operation.hash;
    const first = register.seal('deposit.taken', payload, payload.depositId);
    const twice = register.seal('deposit.taken', payload, randomUUID());
    const answers = await said(register, first, twice);
    expect(answers[0]).toBe('applied');
    expect(answers[1]).not.toBe('applied');
  });
});

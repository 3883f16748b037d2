import { randomUUID } from 'node:crypto';
import { minor, type SaleCompleted } from '@mosaajii/domain';
import type { OrderRules } from '@mosaajii/domain/sale';
import { beforeEach, describe, expect, it } from 'vitest';
import { registerForEach } from './test-each.ts';
import type { TestRegister } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
const { said } = registerForEach((given) => {
  ({ shop, register } = given);
});

/** The smallest coin of the store; without one it rounds nothing. */
const coins = (unitMinor: number | null) =>
  shop.owner.query('update store set cash_rounding_unit_minor = $2, cash_rounding_mode = $3 where store_id = $1', [
    shop.storeId,
    unitMinor,
    unitMinor === null ? null : 'half-up',
  ]);
beforeEach(() => coins(null));

/** A sale of 0.99 whose register says that its coins are such. */
function rounded(unitMinor: number, mode: OrderRules['roundingMode'], takenMinor: number) {
  const cashRoundingMinor = minor(takenMinor - 99);
  return register.sale({
    pieces: [0, 1],
    change: (sale: SaleCompleted) => ({
      ...sale,
      rules: { ...sale.rules, cashRounding: { unitMinor: minor(unitMinor), mode } },
      tenders: [{ tenderId: randomUUID(), kind: 'cash', amountMinor: minor(takenMinor) }],
      claimed: { ...sale.claimed, cashRoundingMinor, changeMinor: minor(0) },
    }),
  });
}

describe('cash that is rounded', () => {
  it('by coins that the store does not have is posted and marked', async () => {
    expect(await said(register, register.open(), rounded(5, 'half-up', 100), rounded(1000, 'down', 0))).toEqual([
      'applied',
      'flagged rounding-differs',
      'flagged rounding-differs',
    ]);
  });

  it('by less than the smallest coin of the store is not marked', async () => {
    await coins(5);
    expect(await said(register, register.open(), rounded(5, 'half-up', 100), rounded(1000, 'down', 0))).toEqual([
      'applied',
      'applied',
      'flagged rounding-differs',
    ]);
  });

  it('in what is paid back is marked alike', async () => {
    await coins(5);
    const opened = register.open();
    const sale = register.sale({ pieces: [0, 1] });
    const { sequence, hash } = register;
    const { payload } = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 1000 }]);
    Object.assign(register, { sequence, hash });
    const generous = {
      ...payload,
      rules: { ...payload.rules, cashRounding: { unitMinor: minor(1000), mode: 'up' as const } },
      refunds: payload.refunds.map((refund) => ({ ...refund, amountMinor: minor(1000) })),
      claimed: { ...payload.claimed, cashRoundingMinor: minor(901) },
    };
    const returned = register.seal('return.completed', generous, payload.returnId);
    expect(await said(register, opened, sale, returned)).toEqual(['applied', 'applied', 'flagged rounding-differs']);
  });
});

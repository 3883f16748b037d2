import { milli } from '@mosaajii/domain';
import type { ReturnCompleted } from '@mosaajii/domain/operation';
import { expect, it } from 'vitest';
import { findReturnable } from '../../sales/index.ts';
import { registerForEach } from './test-each.ts';
import { type TestRegister, TODAY } from './test-register.ts';
import type { TestShop } from './test-shop.ts';

let shop: TestShop;
let register: TestRegister;
const { said } = registerForEach((given) => {
  ({ shop, register } = given);
});

type Filter = Omit<Parameters<typeof findReturnable>[1], 'stores' | 'limit'>;
async function found(filter: Filter, stores: readonly string[] | null = null) {
  const list = await shop.deps.db.read(shop.organizationId, (tx) =>
    findReturnable(tx, { ...filter, stores, limit: 50 }),
  );
  return list?.items ?? [];
}

it('finds a sale by goods, day, amount and last digits, with what is left of it', async () => {
  const opened = register.open();
  const sale = register.sale({ pieces: [2, 1] });
  const back = register.returnOf(sale.payload, [{ index: 1, quantityMilli: 1000 }]);
  expect(await said(register, opened, sale, back)).toEqual(['applied', 'applied', 'applied']);
  const ids = async (filter: Filter) => (await found(filter)).map((row) => row.saleId);
  const { saleId, claimed, receipt } = sale.payload;
  expect(await ids({ variantId: shop.variants[1] })).toContain(saleId);
  expect(await ids({ variantId: shop.variants[2] })).not.toContain(saleId);
  expect(await ids({ from: TODAY, to: TODAY, amountMinor: claimed.totalMinor })).toContain(saleId);
  expect(await ids({ amountMinor: claimed.totalMinor + 1 })).not.toContain(saleId);
  expect(await ids({ digits: String(receipt.sequence).padStart(3, '0') })).toContain(saleId);
  expect(await ids({ digits: '777' })).not.toContain(saleId);
  expect(await ids({ to: '2000-01-01' })).toEqual([]);
  const row = (await found({})).find((one) => one.saleId === saleId);
  expect([row?.linesLeft, row?.goodsLines]).toEqual([1, 2]);
  expect(await found({}, ['00000000-0000-4000-8000-000000000000'])).toEqual([]);
});

it('books what came back damaged in and out again, and its cost as a write-off', async () => {
  const opened = register.open();
  const sale = register.sale({ pieces: [3, 0] });
  const returned = register.returnOf(sale.payload, [{ index: 0, quantityMilli: 2000, isRestocked: false }]);
  const payload: ReturnCompleted = {
    ...returned.payload,
    source: {
      kind: 'sale',
      saleId: sale.payload.saleId,
      lines: sale.payload.lines
        .slice(0, 1)
        .map(({ lineId }) => ({ lineId, quantityMilli: milli(2000), isRestocked: false, condition: 'damaged' })),
    },
  };
  const level = async () => {
    const { rows } = await shop.owner.query<{ on_hand_milli: string }>(
      'select on_hand_milli from stock_level where organization_id = $1 and variant_id = $2',
      [shop.organizationId, shop.variants[0]],
    );
    return Number(rows[0]?.on_hand_milli);
  };
  const before = await level();
  const damaged = register.sign({ ...returned, payload });
  expect(await said(register, opened, sale, damaged)).toEqual(['applied', 'applied', 'applied']);
  expect(await level()).toBe(before - 3000);
  const { rows: moves } = await shop.owner.query<{ kind: string; quantity_milli: string; reason: string }>(
    'select kind, quantity_milli, reason from stock_movement where organization_id = $1 and document_id = $2 order by line_number',
    [shop.organizationId, payload.returnId],
  );
  expect(moves.map(({ kind, quantity_milli, reason }) => [kind, Number(quantity_milli), reason])).toEqual([
    ['return', 2000, 'changed-mind'],
    ['write-off', -2000, 'damaged'],
  ]);
});

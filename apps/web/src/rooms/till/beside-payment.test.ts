import { minor, ppm } from '@mosaajii/domain/money';
import { expect, it } from 'vitest';
import { giftCardOf } from './gift-card-code.ts';
import { takeScan } from './take-scan.ts';
import { BREAD, lines, MILK, openTill, state, TEA } from './till-fixture.ts';

const scan = (till: Awaited<ReturnType<typeof openTill>>['till'], code: string) =>
  takeScan(till, () => undefined, { code, source: 'wedge' });

it('keeps all that is scanned while money is taken, and says what of it is in no sale when the sale is done', async () => {
  const { till } = await openTill();
  scan(till, TEA);
  await till.paying.open();
  for (const code of [MILK, BREAD, MILK]) scan(till, code);
  expect(state(till).late.map(({ hit }) => hit.name)).toEqual([
    'Brookside Milk 1 L',
    'White Bread 600 g',
    'Brookside Milk 1 L',
  ]);
  await till.paying.take({ kind: 'cash', amountMinor: null });
  expect(state(till).done?.sale.payload.lines).toHaveLength(1);
  expect(lines(till)).toEqual([]);
  expect(state(till).notices).toMatchObject([
    { kind: 'while-paying', code: 'Brookside Milk 1 L' },
    { kind: 'while-paying', code: 'White Bread 600 g' },
    { kind: 'while-paying', code: 'Brookside Milk 1 L' },
  ]);
  expect(state(till).late).toEqual([]);
});

it('keeps what was scanned while paying when the payment is left', async () => {
  const { till } = await openTill();
  scan(till, TEA);
  await till.paying.open();
  scan(till, MILK);
  till.paying.close();
  expect(state(till).notices).toMatchObject([{ kind: 'while-paying', code: 'Brookside Milk 1 L' }]);
});

it('takes a multiplier with what is scanned while paying, and leaves none for the next goods', async () => {
  const { till } = await openTill();
  scan(till, TEA);
  till.carts.store.setState({ nextQuantity: 3000 as never });
  await till.paying.open();
  scan(till, MILK);
  expect(state(till).late).toMatchObject([{ quantityMilli: 3000 }]);
  expect(state(till).nextQuantity).toBeNull();
});

it('says that a card paid more than is due now, and goes on when that payment is taken back', async () => {
  const { till } = await openTill();
  scan(till, TEA);
  await till.paying.open();
  await till.paying.take({ kind: 'card-manual', amountMinor: minor(15_000) });
  till.selling.discountSale({ kind: 'percent', ratePpm: ppm(500_000) });
  for (const kind of ['cash', 'card-manual'] as const) {
    await till.paying.take({ kind, amountMinor: null });
    expect(state(till)).toMatchObject({ done: null, payProblem: { code: 'paid-above-due' } });
    expect(till.carts.active().tenders).toHaveLength(1);
  }
  till.paying.removeTender(till.carts.active().tenders[0]?.tenderId ?? '');
  await till.paying.take({ kind: 'cash', amountMinor: null });
  expect(state(till).done?.sale.settlement.changeMinor).toBe(0);
});

it('takes the code of goods for no gift card', async () => {
  const { ports } = await openTill();
  expect(await giftCardOf(ports, 'GIFT-2026-0001')).toMatchObject({ hint: expect.any(String) });
  expect(await giftCardOf(ports, ` ${MILK} `)).toBeNull();
});

import { minor, ppm } from '@mosaajii/domain/money';
import { beforeEach, expect, it } from 'vitest';
import { useToasts } from '../../platform/ui/index.ts';
import { addGiftCard, setSaleDiscounts } from './cart.ts';
import { BREAD, openTill, state } from './till-fixture.ts';

const TENTH = { kind: 'percent', ratePpm: ppm(100_000) } as const;
let till: Awaited<ReturnType<typeof openTill>>['till'];
beforeEach(async () => {
  useToasts.setState({ toasts: [] });
  const opened = await openTill();
  till = opened.till;
  const giftCard = await opened.ports.value.cardOf('202600010001');
  if (giftCard === null) throw new Error('this is the code of a card');
  const sold = { lineId: opened.ports.newId(), name: 'Card', amountMinor: minor(10_000), giftCard };
  till.carts.change((cart) => addGiftCard(cart, sold));
});
const cart = () => till.carts.active();
const card = () => cart().lines.find((line) => line.giftCard !== undefined)?.lineId ?? '';

it('is not discounted, alone or with the sale: it would be worth more than was paid for it', () => {
  till.selling.code(BREAD);
  const before = cart();
  expect(till.selling.discountLine(card(), TENTH)).toBe(false);
  expect(till.selling.discountSale(TENTH)).toBe(false);
  expect(cart()).toBe(before);
  expect(useToasts.getState().toasts.map(({ message }) => message)).toEqual([
    'Gift cards are not discounted. Sell the card in a sale of its own.',
  ]);
  expect(till.selling.discountLine(cart().lines[1]?.lineId ?? '', TENTH)).toBe(true);
});

it('is not paid in a sale that is discounted: the server could not read it', async () => {
  till.carts.change((now) => setSaleDiscounts(now, [TENTH]));
  await till.paying.take({ kind: 'cash', amountMinor: null });
  expect(state(till)).toMatchObject({ done: null, payProblem: { code: 'gift-card-discounted' } });
  till.selling.discountSale(null);
  await till.paying.take({ kind: 'cash', amountMinor: null });
  expect(state(till).done?.sale.payload.lines).toHaveLength(1);
});

import { type Minor, ZERO_MINOR } from '@mosaajii/domain/money';
import { exchangedMinor, leftAfterExchange, type TenderInput } from '@mosaajii/domain/sale';
import { pendingExchange } from '../../platform/exchange/index.ts';
import type { Cart } from './cart.ts';
import type { CartFigures } from './order.ts';
import type { Carts } from './till-store.ts';

/** The tenders of a cart with what came back as the first of them; it pays for no more than the cart. */
export function tendersOf(cart: Cart, totalMinor: Minor): readonly TenderInput[] {
  const { exchange, tenders } = cart;
  if (exchange === undefined) return tenders;
  const amountMinor = exchangedMinor(exchange.totalMinor, totalMinor);
  return amountMinor === 0 ? tenders : [{ tenderId: exchange.saleTenderId, kind: 'exchange', amountMinor }, ...tenders];
}

/** What the customer gets back beyond the new goods, before it is rounded to coins. */
export function backBeyond(cart: Cart, figures: CartFigures): Minor {
  if (cart.exchange === undefined || figures.kind !== 'totals') return ZERO_MINOR;
  return leftAfterExchange(
    cart.exchange.totalMinor,
    exchangedMinor(cart.exchange.totalMinor, figures.totals.totalMinor),
  );
}

/** Puts what the return screen chose into the cart in front; one that exchanges something already is set aside first. */
export function takeUpExchange(carts: Carts): void {
  const exchange = pendingExchange.get();
  if (exchange === null) return;
  if (carts.active().exchange !== undefined && carts.hold() !== 'held') return;
  pendingExchange.set(null);
  carts.adjust((cart) => ({ ...cart, exchange }));
}

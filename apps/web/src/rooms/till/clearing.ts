import { t } from '../../platform/i18n/index.ts';
import { useToasts } from '../../platform/ui/index.ts';
import { type Cart, isBlank } from './cart.ts';
import type { Till } from './till-context.tsx';

/** Empties the cart for the next customer. Money that was taken is given back first, and a card that nobody is sure of is asked for. */
export function clearCart(till: Till): void {
  const { store, active } = till.carts;
  const cart = active();
  if (cart.unsureCardMinor !== undefined) {
    const payProblem = { code: 'card-unsure', detail: t('till.cardUnsureFirst') };
    return store.setState({ layer: { kind: 'payment' }, payProblem });
  }
  if (cart.tenders.length > 0) return store.setState({ layer: { kind: 'clear' } });
  if (isBlank(cart) && cart.couponCodes === undefined && cart.origin?.salespersonId === undefined) {
    return useToasts.getState().show({ message: t('till.nothingToClear'), key: 'clear' });
  }
  clearNow(till);
}

/** The same, once what was taken has been given back: parts that were put aside of cards and credit are released. */
export function clearNow({ carts, paying }: Till): void {
  for (const { tenderId } of carts.active().tenders) paying.removeTender(tenderId);
  carts.change(cleared);
  carts.store.setState({ editor: null, payProblem: null, doubtful: null, giftCard: null, layer: null });
  useToasts
    .getState()
    .show({ message: t('till.cleared'), action: { label: t('ui.undo'), run: () => carts.undo() }, key: 'clear' });
}

/** Nothing of whoever bought is left: what stays is which cart it is, for other registers and for the journal. */
function cleared({ cartId, saleId, startedAt, isHeld, isTotalled, held, origin }: Cart): Cart {
  return {
    ...{ cartId, saleId, startedAt, isHeld, lines: [], saleDiscounts: [], tenders: [], note: '', selectedLineId: null },
    ...(isTotalled && { isTotalled }),
    ...(held && { held }),
    ...(origin?.heldSaleId !== undefined && { origin: { heldSaleId: origin.heldSaleId } }),
  };
}

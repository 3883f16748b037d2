import { minor } from '@mosaajii/domain/money';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { type DisplayState, publishDisplay } from '../../platform/customer-display/index.ts';
import { followChannel } from '../../platform/customer-display/shown-remotely.ts';
import { t } from '../../platform/i18n/index.ts';
import { whenIdle } from '../../platform/idle/index.ts';
import { isPractice } from '../../platform/practice/mode.ts';
import { receiptLink } from '../../platform/printer/receipt-link.ts';
import { amountText } from '../../platform/ui/index.ts';
import { type CartFigures, figuresOf } from './order.ts';
import { remainingOf } from './paying.ts';
import type { Till } from './till-context.tsx';
import type { TillState } from './till-state.ts';

/** So late the customer sees it on the busiest till. */
const LONGEST_MS = 150;

/** Shows the customer what is rung up, on every display of this device and on those that are paired. Returns how to stop. */
export function showCustomer({ carts, ports }: Till): () => void {
  const display = publishDisplay();
  const remote = followChannel(ports.registration ?? (() => null));
  const shop = isPractice() ? { ...ports.shop, name: `${t('practice.banner')} · ${ports.shop.name}` } : ports.shop;
  let last = '';
  const show = (state: DisplayState) => {
    display.show(state);
    remote.show(state);
  };
  const tell = (state: TillState) => {
    const next = displayOf(state, shop);
    const text = JSON.stringify(next);
    if (text === last) return;
    last = text;
    show(next);
    const saleId = state.done?.sale.saleId;
    if (next.kind !== 'thanks' || saleId === undefined || ports.shop.links === undefined || isPractice()) return;
    // The link is made on the device; what is shown meanwhile may be the next customer's.
    void receiptLink(ports.shop.links, saleId).then((link) => {
      if (last === text) show({ ...next, link });
    });
  };
  let forget: (() => void) | null = null;
  // After the till's own frame, and once for all that one scan changes: whoever rings up never waits for the customer's screen.
  const tellSoon = () => {
    forget ??= whenIdle(() => {
      forget = null;
      tell(carts.store.getState());
    }, LONGEST_MS);
  };
  tell(carts.store.getState());
  const stop = carts.store.subscribe(tellSoon);
  return () => {
    stop();
    forget?.();
    display.close();
    remote.close();
  };
}

type Shop = Till['ports']['shop'];

/** What a customer sees of the till: goods and money, no notes, no margins, nobody's name. */
export function displayOf(state: TillState, shop: Shop): DisplayState {
  const cart = state.carts.find((one) => one.cartId === state.activeId);
  const figures: CartFigures = cart === undefined ? { kind: 'empty' } : figuresOf(cart, shop.rules);
  const money = (value: Parameters<typeof amountText>[0]) => amountText(value, shop.rules.currency);
  const { name: shopName } = shop;
  if (cart === undefined || figures.kind !== 'totals') {
    if (state.done === null) return { kind: 'idle', shopName };
    return { kind: 'thanks', shopName, change: money(state.done.sale.settlement.changeMinor) };
  }
  const total = money(figures.totals.totalMinor);
  if (state.layer?.kind === 'payment') {
    const left = remainingOf(cart, shop.rules);
    const paid = minor(cart.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0));
    return {
      kind: 'due',
      shopName,
      total,
      paid: paid === 0 ? '' : money(paid),
      left: left === null ? total : money(left.cashMinor),
    };
  }
  const totalOf = new Map(figures.totals.lines.map((line) => [line.lineId, line.grossMinor - line.lineDiscountMinor]));
  return {
    kind: 'cart',
    shopName,
    total,
    lines: figures.order.lines.map((line) => ({
      id: line.lineId,
      name: line.name,
      quantity:
        line.unit === 'pcs' || line.unit === ''
          ? formatQuantity(line.quantityMilli)
          : `${formatQuantity(line.quantityMilli)} ${line.unit}`,
      amount: money(minor(totalOf.get(line.lineId) ?? 0)),
    })),
  };
}

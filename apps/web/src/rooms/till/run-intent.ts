import type { CatalogHit } from '@mosaajii/domain/catalog';
import type { CustomerItem } from '@mosaajii/domain/purse';
import { t } from '../../platform/i18n/index.ts';
import { signal } from '../../platform/scanner/index.ts';
import { lineOf } from './cart.ts';
import { setCustomer } from './cart-customer.ts';
import { type Intent, looksLikeCode } from './omnibox.ts';
import { takeScan } from './take-scan.ts';
import type { Till } from './till-context.tsx';

export interface IntentOutcome {
  /** The field clears; otherwise the text stays to be corrected. */
  readonly isDone: boolean;
  readonly message?: string;
}
const DONE: IntentOutcome = { isDone: true };
const stay = (message: string): IntentOutcome => ({ isDone: false, message });

interface IntentContext {
  readonly navigate: (path: string) => void;
  /** The hit that is chosen in the list, if the text is words. */
  readonly hit: CatalogHit | null;
  /** The customer that is chosen in the list. */
  readonly customer?: CustomerItem | null;
}

/** Does what a text in the omnibox asks for. */
export function runIntent(
  till: Till,
  intent: Intent,
  { navigate, hit, customer = null }: IntentContext,
): IntentOutcome {
  const { carts, selling } = till;
  switch (intent.kind) {
    case 'nothing':
      return DONE;
    case 'help':
      carts.store.setState({ layer: { kind: 'keys' } });
      return DONE;
    case 'command':
      carts.store.setState({ layer: { kind: 'palette', text: intent.text } });
      return DONE;
    case 'receipt':
      return openReceipt(till, intent.text, navigate);
    case 'customer':
      return attach(till, intent.text, customer);
    case 'change-quantity':
      selling.changeQuantity(intent.byMilli);
      return DONE;
    case 'multiplier':
      carts.store.setState({ nextQuantity: intent.quantityMilli });
      return DONE;
    case 'discount':
      return discount(till, intent);
    case 'coupon':
      return { isDone: selling.coupon(intent.code) };
    case 'price':
      return onSelectedLine(till, (lineId) => selling.setPrice(lineId, intent.priceE4));
    case 'find':
      return find(till, intent, hit, navigate);
    case 'invalid':
      signal('scan-fail');
      return stay(t(INVALID[intent.reason]));
  }
}

const INVALID = {
  quantity: 'till.invalidQuantity',
  amount: 'till.invalidAmount',
  percent: 'till.invalidPercent',
  price: 'till.invalidPrice',
} as const;

/** The chosen customer goes on the sale; anybody else is looked for, or written down, in the sheet. */
function attach({ carts }: Till, text: string, customer: CustomerItem | null): IntentOutcome {
  if (customer === null || text === '' || text.startsWith('+')) {
    carts.store.setState({ layer: { kind: 'customer', text } });
    return DONE;
  }
  carts.change((cart) => setCustomer(cart, customer));
  carts.store.setState({ announcement: t('till.saidCustomer', { name: customer.name }) });
  signal('scan-ok');
  return DONE;
}

function onSelectedLine({ carts }: Till, run: (lineId: string) => boolean): IntentOutcome {
  const cart = carts.active();
  const line = lineOf(cart, cart.selectedLineId) ?? cart.lines.at(-1);
  if (line === undefined) return stay(t('till.noLineYet'));
  return { isDone: run(line.lineId) };
}

function discount(till: Till, intent: Extract<Intent, { kind: 'discount' }>): IntentOutcome {
  if (intent.target === 'sale') return { isDone: till.selling.discountSale(intent.discount) };
  return onSelectedLine(till, (lineId) => till.selling.discountLine(lineId, intent.discount));
}

/** An exact code first, then the chosen hit; a code that nobody knows waits beside the cart. */
function find(
  till: Till,
  intent: Extract<Intent, { kind: 'find' }>,
  hit: CatalogHit | null,
  navigate: (path: string) => void,
): IntentOutcome {
  const { ports, selling } = till;
  if (ports.catalog.byCode(intent.text) !== null) return { isDone: selling.code(intent.text, intent.quantityMilli) };
  const scan = () => takeScan(till, navigate, { code: intent.text, source: 'typed' }, intent.quantityMilli);
  // A code that was typed off a label or a web address is read like a scanned one, whatever words it resembles.
  if (/^\d{12,14}$|^\]|^https?:/.test(intent.text)) {
    scan();
    return DONE;
  }
  if (hit !== null) {
    selling.add(hit, intent.quantityMilli ?? undefined);
    signal('scan-ok');
    return DONE;
  }
  if (!looksLikeCode(intent.text)) {
    signal('scan-fail');
    return { isDone: false };
  }
  scan();
  return DONE;
}

function openReceipt({ ports }: Till, text: string, navigate: (path: string) => void): IntentOutcome {
  if (text === '') {
    navigate('/orders');
    return DONE;
  }
  void ports.journal.findSale(text).then((sale) => {
    if (sale === null) return navigate(`/orders?query=${encodeURIComponent(text)}`);
    const { documentId, kind } = sale.document;
    // Who types the number of a paper receipt at the till has goods on the counter that come back.
    navigate(kind === 'sale' ? `/orders/${documentId}/return` : `/orders/${documentId}`);
  });
  return DONE;
}

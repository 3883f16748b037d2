import type { RecalledQuote } from '@mosaajii/contract/quotes';
import { minor } from '@mosaajii/domain/money';
import { type Paper, type QuoteDocument, quotePaper } from '@mosaajii/domain/paper';
import { formatDate, t } from '../../../platform/i18n/index.ts';
import { type Cart, type CartLine, linesMark } from '../cart.ts';
import { type CartFigures, figuresOf } from '../order.ts';
import type { Till } from '../till-context.tsx';
import { cartFrom, contentOf, isShareable, labelOf } from './held-cart.ts';
import { refusalText } from './take-held.ts';

type Priced = Extract<CartFigures, { kind: 'totals' }>;
export type QuoteOutcome =
  | { readonly ok: true; readonly number: string; readonly validUntil: string; readonly paper: Paper }
  | { readonly ok: false; readonly detail: string };

/**
 * Promises what the active cart comes to, until a day; the server gives the promise its number. `quoteId` is made once by
 * the screen: pressed twice, it is one quote. The cart stays as it is.
 */
export async function saveQuote(till: Till, quoteId: string, validUntil: string): Promise<QuoteOutcome> {
  const { ports, carts } = till;
  const cart = carts.active();
  const figures = figuresOf(cart, ports.shop.rules);
  if (figures.kind !== 'totals' || figures.waitingFor.length > 0 || cart.lines.length === 0 || !isShareable(cart)) {
    return { ok: false, detail: t('held.cannotQuote') };
  }
  const promised = promisedCart(cart, figures);
  const document = documentOf(figures);
  const promotions = figures.order.promotions ?? [];
  const answer = await ports.held.ask('/quotes', {
    quoteId,
    userId: ports.person.userId,
    validUntil,
    label: labelOf(cart),
    customerId: cart.customer?.customerId ?? null,
    totalMinor: figures.totals.totalMinor,
    currencyCode: ports.shop.rules.currency.code,
    terms: {
      lines: figures.order.lines.map(({ lineId, variantId, quantityMilli, unitPriceE4 }) => ({
        lineId,
        variantId,
        quantityMilli,
        unitPriceE4,
      })),
      reductions: promotions.flatMap(({ promotionId, shares }) =>
        shares.map(({ lineId, amountMinor }) => ({ promotionId, lineId, amountMinor })),
      ),
    },
    content: contentOf(promised, ports.now()),
    document,
  });
  if (!answer.ok) {
    return { ok: false, detail: answer.code === 'unreachable' ? t('held.quoteOffline') : refusalText(till, answer) };
  }
  const { number } = answer.value as { readonly number: string };
  const { totalMinor } = figures.totals;
  const written = { number, validUntil, customerName: cart.customer?.name ?? '', totalMinor, document };
  const { currency } = ports.shop.rules;
  return { ok: true, number, validUntil, paper: quotePaper(written, { shop: ports.shop, currency }) };
}

/** The cart with its prices as they are charged now: they stand in its lines, whatever lists and promotions say later. */
function promisedCart(cart: Cart, { order }: Priced): Cart {
  const charged = new Map(order.lines.map((line) => [line.lineId, line]));
  const lines = cart.lines.map((line): CartLine => {
    const asCharged = charged.get(line.lineId);
    // A price that somebody changed stays a changed price; what the catalogue or a list named becomes the line's own.
    if (asCharged === undefined || asCharged.priceSource === 'override' || line.listPriceE4 === null) return line;
    const { unitPriceE4 } = asCharged;
    return { ...line, listPriceE4: unitPriceE4, unitPriceE4 };
  });
  const quoted = { number: '', mark: linesMark(lines), promotions: order.promotions ?? [] };
  return { ...cart, lines, quoted };
}

export type RecallOutcome =
  | { readonly ok: true; readonly notice: string | null }
  | { readonly ok: false; readonly detail: string };

/** Goes on with a quote: at its prices while it is valid, at today's afterwards, which is said. */
export async function recallQuote(till: Till, number: string): Promise<RecallOutcome> {
  const { ports, carts } = till;
  const answer = await ports.held.ask(`/quotes/by-number/${encodeURIComponent(number.trim())}`);
  if (!answer.ok) {
    const detail = answer.code === 'not-found' ? t('held.noQuote', { number }) : refusalText(till, answer);
    return { ok: false, detail };
  }
  const quote = answer.value as RecalledQuote;
  if (quote.state === 'sold') return { ok: false, detail: t('held.quoteSold', { number: quote.number }) };
  if (quote.state === 'cancelled') return { ok: false, detail: t('held.quoteCancelled', { number: quote.number }) };
  const cart = cartFrom(quote.content, { cartId: ports.newId(), saleId: ports.newId() });
  if (cart?.quoted === undefined) return { ok: false, detail: t('held.otherProgram') };
  const isValid = quote.state === 'open';
  const recalled = isValid
    ? { ...cart, quoted: { ...cart.quoted, number: quote.number }, origin: { quoteId: quote.quoteId } }
    : pricedToday(till, cart);
  await ports.journal.claimCart(cart.cartId);
  carts.store.setState((state) => ({ carts: [...state.carts, { ...recalled, isHeld: false }] }));
  carts.recall(cart.cartId);
  const date = formatDate(quote.validUntil);
  return { ok: true, notice: isValid ? null : t('held.quoteExpired', { number: quote.number, date }) };
}

/** What was promised holds no more: each line at the catalogue's price, one that has none as it was quoted. */
function pricedToday({ ports }: Till, { quoted: _ended, origin: _origin, ...cart }: Cart): Cart {
  const lines = cart.lines.map((line): CartLine => {
    const priceE4 = line.giftCard === undefined ? (ports.catalog.variant(line.variantId)?.priceE4 ?? null) : null;
    return priceE4 === null || line.listPriceE4 !== line.unitPriceE4
      ? line
      : { ...line, listPriceE4: priceE4, unitPriceE4: priceE4 };
  });
  return { ...cart, lines };
}

/** What the paper of a quote says, for this till's printer and for the server, which has not the cart. */
function documentOf({ order, totals }: Priced): QuoteDocument {
  return {
    lines: order.lines.map(({ name, unit, quantityMilli }, index) => ({
      name,
      unit,
      quantityMilli,
      totalMinor: totals.lines[index]?.totalMinor ?? totals.totalMinor,
    })),
    reductionMinor: minor(totals.lineDiscountMinor + totals.saleDiscountMinor),
    taxes: totals.taxes.map(({ name, amountMinor }) => ({ name, amountMinor })),
  };
}

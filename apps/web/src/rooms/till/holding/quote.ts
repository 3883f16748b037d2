import type { RecalledQuote } from '@mosaajii/contract/quotes';
import { type Minor, minor } from '@mosaajii/domain/money';
import { type Paper, paperLanguageOf, reportPaper } from '@mosaajii/domain/paper';
import { formatQuantity } from '@mosaajii/domain/quantity';
import { formatDate, spoken, t } from '../../../platform/i18n/index.ts';
import { amountText } from '../../../platform/ui/index.ts';
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
  });
  if (!answer.ok) {
    return { ok: false, detail: answer.code === 'unreachable' ? t('held.quoteOffline') : refusalText(till, answer) };
  }
  const { number } = answer.value as { readonly number: string };
  return { ok: true, number, validUntil, paper: quotePaper(till, cart, figures, { number, validUntil }) };
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

/** The paper of a quote, with its number as a barcode: it is no receipt, and says so at both ends. */
function quotePaper(
  { ports }: Till,
  cart: Cart,
  { order, totals }: Priced,
  quote: { readonly number: string; readonly validUntil: string },
): Paper {
  const { shop } = ports;
  const money = (amount: Minor) => amountText(amount, shop.rules.currency, shop.locale);
  const reductions = totals.lineDiscountMinor + totals.saleDiscountMinor;
  const paper = reportPaper({
    language: paperLanguageOf(spoken()),
    title: t('held.quoteTitle', { number: quote.number }),
    head: [
      shop.name,
      shop.storeName,
      ...shop.addressLines,
      ...(cart.customer === undefined ? [] : [cart.customer.name]),
      t('held.quoteValid', { date: formatDate(quote.validUntil) }),
    ],
    marks: [t('held.quoteMark')],
    groups: [
      {
        rows: order.lines.map((line, index) => ({
          label: `${formatQuantity(line.quantityMilli)} × ${line.name}`,
          value: money(totals.lines[index]?.totalMinor ?? totals.totalMinor),
        })),
      },
      {
        rows: [
          ...(reductions === 0 ? [] : [{ label: t('held.quoteReduced'), value: money(minor(-reductions)) }]),
          ...totals.taxes.map((tax) => ({ label: tax.name, value: money(tax.amountMinor), weight: 'detail' as const })),
          { label: t('till.total'), value: money(totals.totalMinor), weight: 'total' as const },
        ],
      },
    ],
  });
  const [mark] = paper.blocks.slice(-1);
  const body = paper.blocks.slice(0, -1);
  return {
    ...paper,
    blocks: [...body, { kind: 'barcode', text: quote.number }, ...(mark === undefined ? [] : [mark])],
  };
}

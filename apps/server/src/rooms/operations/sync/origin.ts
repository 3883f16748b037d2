import type { KnownOperation } from '@mosaajii/contract/sync';
import type { SaleCompleted } from '@mosaajii/domain/operation';
import { lacksSeller, sellersOf } from '@mosaajii/domain/sale';
import type { SaleOriginRow } from '../../sales/index.ts';
import type { QuoteSaleState } from '../quotes/quote-rows.ts';
import type { Books } from './books.ts';
import { worksThere } from './checks.ts';
import { elsewhereFlags } from './decide-deposit.ts';
import type { Flag } from './model.ts';
import { isAsPutAside, isOfLayaway } from './put-aside.ts';
import { rulesFor } from './store-rules.ts';

type SaleOperation = Extract<KnownOperation, { kind: 'sale.completed' }>;

/** What a person should look at because of what the sale was before: a held sale or a quote that was sold already. */
export function originFlags(books: Books, payload: SaleCompleted): Flag[] {
  return [
    ...(isSoldBefore(books, payload) ? (['held-sale-sold-twice'] as const) : []),
    ...quoteFlags(books, payload),
    ...layawayFlags(books, payload),
  ];
}

/**
 * Whoever is said to have sold it must have worked in the store then; the sale is theirs all the same. Where the store demanded
 * that somebody is named, and nobody is, that is shown too. What was put aside was sold then: its completion is not asked.
 */
export function sellerFlags(books: Books, operation: SaleOperation): Flag[] {
  if (books.context.key.purpose === 'import') return [];
  const { payload } = operation;
  const isMissing = rulesFor(books, operation, 'salesperson').every((rule) => lacksSeller(rule, payload));
  return [
    ...(sellersOf(payload).every((userId) => worksThere(books, operation, userId))
      ? []
      : (['salesperson-unknown'] as const)),
    ...(isMissing && !isOfLayaway(books, payload) ? (['salesperson-missing'] as const) : []),
  ];
}

function quoteFlags({ quotes }: Books, payload: SaleCompleted): Flag[] {
  const { quoteId, saleId, businessDate } = payload;
  if (quoteId === undefined) return [];
  const quote = quotes.get(quoteId);
  if (quote === undefined) return ['quote-unknown'];
  const flags: Flag[] = [];
  if (quote.sold_sale_id !== null && quote.sold_sale_id !== saleId) flags.push('quote-sold-twice');
  if (quote.state === 'cancelled') flags.push('quote-cancelled');
  if (businessDate > quote.valid_until) flags.push('quote-expired');
  if (!keepsTerms(quote, payload)) flags.push('quote-differs');
  return flags;
}

/** What a layaway is completed by: once, as it was put aside, at its register or with the server's word. */
function layawayFlags(books: Books, { layawayId, saleId, tenders, customer, ...sold }: SaleCompleted): Flag[] {
  if (layawayId === undefined) return [];
  const known = books.layaways.get(layawayId);
  if (known === undefined) return ['layaway-unknown'];
  const isClosed = known.is_given_back || (known.sold_sale_id !== null && known.sold_sale_id !== saleId);
  const { authorisationId, amountMinor = 0 } = tenders.find(({ kind }) => kind === 'deposit') ?? {};
  const isSame = isAsPutAside(known, sold) && known.customer_id === customer?.customerId;
  return [
    ...(isClosed ? (['layaway-closed'] as const) : []),
    ...(isSame ? [] : (['layaway-differs'] as const)),
    ...elsewhereFlags(books, known, { authorisationId, amountMinor }),
  ];
}

/** The lines that no valid quote and no layaway promised a price for. */
export function unquotedLines(books: Books, payload: SaleCompleted): SaleCompleted['lines'] {
  if (isOfLayaway(books, payload)) return [];
  const quote = validQuote(books, payload);
  if (quote === undefined) return payload.lines;
  const promised = new Map(quote.terms.lines.map((line) => [line.lineId, line]));
  return payload.lines.filter(({ lineId, variantId, listPriceE4 }) => {
    const line = promised.get(lineId);
    return line === undefined || line.variantId !== variantId || line.unitPriceE4 !== listPriceE4;
  });
}

/**
 * What of the prices was promised, whatever they are now: all of them by a layaway, which was compared when it was opened; what a
 * valid quote says that promotions take off.
 */
export function promisedOf(
  books: Books,
  payload: SaleCompleted,
): { readonly prices: boolean; readonly promotions: boolean } {
  if (isOfLayaway(books, payload)) return { prices: true, promotions: true };
  const quote = validQuote(books, payload);
  return {
    prices: false,
    promotions: quote !== undefined && reductionsOf(payload) === shapeOf(quote.terms.reductions),
  };
}

function validQuote({ quotes }: Books, { quoteId, businessDate, saleId }: SaleCompleted): QuoteSaleState | undefined {
  const quote = quoteId === undefined ? undefined : quotes.get(quoteId);
  if (quote === undefined || quote.state === 'cancelled' || businessDate > quote.valid_until) return undefined;
  return quote.sold_sale_id === null || quote.sold_sale_id === saleId ? quote : undefined;
}

/** Every line of the quote at its quantity and price, and nothing that was not promised. */
function keepsTerms({ terms }: QuoteSaleState, payload: SaleCompleted): boolean {
  const sold = new Map(payload.lines.map((line) => [line.lineId, line]));
  return (
    payload.lines.length === terms.lines.length &&
    terms.lines.every(({ lineId, quantityMilli, unitPriceE4 }) => {
      const line = sold.get(lineId);
      return line?.quantityMilli === quantityMilli && line.unitPriceE4 === unitPriceE4;
    }) &&
    reductionsOf(payload) === shapeOf(terms.reductions)
  );
}

function reductionsOf({ promotions = [] }: SaleCompleted): string {
  return shapeOf(promotions.flatMap(({ promotionId, shares }) => shares.map((share) => ({ promotionId, ...share }))));
}

function shapeOf(
  reductions: readonly { readonly promotionId: string; readonly lineId: string; readonly amountMinor: number }[],
): string {
  return reductions
    .map(({ promotionId, lineId, amountMinor }) => `${promotionId} ${lineId} ${amountMinor}`)
    .sort()
    .join();
}

/** Whether another sale completed the same held sale before. */
function isSoldBefore({ heldSales }: Books, { heldSaleId, saleId }: SaleCompleted): boolean {
  const before = heldSaleId === undefined ? null : (heldSales.get(heldSaleId) ?? null);
  return before !== null && before !== saleId;
}

/** For the audit trail: which held sale it was, and the sale that completed it before. */
export function twinOf(books: Books, payload: SaleCompleted): Readonly<Record<string, unknown>> {
  const { heldSaleId } = payload;
  if (heldSaleId === undefined) return {};
  return isSoldBefore(books, payload) ? { heldSaleId, soldBefore: books.heldSales.get(heldSaleId) } : { heldSaleId };
}

/** Most sales come from nowhere and are the cashier's: no row. */
export function originRows({ saleId, heldSaleId, quoteId, layawayId, salespersonId }: SaleCompleted): SaleOriginRow[] {
  const origin = {
    heldSaleId: heldSaleId ?? null,
    quoteId: quoteId ?? null,
    layawayId: layawayId ?? null,
    salespersonId: salespersonId ?? null,
  };
  return Object.values(origin).every((part) => part === null) ? [] : [{ saleId, ...origin }];
}

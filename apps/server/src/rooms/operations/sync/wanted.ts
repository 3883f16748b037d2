import type { SaleCompleted } from '@mosaajii/domain/operation';
import { DRAWN_TENDERS } from '@mosaajii/domain/purse';
import { sellersOf } from '@mosaajii/domain/sale';
import type { Arrival } from './model.ts';
import { momentOf } from './moment.ts';
import { couponCodes, isSpeciallyPriced, pricedBy } from './pricing.ts';
import { purseKey, purseOfTender } from './purses.ts';

/** What the operations of a batch name. */
export interface Wanted {
  readonly operationIds: string[];
  readonly userIds: string[];
  readonly shiftIds: string[];
  readonly variantIds: string[];
  readonly prices: (readonly [string, number])[];
  readonly returnedSales: string[];
  readonly approvalIds: string[];
  readonly requestIds: string[];
  readonly customerIds: string[];
  readonly purseKeys: string[];
  readonly holdIds: string[];
  /** The days on which something was taken without the server's word. */
  readonly unheldDates: string[];
  readonly isShiftOpened: boolean;
  /** The earliest moment by whose prices something was sold; null: nothing but the catalogue's. */
  readonly pricedSince: string | null;
  readonly couponCodes: string[];
  /** Promotions that sales used. */
  readonly promotionIds: string[];
  /** A whole sale is undone: what it used is given back. */
  readonly hasVoid: boolean;
  readonly heldSaleIds: string[];
  readonly quoteIds: string[];
  readonly layawayIds: string[];
}

/** Everything that the operations of a batch name, each once and in order, so that locks are taken in one order. */
export function wantedBy(arrivals: readonly Arrival[]): Wanted {
  const operations = new Set<string>();
  const users = new Set<string>();
  const shifts = new Set<string>();
  const variants = new Set<string>();
  const prices = new Map<string, readonly [string, number]>();
  const sales = new Set<string>();
  const approvals = new Set<string>();
  const requests = new Set<string>();
  const customers = new Set<string>();
  const purses = new Set<string>();
  const holds = new Set<string>();
  const coupons = new Set<string>();
  const promotions = new Set<string>();
  const unheldDates = new Set<string>();
  const held = new Set<string>();
  const quotes = new Set<string>();
  const layaways = new Set<string>();
  let isShiftOpened = false;
  let hasVoid = false;
  let pricedSince = Number.POSITIVE_INFINITY;
  for (const arrival of arrivals) {
    if (arrival.kind === 'unreadable') continue;
    operations.add(arrival.envelope.operationId);
    users.add(arrival.envelope.userId);
    if (arrival.content.kind !== 'known') continue;
    const { operation } = arrival.content;
    const { kind, payload } = operation;
    const priced = pricedBy(operation);
    if (priced !== null && isSpeciallyPriced(priced)) {
      pricedSince = Math.min(pricedSince, momentOf(operation) - PRICED_BEFORE_MS);
      for (const code of couponCodes(priced)) coupons.add(code);
      for (const { promotionId } of priced.promotions ?? []) promotions.add(promotionId);
    }
    if (operation.kind === 'sale.completed') for (const userId of namedBy(operation.payload)) users.add(userId);
    if ('heldSaleId' in payload && payload.heldSaleId !== undefined) held.add(payload.heldSaleId);
    if ('quoteId' in payload && payload.quoteId !== undefined) quotes.add(payload.quoteId);
    if ('layawayId' in payload && payload.layawayId !== undefined) layaways.add(payload.layawayId);
    if ('feeMinor' in payload && payload.authorisationId !== undefined) holds.add(payload.authorisationId);
    isShiftOpened ||= kind === 'shift.opened';
    hasVoid ||= 'voids' in payload && payload.voids === true;
    if ('approvals' in payload) for (const approvalId of payload.approvals ?? []) approvals.add(approvalId);
    if ('approverId' in payload) {
      users.add(payload.approverId);
      if (payload.requestId !== undefined) requests.add(payload.requestId);
    }
    if ('shiftId' in payload && payload.shiftId !== undefined) shifts.add(payload.shiftId);
    if ('source' in payload && payload.source.kind === 'sale') sales.add(payload.source.saleId);
    if ('correctionId' in payload) sales.add(payload.saleId);
    const customerId = 'customer' in payload ? payload.customer?.customerId : customerOf(payload);
    if (customerId !== undefined) customers.add(customerId);
    for (const purse of pursesOf(payload, customerId)) purses.add(purse);
    for (const { authorisationId } of 'tenders' in payload ? payload.tenders : []) {
      if (authorisationId !== undefined) holds.add(authorisationId);
    }
    if (operation.kind === 'sale.completed' && hasUnheld(operation.payload))
      unheldDates.add(operation.payload.businessDate);
    for (const line of linesOf(payload)) {
      variants.add(line.variantId);
      if (line.listPriceE4 !== undefined)
        prices.set(`${line.variantId}|${line.listPriceE4}`, [line.variantId, line.listPriceE4]);
    }
  }
  return {
    operationIds: [...operations].sort(),
    userIds: [...users].sort(),
    shiftIds: [...shifts].sort(),
    variantIds: [...variants].sort(),
    prices: [...prices.values()],
    returnedSales: [...sales].sort(),
    approvalIds: [...approvals].sort(),
    requestIds: [...requests].sort(),
    customerIds: [...customers].sort(),
    purseKeys: [...purses].sort(),
    holdIds: [...holds].sort(),
    unheldDates: [...unheldDates].sort(),
    isShiftOpened,
    pricedSince: Number.isFinite(pricedSince) ? new Date(pricedSince).toISOString() : null,
    couponCodes: [...coupons].sort(),
    promotionIds: [...promotions].sort(),
    hasVoid,
    heldSaleIds: [...held].sort(),
    quoteIds: [...quotes].sort(),
    layawayIds: [...layaways].sort(),
  };
}

/** Versions that were replaced shortly before a sale are looked at too: its register may not have heard of it. */
const PRICED_BEFORE_MS = 60 * 60 * 1000;

type KnownPayload = Extract<Extract<Arrival, { kind: 'sealed' }>['content'], { kind: 'known' }>['operation']['payload'];

function customerOf(payload: KnownPayload): string | undefined {
  if ('creditTo' in payload) return payload.creditTo;
  return 'customerId' in payload ? payload.customerId : undefined;
}

/** The purses that a payload takes from or adds to, as far as it names them itself. */
function pursesOf(payload: KnownPayload, customerId: string | undefined): string[] {
  const named: string[] = [];
  if ('paymentId' in payload) named.push(purseKey('account', payload.customerId));
  if ('creditTo' in payload && payload.creditTo !== undefined) named.push(purseKey('store-credit', payload.creditTo));
  if ('layawayId' in payload && payload.layawayId !== undefined) named.push(purseKey('deposit', payload.layawayId));
  if (!('tenders' in payload) || !('lines' in payload)) return named;
  for (const { kind, cardId } of payload.tenders) {
    const purse = purseOfTender(kind);
    const purseId = purse === 'gift-card' ? cardId : customerId;
    if (purse !== null && purse !== 'deposit' && purseId !== undefined) named.push(purseKey(purse, purseId));
  }
  if ('loyalty' in payload && payload.loyalty !== undefined && customerId !== undefined) {
    named.push(purseKey('points', customerId));
  }
  for (const { giftCard } of payload.lines) {
    if (giftCard !== undefined) named.push(purseKey('gift-card', giftCard.cardId));
  }
  return named;
}

/** Who is said to have sold it, and to have looked at who buys. */
function namedBy(sale: SaleCompleted): string[] {
  return sale.ageCheck === undefined ? sellersOf(sale) : [...sellersOf(sale), sale.ageCheck.confirmedBy];
}

function hasUnheld({ tenders }: SaleCompleted): boolean {
  return tenders.some(({ kind, authorisationId }) => DRAWN_TENDERS.has(kind) && authorisationId === undefined);
}

function linesOf(payload: KnownPayload): readonly WantedLine[] {
  if ('source' in payload) return payload.source.kind === 'without-receipt' ? payload.source.lines : [];
  const lines: readonly WantedLine[] =
    'lines' in payload ? payload.lines : 'opens' in payload ? (payload.opens?.order.lines ?? []) : [];
  // A gift card is no variant of the catalogue.
  return lines.filter((line) => line.giftCard === undefined);
}

interface WantedLine {
  readonly variantId: string;
  readonly listPriceE4?: number;
  readonly giftCard?: unknown;
}

import type { KnownOperation } from '@mosaajii/contract/sync';
import { postQuarantinedSale, postSale, type TradeFacts } from '@mosaajii/domain/ledger';
import { add, minor } from '@mosaajii/domain/money';
import { type ClaimedTotals, formatReceiptNumber, type SaleCompleted } from '@mosaajii/domain/operation';
import { exceededBySale, type Permission } from '@mosaajii/domain/permission';
import { cashPart, engineOf, type OrderTotals, type Settlement } from '@mosaajii/domain/sale';
import { postingRow } from '../../ledger/index.ts';
import type { SaleLineRow, SaleRow } from '../../sales/index.ts';
import { isCreditApproved } from './approvals.ts';
import type { Books } from './books.ts';
import {
  checkReceipt,
  commonFlags,
  hasPriceDrift,
  heldForCurrency,
  heldForUser,
  heldForVariants,
  isStockNegative,
  limitsOf,
  roundingFlags,
  shiftFlags,
  type Waiver,
} from './checks.ts';
import { compareClaims } from './compare-claims.ts';
import { goodsFlags } from './goods-rules.ts';
import { judgedOrder, permissionsFor } from './judged-order.ts';
import { earnMove, loyaltyFlags, pointsOfSale, type SalePoints } from './loyalty.ts';
import type { Flag } from './model.ts';
import { originFlags, originRows, promisedOf, sellerFlags, twinOf, unquotedLines } from './origin.ts';
import { type Held, held, type Outcome, type Posted } from './outcome.ts';
import { couponCodes, judgePricing } from './pricing.ts';
import { usedBy } from './promotion-uses.ts';
import { isCreditExceeded, owedAfter, type PurseMove, type PursePlan, planPurses, purseOfTender } from './purses.ts';
import { isOfLayaway } from './put-aside.ts';
import { movementRows, promotionRows, saleLines, taxRows } from './sold-rows.ts';
import { exemptionFlags, rungUpAt, taxFlags } from './tax-flags.ts';
import { tradeHeader } from './trade-header.ts';

type SaleOperation = Extract<KnownOperation, { kind: 'sale.completed' }>;

interface Computed {
  readonly totals: OrderTotals;
  readonly applied: Settlement['applied'];
  /** What differs between what the register claimed and what the engine computes; empty when nothing does. */
  readonly differences: readonly string[];
  readonly recomputed: ClaimedTotals | null;
  readonly points: SalePoints;
}

/** A sale happened. It is posted as charged; only what cannot be a sale of this shop waits for a person. */
export function decideSale(books: Books, operation: SaleOperation, waiver: Waiver | null): Outcome {
  const { payload } = operation;
  const variantIds = payload.lines.flatMap((line) => (line.giftCard === undefined ? [line.variantId] : []));
  const hold =
    heldForUser(books, operation, waiver) ??
    heldForCurrency(books, payload.rules.currency.code) ??
    heldForVariants(books, variantIds, waiver);
  if (hold) return hold;
  const receiptFlags = checkReceipt(books, payload.receipt, waiver);
  if ('reason' in receiptFlags) return receiptFlags;
  const computed = compute(payload);
  if ('reason' in computed) return computed;
  const plan = planPurses(books, operation, purseMoves(payload, computed));
  const { permissions, judged } = judgedSale(books, operation, computed.totals);
  const flags: Flag[] = [
    ...commonFlags(books, operation, permissions, (limits) => exceededBySale(limits, judged)),
    ...receiptFlags,
    ...shiftFlags(books, payload.shiftId),
    ...roundingFlags(books, payload.claimed.cashRoundingMinor),
    ...customerFlags(books, operation, computed),
    ...exemptionFlags(books, operation),
    ...giftCardFlags(payload, computed),
    ...loyaltyFlags(books, operation),
    ...plan.flags,
  ];
  flags.push(...originFlags(books, payload), ...sellerFlags(books, operation));
  if (payload.tenders.some((tender) => tender.isUncertain)) flags.push('card-uncertain');
  flags.push(...goodsFlags(books, operation));
  // What was put aside was taxed then, and judged then.
  if (!isOfLayaway(books, payload)) flags.push(...taxFlags(books, operation, payload.lines, rungUpAt(books, payload)));
  // A promise holds although the prices moved on.
  if (hasPriceDrift(books, operation, unquotedLines(books, payload))) flags.push('price-drift');
  const pricing = judgePricing(books, operation, payload, promisedOf(books, payload));
  flags.push(...pricing.flags);
  const stocked = payload.lines.filter((line) => books.variants.has(line.variantId));
  if (isStockNegative(books, stocked)) flags.push('negative-stock');
  const outcome = posted(books, operation, computed, plan, flags, waiver?.hasReceiptConflict === true);
  return { ...outcome, rows: { ...outcome.rows, pricingReviews: pricing.reviews } };
}

/**
 * What the cashier has to be allowed, and the sale as their limits look at it. Prices and discounts of what was put aside were
 * judged by whoever put it aside; what has expired since, by whoever hands it out.
 */
function judgedSale(books: Books, operation: SaleOperation, totals: OrderTotals) {
  const { payload } = operation;
  const permissions = permissionsFor(books, operation, payload);
  if (!isOfLayaway(books, payload)) return { permissions, judged: judgedOrder(payload, totals) };
  const own: readonly Permission[] = ['sales.create', 'sales.sell-expired'];
  return { permissions: permissions.filter((one) => own.includes(one)), judged: { lines: [] } };
}

function compute(payload: SaleCompleted): Computed | Held {
  const engine = engineOf(payload.engineVersion);
  if (!engine) return held('engine-unknown', `This server does not know order engine ${payload.engineVersion}.`);
  const valid = engine.validateOrder(payload);
  if (!valid.ok) return held('not-computable', valid.error.detail);
  const totals = engine.computeOrder(payload);
  const settlement = engine.settle(
    add(totals.totalMinor, payload.tipMinor ?? minor(0)),
    payload.rules,
    payload.tenders,
  );
  if (!settlement.ok) {
    const differences = [settlement.error.code];
    const asClaimed = appliedAsClaimed(payload);
    const points = pointsOfSale(payload, totals, asClaimed);
    return { totals, applied: asClaimed, differences, recomputed: null, points };
  }
  const recomputed = engine.claimedTotals(totals, settlement.value);
  const differences = compareClaims(payload.claimed, recomputed);
  const applied = differences.length === 0 ? settlement.value.applied : appliedAsClaimed(payload);
  const points = pointsOfSale(payload, totals, applied);
  if (!points.isAsClaimed) differences.push('points');
  return { totals, applied, differences, recomputed, points };
}

/** What the sale does to cards, credit and accounts: its tenders in their order, then the cards that it sold. */
function purseMoves(payload: SaleCompleted, { applied, totals, points }: Computed): PurseMove[] {
  const customerId = payload.customer?.customerId ?? null;
  const taken = payload.tenders.flatMap((tender, index): PurseMove[] => {
    const kind = purseOfTender(tender.kind);
    const purseId = purseIdOf(payload, tender);
    const amountMinor = points.taken[index] ?? applied[index]?.amountMinor ?? 0;
    if (kind === null || purseId === null || amountMinor === 0) return [];
    const { authorisationId } = tender;
    const move = { kind, purseId, reason: 'sale' as const, authorisationId };
    return kind === 'account'
      ? [{ ...move, customerId, amountMinor }]
      : [
          {
            ...move,
            customerId: kind === 'gift-card' ? null : customerId,
            amountMinor: -amountMinor,
            paidMinor: applied[index]?.amountMinor ?? 0,
          },
        ];
  });
  const sold = payload.lines.flatMap(({ giftCard }, index): PurseMove[] => {
    const amountMinor = totals.lines[index]?.grossMinor ?? 0;
    if (giftCard === undefined || amountMinor === 0) return [];
    const { cardId: purseId, hint, expiresOn } = giftCard;
    return [{ kind: 'gift-card', purseId, customerId, reason: 'issue', amountMinor, hint, expiresOn }];
  });
  return [...taken, ...sold, ...earnMove(customerId, points)];
}

/** The card, or the customer whose credit or account it is; `null` for money. */
function purseIdOf(payload: SaleCompleted, { kind, cardId }: SaleCompleted['tenders'][number]): string | null {
  if (kind === 'gift-card') return cardId ?? null;
  if (kind === 'deposit') return payload.layawayId ?? null;
  return purseOfTender(kind) === null ? null : (payload.customer?.customerId ?? null);
}

/** What was overspent is known for each tender that a purse gave, in their order. */
function withOverspent(
  applied: Settlement['applied'],
  overspent: readonly number[],
  { taken }: SalePoints,
): TradeFacts['tenders'] {
  let next = 0;
  return applied.map((tender, index) => {
    if (purseOfTender(tender.kind) === null || (taken[index] ?? tender.amountMinor) === 0) return tender;
    const overspentMinor = minor(overspent[next] ?? 0);
    next += 1;
    // Points have no value of their own: what they paid is spent on customers, whether they were there or not.
    return tender.kind === 'points' ? tender : { ...tender, overspentMinor };
  });
}

/** What is loaded is owed to whoever has the card: a discount on it gives money away. Tills of before let it pass. */
function giftCardFlags({ lines }: SaleCompleted, { totals }: Computed): Flag[] {
  const isDiscounted = lines.some(({ giftCard }, index) => {
    const { lineDiscountMinor = 0, saleDiscountMinor = 0 } = totals.lines[index] ?? {};
    return giftCard !== undefined && lineDiscountMinor + saleDiscountMinor > 0;
  });
  return isDiscounted ? ['gift-card-discounted'] : [];
}

function customerFlags(books: Books, operation: SaleOperation, { applied }: Computed): Flag[] {
  const customerId = operation.payload.customer?.customerId;
  if (customerId === undefined) return [];
  const charged = applied.reduce((total, part) => total + (part.kind === 'account' ? part.amountMinor : 0), 0);
  const { creditMinor } = limitsOf(books, operation);
  const isExceeded =
    isCreditExceeded(books, customerId, charged, creditMinor) &&
    !isCreditApproved(books, operation, owedAfter(books, customerId, charged));
  return [
    ...(books.customers.has(customerId) ? [] : (['customer-unknown'] as const)),
    ...(isExceeded ? (['credit-exceeded'] as const) : []),
  ];
}

/** What the tenders settled if the change was what the register says: the change comes out of the last cash. */
function appliedAsClaimed({ tenders, claimed }: SaleCompleted): Settlement['applied'] {
  let change = Math.max(0, claimed.changeMinor);
  const applied = [...tenders].reverse().map(({ tenderId, kind, amountMinor }) => {
    const back = kind === 'cash' ? Math.min(change, amountMinor) : 0;
    change -= back;
    return { tenderId, kind, amountMinor: minor(amountMinor - back) };
  });
  return applied.reverse();
}

function posted(
  books: Books,
  operation: SaleOperation,
  computed: Computed,
  plan: PursePlan,
  flags: readonly Flag[],
  hasReceiptConflict: boolean,
): Posted {
  const { payload } = operation;
  const { key } = books.context;
  const quarantine = computed.differences.length > 0 ? `does not recompute: ${computed.differences.join(', ')}` : null;
  const lines = saleLines(books, payload, computed.totals);
  const posting = postingOf(
    books,
    operation,
    { ...computed, overspent: plan.overspentMinor },
    lines,
    quarantine !== null,
  );
  return {
    kind: 'posted',
    flags,
    quarantine,
    rows: {
      sales: [{ ...saleRow(books, operation, computed, quarantine !== null), hasReceiptConflict }],
      saleLines: lines,
      saleTaxes: taxRows(payload, computed.totals),
      salePromotions: promotionRows(payload),
      saleOrigins: originRows(payload),
      tenders: payload.tenders.map((tender, index) => ({
        saleId: payload.saleId,
        tenderNumber: index + 1,
        tenderId: tender.tenderId,
        kind: tender.kind,
        tenderedMinor: tender.amountMinor,
        appliedMinor: computed.applied[index]?.amountMinor ?? 0,
        reference: tender.reference ?? '',
        purseId: purseIdOf(payload, tender),
        forfeitedMinor: tender.forfeitedMinor ?? 0,
        points: computed.points.taken[index] ?? null,
        isUncertain: tender.isUncertain === true,
      })),
      purseEntries: [...plan.entries],
      movements: movementRows(books, operation, lines),
      postings: posting ? [posting] : [],
    },
    effects: {
      shift: { shiftId: payload.shiftId, cashMinor: cashPart(computed.applied), counts: 'sale' },
      receiptSequence: payload.receipt.sequence,
      purses: plan.effects,
      unheld: plan.unheld,
      coupons: couponCodes(payload),
      used: usedBy(payload),
      ...(payload.heldSaleId === undefined ? {} : { heldSaleId: payload.heldSaleId }),
      ...(payload.quoteId === undefined ? {} : { quoteId: payload.quoteId }),
      ...soldLayaway(books, payload),
    },
    subject: { kind: 'sale', id: payload.saleId },
    detail: {
      receipt: formatReceiptNumber(payload.receipt),
      storeId: key.store_id,
      totalMinor: payload.claimed.totalMinor,
      ...twinOf(books, payload),
      ...(quarantine === null
        ? {}
        : { claimed: payload.claimed, recomputed: computed.recomputed ?? totalsOf(computed) }),
    },
  };
}

/** The first sale of a layaway completes it. */
function soldLayaway({ layaways }: Books, { layawayId, saleId }: SaleCompleted): Pick<Posted['effects'], 'layaway'> {
  const known = layawayId === undefined ? undefined : layaways.get(layawayId);
  return known === undefined || known.sold_sale_id !== null ? {} : { layaway: { ...known, sold_sale_id: saleId } };
}

function totalsOf({ totals }: Computed): Readonly<Record<string, unknown>> {
  const { netMinor, taxMinor, totalMinor } = totals;
  return { netMinor, taxMinor, totalMinor, lineTotalsMinor: totals.lines.map((line) => line.totalMinor) };
}

function saleRow(books: Books, operation: SaleOperation, { points }: Computed, isQuarantined: boolean) {
  const { payload } = operation;
  const { lineTotalsMinor: _, ...figures } = payload.claimed;
  return {
    saleId: payload.saleId,
    kind: 'sale' as const,
    ...tradeHeader(books, operation),
    ...figures,
    lineCount: payload.lines.length,
    returnedSaleId: null,
    returnReason: null,
    discounts: payload.saleDiscounts,
    isQuarantined,
    customerId: payload.customer?.customerId ?? null,
    tipMinor: payload.tipMinor ?? 0,
    loyalty: payload.customer === undefined ? null : points.earned,
    buyer: buyerOf(payload),
  };
}

function buyerOf({ customer }: SaleCompleted): SaleRow['buyer'] {
  if (customer?.name === undefined) return null;
  const { name, taxNumber } = customer;
  return taxNumber === undefined ? { name } : { name, taxNumber };
}

/** The cost of the lines whose cost is known; `null` when none is. */
export function knownCost(lines: readonly Pick<SaleLineRow, 'costMinor'>[]): TradeFacts['costMinor'] {
  const known = lines.flatMap((line) => (line.costMinor === null ? [] : [line.costMinor]));
  return known.length === 0 ? null : minor(known.reduce((total, cost) => total + cost, 0));
}

function postingOf(
  books: Books,
  { operationId, payload }: SaleOperation,
  { totals, applied, overspent, points }: Computed & { readonly overspent: readonly number[] },
  lines: readonly SaleLineRow[],
  isQuarantined: boolean,
) {
  const facts: TradeFacts = {
    lines: totals.lines.map((line, index) => ({ ...line, isGiftCard: payload.lines[index]?.giftCard !== undefined })),
    tenders: withOverspent(applied, overspent, points),
    tipMinor: payload.tipMinor ?? minor(0),
    cashRoundingMinor: payload.claimed.cashRoundingMinor,
    costMinor: knownCost(lines),
  };
  const { key } = books.context;
  return postingRow(
    {
      documentId: operationId,
      postingNumber: 1,
      documentKind: 'sale',
      storeId: key.store_id,
      registerId: key.register_id,
      businessDate: payload.businessDate,
      currencyCode: payload.rules.currency.code,
    },
    isQuarantined ? postQuarantinedSale(facts) : postSale(facts),
  );
}

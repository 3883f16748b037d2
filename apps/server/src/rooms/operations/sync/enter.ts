import type { NewCustomerRow } from '../../customers/index.ts';
import type { CardCheckRow } from '../../payments/index.ts';
import type { SaleRow } from '../../sales/index.ts';
import { enterApproval } from './approvals.ts';
import { type Books, giveCouponBack, useCoupon } from './books.ts';
import { cardKey } from './card-answers.ts';
import { countMore } from './counters.ts';
import { closeShift, openShift } from './decide-shift.ts';
import type { Sealed } from './model.ts';
import type { Posted } from './outcome.ts';
import { givenOf } from './promotion-uses.ts';
import { enterPurse } from './purses.ts';

/** What an operation writes, entered among what its batch writes. */
export function enterRows({ writes }: Books, { rows }: Posted): void {
  writes.sales.push(...(rows.sales ?? []));
  writes.saleLines.push(...(rows.saleLines ?? []));
  writes.saleTaxes.push(...(rows.saleTaxes ?? []));
  writes.salePromotions.push(...(rows.salePromotions ?? []));
  writes.saleOrigins.push(...(rows.saleOrigins ?? []));
  writes.pricingReviews.push(...(rows.pricingReviews ?? []));
  writes.tenders.push(...(rows.tenders ?? []));
  writes.corrections.push(...(rows.corrections ?? []));
  writes.cardAnswersMet.push(...(rows.cardAnswersMet ?? []));
  writes.movements.push(...(rows.movements ?? []));
  writes.adjustments.push(...(rows.adjustments ?? []));
  writes.postings.push(...(rows.postings ?? []));
  writes.approvals.push(...(rows.approvals ?? []));
  writes.approvalUses.push(...(rows.approvalUses ?? []));
  writes.cashMovements.push(...(rows.cashMovements ?? []));
  writes.shiftEvents.push(...(rows.shiftEvents ?? []));
  writes.shiftReports.push(...(rows.shiftReports ?? []));
  writes.purseEntries.push(...(rows.purseEntries ?? []));
  writes.payments.push(...(rows.payments ?? []));
  writes.layaways.push(...(rows.layaways ?? []));
  writes.layawayLines.push(...(rows.layawayLines ?? []));
  writes.deposits.push(...(rows.deposits ?? []));
}

/** What an operation changes in the books, so that the ones after it are decided on them. */
export function enterEffects(books: Books, { content }: Sealed, { effects, rows }: Posted): void {
  if (content.kind === 'known' && content.operation.kind === 'shift.opened') openShift(books, content.operation);
  if (content.kind === 'known' && content.operation.kind === 'shift.closed') closeShift(books, content.operation);
  if (content.kind === 'known' && content.operation.kind === 'approval.given') enterApproval(books, content.operation);
  if (effects.receiptSequence !== undefined) {
    books.head.receiptSequence = Math.max(books.head.receiptSequence, effects.receiptSequence);
  }
  if (effects.zNumber !== undefined) books.head.zNumber = Math.max(books.head.zNumber, effects.zNumber);
  if (effects.shift) enterShift(books, effects.shift);
  if (effects.corrected) correctSale(books, effects.corrected);
  for (const check of effects.cardChecks ?? []) enterCheck(books, check);
  for (const code of effects.coupons ?? []) useCoupon(books, code);
  if (effects.used) books.promotionUses.count(effects.used);
  if (effects.givenBack) {
    books.promotionUses.giveBack(effects.givenBack);
    for (const code of effects.givenBack.coupons) giveCouponBack(books, code);
  }
  if (effects.heldSaleId !== undefined) completeHeldSale(books, effects.heldSaleId, rows.sales ?? []);
  if (effects.layaway) books.layaways.set(effects.layaway.layaway_id, effects.layaway);
  if (effects.quoteId !== undefined) makeQuoteGood(books, effects.quoteId, rows.sales ?? []);
  for (const { saleId, lineId, soldMilli, moreMilli } of effects.returned ?? []) {
    countMore(books.returned, saleId, lineId, soldMilli, moreMilli);
  }
  for (const { saleId, tenderId, appliedMinor, moreMinor } of effects.refunded ?? []) {
    countMore(books.refunded, saleId, tenderId, appliedMinor, moreMinor);
  }
  for (const { approvalId, documentId } of rows.approvalUses ?? []) {
    const view = books.approvals.get(approvalId);
    if (view) view.usedBy = documentId;
  }
  for (const purse of effects.purses ?? []) enterPurse(books, purse);
  books.unheld.push(...(effects.unheld ?? []));
  if (effects.customer) enterCustomer(books, effects.customer);
  for (const { variantId, quantityMilli } of rows.movements ?? []) {
    books.levels.set(variantId, (books.levels.get(variantId) ?? 0) + quantityMilli);
  }
  for (const sale of rows.sales ?? []) {
    const { saleId, kind, currencyCode, businessDate, shiftId, customerId, loyalty } = sale;
    const { saleLines: lines = [], tenders = [] } = rows;
    const given = givenOf(rows.salePromotions ?? []);
    const known = { saleId, kind, currencyCode, businessDate, shiftId, lines, tenders, customerId, loyalty, given };
    books.sales.set(saleId, known);
  }
}

/** What comes after looks at the tenders as they were corrected. */
function correctSale({ sales }: Books, { saleId, tenders }: NonNullable<Posted['effects']['corrected']>): void {
  const sale = sales.get(saleId);
  if (sale) sales.set(saleId, { ...sale, tenders });
}

/** The first who settles an uncertain card or pays some of it back makes its row. */
function enterCheck({ cardChecks, writes }: Books, check: CardCheckRow): void {
  const { saleId, tenderId } = check;
  const open = { answer_id: null, outcome: null, stands_at: null, customer_id: null };
  cardChecks.set(cardKey(saleId, tenderId), { sale_id: saleId, tender_id: tenderId, ...open });
  writes.cardChecks.push(check);
}

/** The first sale of a held one completes it; a second one is flagged and changes nothing here. */
function completeHeldSale(
  { heldSales, writes, context: { key } }: Books,
  heldSaleId: string,
  [sale]: readonly SaleRow[],
): void {
  const before = heldSales.get(heldSaleId);
  if (sale === undefined || typeof before === 'string') return;
  const { saleId, userId, totalMinor, currencyCode, occurredAt: soldAt, lineCount } = sale;
  heldSales.set(heldSaleId, saleId);
  if (before === null) {
    writes.soldHeldSales.push({ heldSaleId, saleId });
    return;
  }
  const place = { storeId: key.store_id, registerId: key.register_id, registerCode: key.code };
  writes.unheardHeldSales.push({ heldSaleId, saleId, ...place, userId, lineCount, totalMinor, currencyCode, soldAt });
}

/** The first sale of a quote makes it good. */
function makeQuoteGood({ quotes, writes }: Books, quoteId: string, sales: readonly SaleRow[]): void {
  const [saleId, quote] = [sales[0]?.saleId, quotes.get(quoteId)];
  if (saleId === undefined || quote === undefined || quote.sold_sale_id !== null) return;
  quotes.set(quoteId, { ...quote, state: 'sold', sold_sale_id: saleId });
  writes.soldQuotes.push({ quoteId, saleId });
}

function enterCustomer(books: Books, customer: NewCustomerRow): void {
  const { customerId } = customer;
  books.customers.set(customerId, { customer_id: customerId, credit_limit_minor: null, is_active: true });
  books.writes.customers.push(customer);
}

function enterShift(books: Books, effect: NonNullable<Posted['effects']['shift']>): void {
  const view = books.shifts.get(effect.shiftId);
  if (!view || view.shift.registerId !== books.context.key.register_id) return;
  view.cashChange += effect.cashMinor;
  if (effect.counts === 'sale') view.saleCount += 1;
  else if (effect.counts === 'return') view.returnCount += 1;
}

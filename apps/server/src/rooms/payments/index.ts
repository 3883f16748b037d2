export { sumTenders } from './sum-tenders.ts';
export { type RefundedRow, TENDER_FACTS, type TenderRow, tenderSteps, tendersToLoad } from './tender-rows.ts';
export { readRefundedCounters, readTenders, type TenderOfSale } from './tenders-of-sale.ts';

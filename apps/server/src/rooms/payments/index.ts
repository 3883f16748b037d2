export { type RefundedRow, type TenderRow, tenderSteps, tendersToLoad } from './tender-rows.ts';
export { readTenders, type TenderOfSale } from './tenders-of-sale.ts';

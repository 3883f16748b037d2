export { type RefundedRow, type TenderRow, tenderSteps, tendersToLoad } from './tender-rows.ts';

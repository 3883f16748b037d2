export { customersWhoOwe, readAccount, readBalances, readCardsOf, readEntries, readPointsMoved } from './balances.ts';
export {
  type CustomerPaymentRow,
  type HoldRow,
  PURSE_FACTS,
  type PurseChangeRow,
  type PurseEntryRow,
  type PurseReason,
  type PurseRow,
  pointsToLoad,
  purseSteps,
  pursesToLoad,
  type UnheldRow,
  unheldToLoad,
} from './purse-rows.ts';
export { paymentsRoutes } from './routes.ts';
export { readShiftCorrections, readShiftPayments, sumTenders } from './sum-tenders.ts';
export {
  CORRECTION_FACTS,
  type RefundedRow,
  TENDER_FACTS,
  type TenderCorrectionRow,
  type TenderRow,
  tenderSteps,
  tendersToLoad,
} from './tender-rows.ts';
export { readRefundedCounters, readTenders, type TenderOfSale, UNCERTAIN_SALES } from './tenders-of-sale.ts';
export { pageOfPurseDocuments, verifyPurses } from './verify.ts';

export { customersWhoOwe, readAccount, readBalances, readCardsOf, readEntries, readPointsMoved } from './balances.ts';
export {
  answerStep,
  CARD_ANSWERS_MET_FACTS,
  type CardAnswerMetRow,
  type CardAnswerRow,
  type CardCheckRow,
  type CardCheckState,
  cardAnswerSteps,
  cardChecksToLoad,
} from './card-answer-rows.ts';
export {
  CARD_ANSWER_ITEMS,
  lockCardCheck,
  pageOfAnswers,
  readAnswersById,
  readDiffering,
  setCardAnswer,
  verifyCardChecks,
  wireAnswer,
} from './card-answers.ts';
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
export {
  readRefundedCounters,
  readTenders,
  readUncertain,
  type TenderOfSale,
  UNCERTAIN_SALES,
} from './tenders-of-sale.ts';
export { pageOfPurseDocuments, verifyPurses } from './verify.ts';

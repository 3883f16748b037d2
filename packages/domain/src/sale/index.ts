export { type AgeCheck, ageToCheck, bornOnOrBefore } from './age-check.ts';
export {
  allocateRefund,
  cashPart,
  type RefundPart,
  type RefundPlan,
  type RefundRefusal,
  refundAsCredit,
  refundAsPaid,
  refundInCash,
} from './allocate-refund.ts';
export { CARD_OUTCOMES, type CardAnswerItem, type CardOutcome, outcomeSaid } from './card-answer.ts';
export { claimedReturnTotals, claimedTotals } from './claimed-totals.ts';
export { computeOrder } from './compute-order.ts';
export {
  computeReturn,
  computeReturnWithoutReceipt,
  type ReturnRefusal,
  type ReturnRequest,
  type ReturnTotals,
  sumReturn,
} from './compute-return.ts';
export {
  CORRECTABLE_TENDERS,
  CORRECTION_REASONS,
  type CorrectionReason,
  type CorrectionRefusal,
  checkCorrection,
  correctedTenders,
  isConfirmation,
  type TenderCorrection,
  type TenderPart,
} from './correct-tenders.ts';
export { discountOn } from './discount.ts';
export { ENGINE_VERSION, engineOf, type OrderEngine } from './engine.ts';
export {
  exchangedMinor,
  exchangePartOf,
  leftAfterExchange,
  refundableTenders,
  withExchange,
} from './exchange.ts';
export { exemptedMinor, exemptFrom, exemptionOf } from './exemption.ts';
export { type GoodsMarks, isExpired, marksOf, type Weighing } from './goods-marks.ts';
export type { HeldSaleItem, HeldSaleLock } from './held-sale.ts';
export * from './model.ts';
export { isCheapPattern, isExpression, isUsablePattern, MOST_PATTERN_LENGTH } from './pattern-cost.ts';
export { returnedLate } from './return-window.ts';
export {
  lacksSeller,
  SALESPERSON_DETAILS,
  type SalespersonDetail,
  type SalespersonSettings,
  sellersOf,
  USUAL_SALESPERSON,
} from './salesperson.ts';
export { type Remaining, remainingAfter, roundCash, type SettleRefusal, settle } from './settle.ts';
export { suggestTenders } from './suggest-tenders.ts';
export { referenceProblem, type TenderSettings, USUAL_TENDERS } from './tender-settings.ts';
export { ORDER_LIMITS, type OrderRefusal, type OrderRefusalCode, validateOrder } from './validate-order.ts';

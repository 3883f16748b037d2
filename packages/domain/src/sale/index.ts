export {
  allocateRefund,
  cashPart,
  type RefundPart,
  type RefundPlan,
  type RefundRefusal,
  refundInCash,
} from './allocate-refund.ts';
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
export { discountOn } from './discount.ts';
export { ENGINE_VERSION, engineOf, type OrderEngine } from './engine.ts';
export { type GoodsMarks, isExpired, marksOf } from './goods-marks.ts';
export type * from './model.ts';
export { TENDER_KINDS } from './model.ts';
export { type Remaining, remainingAfter, roundCash, type SettleRefusal, settle } from './settle.ts';
export { suggestTenders } from './suggest-tenders.ts';
export { referenceProblem, type TenderSettings, USUAL_TENDERS } from './tender-settings.ts';
export { ORDER_LIMITS, type OrderRefusal, type OrderRefusalCode, validateOrder } from './validate-order.ts';

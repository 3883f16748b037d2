export { CASHIER_SALES, type Period, readCashierSales, readSellers } from './cashier-figures.ts';
export { findReturnable, type ReturnableFilter } from './find-returnable.ts';
export { listOrders, pageOfOrders, readSummaries } from './list-orders.ts';
export { type ExplainedLines, explainWith, readOrder, readSaleStore } from './read-order.ts';
export { salesRoutes } from './routes.ts';
export { wasSoldAsHeld } from './sale-origin.ts';
export {
  type EarnedPoints,
  type LineInputs,
  type ReturnedRow,
  returnableToLoad,
  SALE_FACTS,
  type SaleLineRow,
  type SaleOriginRow,
  type SalePromotionRow,
  type SaleRow,
  type SaleTaxRow,
  type SaleWrites,
  saleSteps,
} from './sale-rows.ts';
export { readSellerFigures } from './seller-figures.ts';
export { readReceiptCounts, sumShiftSales } from './shift-sales.ts';
export { readSoldLines, type SoldLines } from './sold-lines.ts';
export { findReceiptConflicts, findReceiptGaps, pageOfSales, type ReceiptGap, readReturnedCounters } from './verify.ts';

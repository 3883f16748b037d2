export { type DrawerFacts, expectedCash, overShort } from './drawer.ts';
export {
  addCashMoved,
  addCorrected,
  addDeposit,
  addDepositBack,
  addNoSale,
  addReceived,
  addTraded,
  asSaidBy,
  countedIn,
  EMPTY_TOTALS,
  expectedAfter,
  type ShiftTotals,
  type TaxTotal,
  type TenderTotal,
  type TradedFigures,
} from './totals.ts';

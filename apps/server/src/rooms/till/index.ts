export { readCashierCash } from './cashier-cash.ts';
export { readShiftFigures, type ShiftFigures } from './queries.ts';
export {
  type CashMovementRow,
  SHIFT_FACTS,
  type ShiftEventRow,
  type ShiftReportRow,
  shiftRecordSteps,
} from './record-rows.ts';
export { tillRoutes } from './routes.ts';
export {
  type NewShiftRow,
  type ShiftChangeRow,
  type ShiftClosing,
  type ShiftState,
  shiftSteps,
  shiftsToLoad,
} from './shift-rows.ts';

export { readCashierCash } from './cashier-cash.ts';
export { readCashierEvents } from './cashier-events.ts';
export {
  listShifts,
  readShift,
  readShiftFigures,
  readShiftStore,
  type ShiftFigures,
  type ShiftFilter,
} from './queries.ts';
export {
  type CashMovementRow,
  SHIFT_FACTS,
  type ShiftEventRow,
  type ShiftReportRow,
  shiftRecordSteps,
} from './record-rows.ts';
export {
  findZGaps,
  listZReports,
  readOverShort,
  readShiftRecords,
  type ZFilter,
} from './shift-records.ts';
export {
  type NewShiftRow,
  type ShiftChangeRow,
  type ShiftClosing,
  type ShiftState,
  shiftSteps,
  shiftsToLoad,
} from './shift-rows.ts';

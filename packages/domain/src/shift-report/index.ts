export { type ShiftReport, shiftPaper, zName } from './report.ts';
export { type AroundShift, reportOf, type ToldShift } from './told-shift.ts';
export { type ShiftReportWords, shiftReportWords } from './words/index.ts';

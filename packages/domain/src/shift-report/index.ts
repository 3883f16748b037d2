export { type ShiftReport, shiftPaper, zName } from './report.ts';
export { type ShiftReportWords, shiftReportWords } from './words/index.ts';

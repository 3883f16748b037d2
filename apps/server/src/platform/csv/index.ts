export { csvLine } from '@mosaajii/domain/csv';
export { detectDelimiter, detectEncoding, rowsOf, utf8Checker } from './detect-format.ts';

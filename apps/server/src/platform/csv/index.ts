export { csvLine } from './csv-line.ts';
export { detectDelimiter, detectEncoding, rowsOf, utf8Checker } from './detect-format.ts';

export { composeParts, composeStatement, type Statement } from './compose.ts';
export { compareFacts, type FactDifference, type FactTable, readFacts, type StoredRow } from './facts.ts';
export { type Column, insertInto, type Step, type Table, updateFrom } from './steps.ts';

export { composeStatement, type Statement } from './compose.ts';
export { type Column, insertInto, type Step, type Table, updateFrom } from './steps.ts';

export { checkDigit, codeKey, isGtin, toGtin14 } from './gtin.ts';

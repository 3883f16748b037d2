export { type TaxableLine, taxKey, taxLines } from './line-tax.ts';

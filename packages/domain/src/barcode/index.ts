export { type Bars, barsOf, ean8, ean13 } from './bars.ts';
export { hasWrongCheckDigit, priceCheckDigit, upcEToUpcA } from './check-digits.ts';
export { type Decimal, decimalText, rescale } from './decimal.ts';
export { asEan13, type LabelLayout, labelLayout, readLabel } from './label.ts';
export * from './scan-rules.ts';
export * from './scan-table.ts';
export { type WeightUnit, weightAsQuantity } from './units.ts';
